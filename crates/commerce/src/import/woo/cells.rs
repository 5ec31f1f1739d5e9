//! A row of WooCommerce as cells of ours.

use super::header::Header;
use crate::import::{
    columns::Column,
    names::NAMES,
    reader::Row,
    report::{Report, hint},
};
use chrono::{NaiveDate, Utc};
use csv::StringRecord;

/// A row under translation.
pub(super) struct Cells<'a> {
    pub header: &'a Header,
    pub row: &'a Row,
}

/// A row of ours that is being filled.
pub(super) struct Filled(Vec<String>);

impl Filled {
    /// An empty row.
    pub fn new() -> Self {
        Self(vec![String::new(); NAMES.len()])
    }

    /// Puts a value into a cell.
    pub fn set(&mut self, column: Column, value: impl Into<String>) {
        if let Some(cell) = self.0.get_mut(column as usize) {
            *cell = value.into();
        }
    }

    /// The row, in a line of the file.
    pub fn at(self, line: u64) -> Row {
        Row { line, cells: StringRecord::from(self.0) }
    }
}

impl<'a> Cells<'a> {
    /// A cell by its plain name; empty where there is none.
    pub fn text(&self, name: &str) -> &'a str {
        self.header.place(name).and_then(|at| self.row.cells.get(at)).map(str::trim).unwrap_or_default()
    }

    /// What kind of row it is: simple, variable, variation, grouped, external.
    pub fn kind(&self) -> &'a str {
        let mut kinds = self.text("type").split(',').map(str::trim);
        kinds.find(|kind| !matches!(*kind, "virtual" | "downloadable")).unwrap_or_default()
    }

    /// Whether a word stands among the kinds.
    pub fn is(&self, word: &str) -> bool {
        self.text("type").split(',').any(|kind| kind.trim() == word)
    }

    /// The rows of a product without variations.
    pub fn simple(&self, report: &mut Report) -> Vec<Row> {
        let mut first = Filled::new();
        self.product(&mut first, &[], report);
        self.variant(&mut first, None, report);
        first.set(Column::VariantImage, "");
        let mut rows = vec![first];
        self.pictures(&mut rows, 0);
        rows.into_iter().map(|row| row.at(self.row.line)).collect()
    }

    /// Fills what belongs to the product; attributes that are options are none of its facts.
    pub fn product(&self, row: &mut Filled, options: &[String], report: &mut Report) {
        if self.is("downloadable") {
            report.warning(self.row.line, self.header.shown("type"), self.text("type"), hint("woo-download", &[]));
        }
        row.set(Column::Handle, self.text("urlhandle"));
        row.set(Column::Title, self.text("name"));
        row.set(Column::Body, self.body());
        row.set(Column::Vendor, self.text("brands"));
        row.set(Column::Type, self.text("producttype"));
        row.set(Column::Tags, list(self.text("tags")).join(", "));
        let listed = self.text("published") == "1" && self.text("visibilityincatalog") != "hidden";
        let shown = listed || !self.text("publishedat").is_empty();
        row.set(Column::Published, if shown { "TRUE" } else { "FALSE" });
        let status = match (self.text("status"), self.text("published")) {
            ("", "1") => "active",
            ("", "0" | "-1" | "") => "draft",
            // What is no status is reported as such.
            ("", other) => other,
            (given, _) => given,
        };
        row.set(Column::Status, status);
        let paths: Vec<String> = list(self.text("categories")).into_iter().filter(|path| !path.is_empty()).collect();
        row.set(Column::Categories, paths.join("|"));
        row.set(Column::SeoTitle, self.text("seotitle"));
        row.set(Column::SeoDescription, self.text("seodescription"));
        row.set(Column::PublishedAt, self.text("publishedat"));
        row.set(Column::UnpublishAt, self.text("unpublishat"));
        row.set(Column::CreatedAt, self.text("createdat"));
        row.set(Column::OptionValues, self.text("optionvaluesjson"));
        row.set(Column::Manufacturer, self.text("manufacturersafety"));
        row.set(Column::ResponsiblePerson, self.text("responsiblepersonsafety"));
        row.set(Column::Warnings, self.lines("warningssafety"));
        row.set(Column::Attributes, self.facts(options));
    }

    /// Fills what belongs to a variant; what a variation leaves open its parent says.
    pub fn variant(&self, row: &mut Filled, parent: Option<&Cells<'_>>, report: &mut Report) {
        let or_parent = |name: &str| match (self.text(name), parent) {
            ("", Some(parent)) => parent.text(name),
            (own, _) => own,
        };
        row.set(Column::Sku, self.text("sku"));
        row.set(Column::Barcode, self.text("gtinupceanorisbn"));
        let (price, was) = self.prices(report);
        row.set(Column::Price, price);
        row.set(Column::CompareAt, was);
        row.set(Column::Cost, self.text("costofgoods"));
        row.set(Column::LowestBefore, self.text("lowestpriceof30daysbefore"));
        row.set(Column::Content, self.text("unitpricetotalmeasure"));
        row.set(Column::ContentUnit, self.text("unitpricetotalmeasureunit"));
        row.set(Column::Reference, self.text("unitpricebasemeasure"));
        row.set(Column::ReferenceUnit, self.text("unitpricebasemeasureunit"));
        row.set(Column::Grams, or_parent(&self.header.weight));
        row.set(
            Column::Taxable,
            match or_parent("taxstatus") {
                "none" | "shipping" => "FALSE",
                _ => "TRUE",
            },
        );
        row.set(Column::RequiresShipping, if self.is("virtual") { "FALSE" } else { "TRUE" });
        let backorders = !matches!(self.text("backordersallowed"), "" | "0" | "no");
        row.set(Column::Policy, if backorders { "TRUE" } else { "FALSE" });
        self.stock(row, report);
        let images = list(self.text("images"));
        row.set(Column::VariantImage, images.into_iter().next().unwrap_or_default());
    }

    /// Puts pictures beside rows from a place on, and below them.
    pub fn pictures(&self, rows: &mut Vec<Filled>, from: usize) {
        let alts: Vec<String> = serde_json::from_str(self.text("imagealttextsjson")).unwrap_or_default();
        let images = list(self.text("images")).into_iter().filter(|image| !image.is_empty());
        for (at, image) in images.enumerate() {
            if rows.len() <= from + at {
                rows.push(Filled::new());
            }
            if let Some(row) = rows.get_mut(from + at) {
                row.set(Column::Image, image);
                row.set(Column::ImagePosition, (at + 1).to_string());
                row.set(Column::ImageAlt, alts.get(at).cloned().unwrap_or_default());
            }
        }
    }

    /// Attributes with their values, in order.
    pub fn attributes(&self) -> Vec<(String, Vec<String>)> {
        let cell = |at: usize| self.row.cells.get(at).unwrap_or_default().trim();
        let named = self.header.attributes.iter().map(|(name, values)| (cell(*name).to_owned(), list(cell(*values))));
        named.filter(|(name, _)| !name.is_empty()).collect()
    }

    fn facts(&self, options: &[String]) -> String {
        if self.header.place("attributesjson").is_some() {
            return self.text("attributesjson").to_owned();
        }
        let facts =
            self.attributes().into_iter().filter(|(name, values)| !options.contains(name) && !values.is_empty());
        let facts: serde_json::Map<String, serde_json::Value> =
            facts.map(|(name, values)| (name, values.into())).collect();
        if facts.is_empty() { String::new() } else { serde_json::Value::Object(facts).to_string() }
    }

    /// The long text, with the short one above it where both say something.
    fn body(&self) -> String {
        let (short, long) = (self.lines("shortdescription"), self.lines("description"));
        match (short.trim(), long.trim()) {
            (short, "") => short.to_owned(),
            ("", long) => long.to_owned(),
            (short, long) if long.contains(short) => long.to_owned(),
            (short, long) if short.contains('<') || long.contains('<') => {
                let html = |part: &str| if part.contains('<') { part.to_owned() } else { format!("<p>{part}</p>") };
                format!("{}\n{}", html(short), html(long))
            }
            (short, long) => format!("{short}\n\n{long}"),
        }
    }

    /// A cell in which line breaks are written as two signs.
    fn lines(&self, name: &str) -> String {
        self.text(name).replace("\\r\\n", "\n").replace("\\n", "\n")
    }

    /// The price of today, and the one before it.
    fn prices(&self, report: &mut Report) -> (String, String) {
        let (regular, sale) = (self.text("regularprice"), self.text("saleprice"));
        if sale.is_empty() {
            return (regular.to_owned(), String::new());
        }
        let day =
            |name: &str| self.text(name).get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
        let today = Utc::now().date_naive();
        let over = day("datesalepriceends").is_some_and(|end| end < today);
        if over || day("datesalepricestarts").is_some_and(|start| start > today) {
            report.warning(self.row.line, self.header.shown("saleprice"), sale, hint("woo-sale", &[]));
            return (regular.to_owned(), String::new());
        }
        (sale.to_owned(), regular.to_owned())
    }

    fn stock(&self, row: &mut Filled, report: &mut Report) {
        let stock = self.text("stock");
        let (tracker, quantity) = match (stock, self.text("instock")) {
            ("", "0") => ("shopify", "0"),
            ("", _) => ("", "0"),
            ("parent", _) => {
                report.warning(self.row.line, self.header.shown("stock"), stock, hint("woo-stock-parent", &[]));
                ("", "0")
            }
            (owed, _) if owed.starts_with('-') && owed[1..].parse::<i64>().is_ok() => {
                report.warning(self.row.line, self.header.shown("stock"), owed, hint("woo-stock-owed", &[]));
                ("shopify", "0")
            }
            (count, _) => ("shopify", count),
        };
        row.set(Column::Tracker, tracker);
        row.set(Column::Quantity, quantity);
    }
}

/// The parts of a comma list; a comma of a part has a backslash before it.
pub(super) fn list(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut signs = cell.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, signs.peek()) {
            ('\\', Some(',')) => {
                signs.next();
                if let Some(part) = parts.last_mut() {
                    part.push(',');
                }
            }
            (',', _) => parts.push(String::new()),
            (sign, _) => {
                if let Some(part) = parts.last_mut() {
                    part.push(sign);
                }
            }
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn commas_of_parts_are_kept() {
        assert_eq!(list(r"A > B, C\, D,, E"), ["A > B", "C, D", "E"]);
        assert!(list("").is_empty());
    }
}
