//! From rows to a draft: everything that can be said without the database.

use super::{
    attributes::attributes,
    columns::{Column, Columns},
    draft::{Draft, DraftOption, DraftPicture, DraftVariant},
    fields,
    group::Group,
    reader::Row,
    report::{Report, hint},
    rows::Cells,
    seen::Seen,
};
use crate::{export::entities::decoded, text::Arg};
use model::{
    Currency, Handle,
    product::{Content, MAX_PICTURES},
};
use std::collections::HashSet;

/// Most variants of one product.
const MAX_VARIANTS: usize = 300;

/// Examines products one after the other.
pub(super) struct Checker {
    pub columns: Columns,
    pub currency: Currency,
    /// SKUs and the lines in which they stand.
    skus: Seen,
}

impl Checker {
    /// Begins with a file.
    pub fn new(columns: Columns, currency: Currency) -> Self {
        Self { columns, currency, skus: Seen::default() }
    }

    /// The product of some rows; `None` where its first row is bad or no variant is good.
    pub fn draft(&mut self, group: Group, report: &mut Report) -> Option<Draft> {
        let bad_before = report.bad_rows;
        let first = group.rows.first()?;
        let mut draft = self.first(first, &group.handle, report).or_else(|| {
            report.products.dropped += 1;
            None
        })?;
        let mut rows: Vec<&Row> = group.rows.iter().filter(|row| self.says_variant(row)).collect();
        if rows.is_empty() {
            rows.push(first);
        }
        let mut combinations = HashSet::new();
        for row in rows {
            match self.variant(row, &draft, &mut combinations, report) {
                Some(variant) => draft.variants.push(variant),
                None => report.variants.dropped += 1,
            }
        }
        if draft.variants.is_empty() {
            report.products.dropped += 1;
            return None;
        }
        for (place, option) in draft.options.iter_mut().enumerate() {
            let given = std::mem::take(&mut option.values);
            option.values = in_order(given.iter().chain(draft.variants.iter().map(|variant| &variant.options[place])));
        }
        self.pictures(&group.rows, &mut draft, report);
        draft.complete = report.bad_rows == bad_before;
        Some(draft)
    }

    fn first(&self, row: &Row, handle: &str, report: &mut Report) -> Option<Draft> {
        let mut cells = Cells::of(&self.columns, row);
        let draft = Draft {
            line: row.line,
            handle: handle.to_owned(),
            title: cells.read(Column::Title, fields::title).unwrap_or_default(),
            body: cells.read(Column::Body, fields::body),
            vendor: cells.read(Column::Vendor, |cell| fields::plain(cell, 255)),
            product_type: cells.read(Column::Type, |cell| fields::plain(cell, 255)),
            tags: cells.read(Column::Tags, fields::tags),
            published: cells.read(Column::Published, |cell| fields::flag(cell, true)),
            published_at: cells.read(Column::PublishedAt, fields::moment).flatten(),
            unpublish_at: cells.read(Column::UnpublishAt, fields::moment),
            created_at: cells.read(Column::CreatedAt, fields::moment).flatten(),
            status: cells.read(Column::Status, fields::status),
            seo_title: cells.read(Column::SeoTitle, |cell| fields::plain(cell, 255)),
            seo_description: cells.read(Column::SeoDescription, |cell| fields::plain(cell, 1_000)),
            manufacturer: cells.read(Column::Manufacturer, |cell| fields::plain(cell, 1_000)),
            responsible_person: cells.read(Column::ResponsiblePerson, |cell| fields::plain(cell, 1_000)),
            warnings: cells.read(Column::Warnings, |cell| fields::plain(cell, 5_000)),
            attributes: cells.read(Column::Attributes, attributes),
            categories: categories(&mut cells),
            options: options(&mut cells),
            variants: vec![],
            pictures: None,
            complete: true,
        };
        if let (Some(from), Some(Some(until))) = (draft.published_at, draft.unpublish_at)
            && until <= from
        {
            cells.flaw(Column::UnpublishAt, "unpublish-early");
        }
        if cells.read(Column::GiftCard, |cell| fields::flag(cell, false)) == Some(true) {
            report.warning(row.line, self.columns.name(Column::GiftCard), "true", hint("gift-card", &[]));
        }
        cells.close(report).then_some(draft)
    }

    /// Whether a row carries a variant, and not only a picture.
    fn says_variant(&self, row: &Row) -> bool {
        let cells = Cells::of(&self.columns, row);
        let telling = [Column::Sku, Column::Price, Column::Option1Value, Column::Option2Value, Column::Option3Value];
        telling.into_iter().any(|column| !cells.text(column).is_empty())
    }

    fn variant(
        &mut self,
        row: &Row,
        draft: &Draft,
        combinations: &mut HashSet<[String; 3]>,
        report: &mut Report,
    ) -> Option<DraftVariant> {
        let currency = self.currency;
        let columns = self.columns.clone();
        let mut cells = Cells::of(&columns, row);
        let options = option_values(&mut cells, &draft.options);
        if !combinations.insert(options.clone()) {
            cells.flaw(Column::Option1Value, "options-twice");
        }
        if draft.variants.len() >= MAX_VARIANTS {
            cells.flaw(Column::Handle, "too-many-variants");
        }
        let sku = self.sku(&mut cells, &draft.handle, &options);
        let variant = DraftVariant {
            line: row.line,
            sku,
            barcode: cells.read(Column::Barcode, fields::barcode),
            options,
            price: cells.read(Column::Price, |cell| fields::money(cell, currency)),
            compare_at: cells.read(Column::CompareAt, |cell| fields::maybe_money(cell, currency)),
            cost: cells.read(Column::Cost, |cell| fields::maybe_money(cell, currency)),
            lowest_before: cells.read(Column::LowestBefore, |cell| fields::maybe_money(cell, currency)),
            content: content(&mut cells),
            weight_grams: cells.read(Column::Grams, |cell| fields::grams(cell, columns.grams)),
            quantity: cells.read(Column::Quantity, fields::quantity),
            tracked: cells.get(Column::Tracker).map(|cell| !cell.is_empty()),
            continue_selling: cells.read(Column::Policy, fields::policy),
            requires_shipping: cells.read(Column::RequiresShipping, |cell| fields::flag(cell, true)),
            taxable: cells.read(Column::Taxable, |cell| fields::flag(cell, true)),
            picture: None,
        };
        if !cells.close(report) {
            return None;
        }
        self.skus.insert(&variant.sku, row.line);
        Some(variant)
    }

    /// The SKU that is given, or else one of handle and options.
    fn sku(&self, cells: &mut Cells<'_>, handle: &str, options: &[String; 3]) -> String {
        let given = cells.text(Column::Sku);
        if given.is_empty() {
            let name = format!("{handle} {}", options.join(" "));
            let made = Handle::from_title(&name).map(String::from).unwrap_or_else(|| handle.to_owned());
            return unused(&made, &self.skus);
        }
        let sku = cells.read(Column::Sku, |cell| fields::text(cell, 100)).unwrap_or_default();
        if self.skus.line(&sku).is_some() {
            cells.flaw(Column::Sku, "sku-twice");
        }
        sku
    }

    /// Pictures of all rows, by their position; a variant's own picture joins the gallery where it is not in it.
    fn pictures(&self, rows: &[Row], draft: &mut Draft, report: &mut Report) {
        if self.columns.place(Column::Image).is_none() && self.columns.place(Column::VariantImage).is_none() {
            return;
        }
        let mut found: Vec<(u32, DraftPicture)> = vec![];
        for row in rows {
            let mut cells = Cells::of(&self.columns, row);
            let source = cells.text(Column::Image).to_owned();
            if source.is_empty() || found.iter().any(|(_, picture)| picture.source == source) {
                continue;
            }
            let place = cells.text(Column::ImagePosition).parse().unwrap_or(u32::MAX);
            let alt = decoded(cells.text(Column::ImageAlt)).chars().take(512).collect();
            if found.len() >= MAX_PICTURES {
                cells.flaw(Column::Image, "too-many-pictures");
                cells.close(report);
                break;
            }
            found.push((place, DraftPicture { line: row.line, source, alt, content: None }));
        }
        found.sort_by_key(|(place, _)| *place);
        let mut pictures: Vec<DraftPicture> = found.into_iter().map(|(_, picture)| picture).collect();
        for variant in &mut draft.variants {
            let Some(row) = rows.iter().find(|row| row.line == variant.line) else { continue };
            let source = Cells::of(&self.columns, row).text(Column::VariantImage);
            if source.is_empty() {
                continue;
            }
            let known = pictures.iter().position(|picture| picture.source == source);
            variant.picture = known.or_else(|| {
                let (source, alt) = (source.to_owned(), draft.title.clone());
                pictures.push(DraftPicture { line: variant.line, source, alt, content: None });
                Some(pictures.len() - 1)
            });
        }
        draft.pictures = Some(pictures);
    }
}

/// Names of the options; "Title" with "Default Title" is the word for having none.
fn options(cells: &mut Cells<'_>) -> Vec<DraftOption> {
    let mut options: Vec<DraftOption> = vec![];
    let mut values = cells.read(Column::OptionValues, option_lists).unwrap_or_default().into_iter();
    for (place, (name_column, value_column)) in Column::OPTIONS.into_iter().enumerate() {
        let (mut name, value) = (decoded(cells.text(name_column)).into_owned(), cells.text(value_column));
        let none = value.is_empty() || value.eq_ignore_ascii_case("default title");
        if (name.is_empty() || (place == 0 && name.eq_ignore_ascii_case("title"))) && none {
            continue;
        }
        if name.is_empty() {
            name = crate::text::t_args("import-option", &[("place", Arg::Number(place as i64 + 1))]);
        }
        cells.read(name_column, |cell| fields::plain(cell, 255));
        if options.iter().any(|option| option.name.eq_ignore_ascii_case(&name)) {
            cells.flaw(name_column, "option-twice");
        }
        if options.len() < place {
            cells.flaw(name_column, "option-gap");
        }
        options.push(DraftOption { name, values: values.next().unwrap_or_default() });
    }
    options
}

/// The values of all options in their order, as an export of ours gives them.
fn option_lists(cell: &str) -> Result<Vec<Vec<String>>, fields::Flaw> {
    if cell.is_empty() {
        return Ok(vec![]);
    }
    let lists: Vec<Vec<String>> = serde_json::from_str(cell).map_err(|_| "option-values")?;
    let fine = |value: &String| !value.is_empty() && value.chars().count() <= 255;
    let all_fine = lists.len() <= 3 && lists.iter().all(|list| list.len() <= 1_000 && list.iter().all(fine));
    if all_fine { Ok(lists) } else { Err("option-values") }
}

/// How much is in a variant: an amount with its unit, and what the unit price is of.
fn content(cells: &mut Cells<'_>) -> Option<Option<Content>> {
    let text = |column| cells.text(column);
    let (unit, base, base_unit) = (text(Column::ContentUnit), text(Column::Reference), text(Column::ReferenceUnit));
    cells.read(Column::Content, |cell| fields::content(cell, unit, base, base_unit))
}

/// The values of a variant: one for each option, and none beyond.
fn option_values(cells: &mut Cells<'_>, options: &[DraftOption]) -> [String; 3] {
    let mut values = [String::new(), String::new(), String::new()];
    for (place, (_, column)) in Column::OPTIONS.into_iter().enumerate() {
        let value = cells.read(column, |cell| fields::plain(cell, 255)).unwrap_or_default();
        let default = value.is_empty() || value.eq_ignore_ascii_case("default title");
        match place < options.len() {
            true if value.is_empty() => cells.flaw(column, "option-value-missing"),
            true => values[place] = value,
            false if !default => cells.flaw(column, "option-unnamed"),
            false => {}
        }
    }
    values
}

fn in_order<'a>(values: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut known = HashSet::new();
    values.filter(|value| known.insert(value.as_str())).cloned().collect()
}

/// The shop's own paths, or else the standard category, or else the type.
fn categories(cells: &mut Cells<'_>) -> Option<Vec<Vec<String>>> {
    if cells.get(Column::Categories).is_some() {
        return cells.read(Column::Categories, fields::categories);
    }
    // The standard category may also be a bare number of somebody's taxonomy.
    let worded = |cell: &str| !cell.is_empty() && !cell.starts_with("gid:") && cell.parse::<u64>().is_err();
    if cells.get(Column::ProductCategory).is_some_and(worded) {
        return cells.read(Column::ProductCategory, fields::categories);
    }
    cells.get(Column::Type).filter(|cell| !cell.is_empty())?;
    cells.read(Column::Type, fields::categories)
}

/// A name of at most 100 characters that is not in use.
fn unused(wanted: &str, used: &Seen) -> String {
    let cut: String = wanted.chars().take(94).collect();
    let numbered = |n: u32| if n == 1 { cut.clone() } else { format!("{cut}-{n}") };
    (1..).map(numbered).find(|name| used.line(name).is_none()).unwrap_or(cut.clone())
}
