//! A variable product: its options are the attributes that its variations name. A variation for "any" value becomes one
//! variant for each.

use super::{
    cells::{Cells, Filled},
    header::Header,
};
use crate::import::{
    columns::Column,
    reader::Row,
    report::{Report, hint},
};
use std::collections::HashSet;

/// Most options of a product.
const MOST_OPTIONS: usize = 3;
/// Most variants that one variation may become.
const MOST: usize = 300;

/// The rows of a variable product: its own first, then its variants.
pub(super) fn rows(header: &Header, parent: &Row, variations: &[Row], report: &mut Report) -> Vec<Row> {
    let own = Cells { header, row: parent };
    let variations: Vec<Cells<'_>> = variations.iter().map(|row| Cells { header, row }).collect();
    let options = options(&own, &variations);
    if options.len() > MOST_OPTIONS {
        let names = options.join(", ");
        report.problem(parent.line, header.shown("attribute1name"), &names, hint("woo-options", &[]));
        return vec![];
    }
    let mut first = Filled::new();
    own.product(&mut first, &options, report);
    for ((name, _), option) in Column::OPTIONS.into_iter().zip(&options) {
        first.set(name, option.clone());
    }
    let mut filled = vec![first];
    let mut lines = vec![parent.line];
    let mut taken: HashSet<Vec<String>> = variations.iter().filter_map(|one| exact(one, &options)).collect();
    for variation in &variations {
        if variation.text("published") == "0" {
            let name = variation.text("name");
            report.warning(variation.row.line, header.shown("published"), name, hint("woo-disabled", &[]));
            continue;
        }
        let open = exact(variation, &options).is_none();
        for (at, values) in combinations(&own, variation, &options).into_iter().enumerate() {
            if open && !taken.insert(values.clone()) {
                continue;
            }
            let mut row = Filled::new();
            variation.variant(&mut row, Some(&own), report);
            if at > 0 {
                // One SKU and one count belong to one variant.
                row.set(Column::Sku, "");
                row.set(Column::Barcode, "");
                row.set(Column::Quantity, "0");
            }
            for ((_, column), value) in Column::OPTIONS.into_iter().zip(values) {
                row.set(column, value);
            }
            filled.push(row);
            lines.push(variation.row.line);
        }
        if open && !variation.text("stock").is_empty() {
            let stock = variation.text("stock");
            report.warning(variation.row.line, header.shown("stock"), stock, hint("woo-any-stock", &[]));
        }
    }
    own.pictures(&mut filled, 0);
    lines.resize(filled.len(), parent.line);
    filled.into_iter().zip(lines).map(|(row, line)| row.at(line)).collect()
}

/// Attributes that variations name, in the order of the parent.
fn options(own: &Cells<'_>, variations: &[Cells<'_>]) -> Vec<String> {
    let named: HashSet<String> = variations.iter().flat_map(|one| one.attributes()).map(|(name, _)| name).collect();
    let mut options: Vec<String> =
        own.attributes().into_iter().map(|(name, _)| name).filter(|name| named.contains(name)).collect();
    for (name, _) in variations.iter().flat_map(|one| one.attributes()) {
        // One too many is enough to refuse the product; looking for more of them would take for ever.
        if options.len() > MOST_OPTIONS {
            break;
        }
        if !options.contains(&name) {
            options.push(name);
        }
    }
    options
}

/// The values of a variation that leaves none open.
fn exact(variation: &Cells<'_>, options: &[String]) -> Option<Vec<String>> {
    options.iter().map(|option| value(variation, option)).collect()
}

fn value(cells: &Cells<'_>, option: &str) -> Option<String> {
    let (_, values) = cells.attributes().into_iter().find(|(name, _)| name == option)?;
    // A value with a comma is still one.
    Some(values.join(", ")).filter(|value| !value.is_empty())
}

/// All values that a variation stands for; what it leaves open takes each value of its parent.
fn combinations(own: &Cells<'_>, variation: &Cells<'_>, options: &[String]) -> Vec<Vec<String>> {
    let all = own.attributes();
    let mut found: Vec<Vec<String>> = vec![vec![]];
    for option in options {
        let choices = match value(variation, option) {
            Some(value) => vec![value],
            None => all.iter().find(|(name, _)| name == option).map(|(_, values)| values.clone()).unwrap_or_default(),
        };
        // Nothing to choose from: the row says so itself.
        let choices = if choices.is_empty() { vec![String::new()] } else { choices };
        found = found
            .iter()
            .flat_map(|before| choices.iter().map(|choice| [before.as_slice(), std::slice::from_ref(choice)].concat()))
            .take(MOST)
            .collect();
    }
    found
}
