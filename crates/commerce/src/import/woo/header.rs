//! Where WooCommerce's columns stand, and what they are called in the file.

use crate::import::{
    columns::{Column, Columns, Mapped},
    names::{NAMES, plain},
};
use std::collections::HashMap;

/// Columns by their plain names.
pub(super) struct Header {
    places: HashMap<String, usize>,
    names: HashMap<String, String>,
    /// Name and values of each attribute.
    pub attributes: Vec<(usize, usize)>,
    /// Grams of the unit of weights.
    pub grams: f64,
    /// The plain name of the column of weights.
    pub weight: String,
}

/// Our columns and the plain names of those that fill them; the first is the one that is shown.
const FILLS: &[(Column, &[&str])] = &[
    (Column::Handle, &["urlhandle"]),
    (Column::Title, &["name"]),
    (Column::Body, &["description", "shortdescription"]),
    (Column::Vendor, &["brands"]),
    (Column::Type, &["producttype"]),
    (Column::Tags, &["tags"]),
    (Column::Published, &["published", "visibilityincatalog"]),
    (Column::Status, &["published", "status"]),
    (Column::Sku, &["sku"]),
    (Column::Barcode, &["gtinupceanorisbn"]),
    (Column::Price, &["regularprice", "saleprice", "datesalepricestarts", "datesalepriceends"]),
    (Column::CompareAt, &["regularprice"]),
    (Column::Cost, &["costofgoods"]),
    (Column::Taxable, &["taxstatus"]),
    (Column::Tracker, &["stock"]),
    (Column::Quantity, &["stock", "instock"]),
    (Column::Policy, &["backordersallowed"]),
    (Column::RequiresShipping, &["type"]),
    (Column::Image, &["images"]),
    (Column::ImagePosition, &["images"]),
    (Column::ImageAlt, &["imagealttextsjson"]),
    (Column::VariantImage, &["images"]),
    (Column::Categories, &["categories"]),
    (Column::SeoTitle, &["seotitle"]),
    (Column::SeoDescription, &["seodescription"]),
    (Column::PublishedAt, &["publishedat"]),
    (Column::UnpublishAt, &["unpublishat"]),
    (Column::CreatedAt, &["createdat"]),
    (Column::OptionValues, &["optionvaluesjson"]),
    (Column::Manufacturer, &["manufacturersafety"]),
    (Column::ResponsiblePerson, &["responsiblepersonsafety"]),
    (Column::Warnings, &["warningssafety"]),
    (Column::Content, &["unitpricetotalmeasure"]),
    (Column::ContentUnit, &["unitpricetotalmeasureunit"]),
    (Column::Reference, &["unitpricebasemeasure"]),
    (Column::ReferenceUnit, &["unitpricebasemeasureunit"]),
    (Column::LowestBefore, &["lowestpriceof30daysbefore"]),
];

impl Header {
    /// Finds the columns.
    pub fn of(header: &[String]) -> Self {
        let mut places = HashMap::new();
        let mut names = HashMap::new();
        for (at, name) in header.iter().enumerate() {
            places.entry(plain(name)).or_insert(at);
            names.entry(plain(name)).or_insert_with(|| name.clone());
        }
        let attribute =
            |n: usize| Some((*places.get(&format!("attribute{n}name"))?, *places.get(&format!("attribute{n}values"))?));
        let attributes = (1..=50).filter_map(attribute).collect();
        let units = [("weightkg", 1_000.0), ("weightg", 1.0), ("weightlbs", 453.592_37), ("weightoz", 28.349_523_125)];
        let (weight, grams) = units.into_iter().find(|(name, _)| places.contains_key(*name)).unwrap_or(("weight", 1.0));
        Self { places, names, attributes, grams, weight: weight.to_owned() }
    }

    /// Where a column stands.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// A column's name as the file writes it.
    pub fn shown(&self, name: &str) -> &str {
        self.names.get(name).map_or("", String::as_str)
    }

    /// Our columns under the names that the file has for them.
    pub fn columns(&self) -> Columns {
        let mut names = [const { None }; NAMES.len()];
        for (column, theirs) in FILLS {
            names[*column as usize] =
                theirs.iter().find(|name| self.places.contains_key(**name)).map(|name| self.shown(name).to_owned());
        }
        // An export of ours may leave the handle to the name.
        names[Column::Handle as usize].get_or_insert_with(|| self.shown("name").to_owned());
        names[Column::Grams as usize] = self.names.get(&self.weight).cloned();
        let attribute = |n: usize, part: &str| Some(self.shown(&format!("attribute{n}{part}")).to_owned());
        for (n, (name, value)) in (1..).zip(Column::OPTIONS) {
            names[name as usize] = attribute(n, "name");
            names[value as usize] = attribute(n, "values");
        }
        names[Column::Attributes as usize] = match self.names.get("attributesjson") {
            Some(own) => Some(own.clone()),
            None => attribute(1, "values"),
        };
        Columns::of(names, self.grams)
    }

    /// What the columns of the file are taken for.
    pub fn mapping(&self, header: &[String]) -> Vec<Mapped> {
        let label = |column: Column| NAMES.get(column as usize).map(|(_, name, _)| (*name).to_owned());
        let ours = |name: &str| match name {
            name if name == self.weight => label(Column::Grams),
            "attributesjson" => label(Column::Attributes),
            "parent" | "id" => label(Column::Handle),
            name if name.starts_with("attribute") && (name.ends_with("name") || name.ends_with("values")) => {
                label(Column::Attributes)
            }
            name => FILLS.iter().find(|(_, theirs)| theirs.contains(&name)).and_then(|(column, _)| label(*column)),
        };
        header.iter().map(|theirs| Mapped { theirs: theirs.clone(), ours: ours(&plain(theirs)) }).collect()
    }
}
