//! Products in WooCommerce's columns: one row for a simple product, otherwise one for the product and one for each
//! variation. Columns of the shop's own stand behind them; WooCommerce asks nobody about those.

use super::{
    load::{Product, Variant},
    sheet::Sheet,
    shopify::{attributes, content, moment, option_values, until},
};
use model::{Currency, Money};

/// Attributes that have columns: three for options, the others for facts.
const ATTRIBUTES: usize = 10;

const COLUMNS: [&str; 43] = [
    "ID",
    "Type",
    "SKU",
    "GTIN, UPC, EAN, or ISBN",
    "Name",
    "Published",
    "Is featured?",
    "Visibility in catalog",
    "Short description",
    "Description",
    "Tax status",
    "In stock?",
    "Stock",
    "Backorders allowed?",
    "Weight (kg)",
    "Sale price",
    "Regular price",
    "Categories",
    "Tags",
    "Images",
    "Parent",
    "Position",
    "Brands",
    "Cost of goods",
    "URL handle",
    "Product type",
    "Status",
    "Published at",
    "SEO title",
    "SEO description",
    "Attributes (JSON)",
    "Image alt texts (JSON)",
    "Unpublish at",
    "Created at",
    "Option values (JSON)",
    "Manufacturer (safety)",
    "Responsible person (safety)",
    "Warnings (safety)",
    "Unit price total measure",
    "Unit price total measure unit",
    "Unit price base measure",
    "Unit price base measure unit",
    "Lowest price of 30 days before",
];

/// The names of the columns.
pub(super) fn header() -> Vec<String> {
    let mut names: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    for n in 1..=ATTRIBUTES {
        names.extend(["name", "value(s)", "visible", "global"].map(|part| format!("Attribute {n} {part}")));
    }
    names
}

/// Writes a product.
pub(super) fn rows(product: &Product, currency: Currency, sheet: &mut Sheet) {
    let simple = product.options.is_empty();
    let mut first = Row::new();
    of_product(&mut first, product);
    if let (true, Some(variant)) = (simple, product.variants.first()) {
        of_variant(&mut first, variant, currency);
        first.set("Type", kind("simple", variant));
        facts(&mut first, product, 0);
        first.write(sheet);
        return;
    }
    let parent = parent_sku(product);
    first.set("Type", if simple { "simple" } else { "variable" });
    first.set("SKU", if simple { "" } else { &parent });
    for (at, option) in product.options.iter().enumerate() {
        let mut values: Vec<String> = vec![];
        for variant in &product.variants {
            let value = escaped(variant.row.options().get(at).copied().unwrap_or_default());
            if !values.contains(&value) {
                values.push(value);
            }
        }
        first.attribute(at, &option.name, &values.join(", "));
    }
    facts(&mut first, product, product.options.len());
    first.write(sheet);
    for (at, variant) in product.variants.iter().enumerate() {
        let mut row = Row::new();
        of_variant(&mut row, variant, currency);
        row.set("Type", kind("variation", variant));
        row.set("Name", format!("{} - {}", product.row.title, variant.row.options().join(", ").trim_end_matches(", ")));
        row.set("Published", "1");
        row.set("Visibility in catalog", "visible");
        row.set("Parent", &parent);
        row.set("Position", (at + 1).to_string());
        let own = product.pictures.iter().find(|picture| Some(picture.position) == variant.row.media_position);
        row.set("Images", own.map(|picture| picture.source.clone()).unwrap_or_default());
        for (at, option) in product.options.iter().enumerate() {
            row.attribute(at, &option.name, &escaped(variant.row.options().get(at).copied().unwrap_or_default()));
        }
        row.write(sheet);
    }
}

struct Row(Vec<String>);

impl Row {
    fn new() -> Self {
        Self(vec![String::new(); COLUMNS.len() + 4 * ATTRIBUTES])
    }

    fn set(&mut self, name: &str, value: impl Into<String>) {
        let place = COLUMNS.iter().position(|column| *column == name);
        if let Some(cell) = place.and_then(|at| self.0.get_mut(at)) {
            *cell = value.into();
        }
    }

    fn attribute(&mut self, at: usize, name: &str, values: &str) {
        let cells = [name, values, "1", "0"];
        for (cell, value) in
            self.0.iter_mut().skip(COLUMNS.len() + 4 * at).zip(cells).take(4 * usize::from(at < ATTRIBUTES))
        {
            value.clone_into(cell);
        }
    }

    fn write(self, sheet: &mut Sheet) {
        sheet.row(self.0);
    }
}

fn of_product(row: &mut Row, whole: &Product) {
    let product = &whole.row;
    let published = match (product.status.as_str(), product.published_at) {
        ("active", Some(_)) => "1",
        ("active", None) => "0",
        _ => "-1",
    };
    row.set("Name", &product.title);
    row.set("Published", published);
    row.set("Is featured?", "0");
    row.set("Visibility in catalog", "visible");
    // Line breaks are written as two signs there.
    row.set("Description", product.description_source.replace('\n', "\\n"));
    row.set("In stock?", "1");
    let paths: Vec<String> = whole.categories.iter().map(|path| escaped(path)).collect();
    row.set("Categories", paths.join(", "));
    row.set("Tags", &product.tags);
    let images: Vec<&str> = whole.pictures.iter().map(|picture| picture.source.as_str()).collect();
    row.set("Images", images.join(", "));
    row.set("Position", "0");
    row.set("Brands", &product.vendor);
    row.set("URL handle", &product.handle);
    row.set("Product type", &product.product_type);
    row.set("Status", &product.status);
    row.set("Published at", product.published_at.map(moment).unwrap_or_default());
    row.set("SEO title", product.seo_title.clone().unwrap_or_default());
    row.set("SEO description", product.seo_description.clone().unwrap_or_default());
    row.set("Attributes (JSON)", attributes(product));
    row.set("Unpublish at", until(product).unwrap_or_default());
    row.set("Created at", moment(product.created_at));
    row.set("Option values (JSON)", option_values(&whole.options).unwrap_or_default());
    row.set("Manufacturer (safety)", &product.manufacturer);
    row.set("Responsible person (safety)", &product.responsible_person);
    row.set("Warnings (safety)", product.warnings.replace('\n', "\\n"));
    let alts: Vec<&str> = whole.pictures.iter().map(|picture| picture.alt.as_str()).collect();
    if alts.iter().any(|alt| !alt.is_empty()) {
        row.set("Image alt texts (JSON)", serde_json::to_string(&alts).unwrap_or_default());
    }
}

fn of_variant(row: &mut Row, whole: &Variant, currency: Currency) {
    let variant = &whole.row;
    let money = |minor: i64| Money::new(minor, currency).decimal();
    let count = whole.on_hand.max(0);
    row.set("SKU", &variant.sku);
    row.set("GTIN, UPC, EAN, or ISBN", variant.barcode.clone().unwrap_or_default());
    row.set("Tax status", if variant.taxable { "taxable" } else { "none" });
    row.set("In stock?", if variant.tracked && count == 0 { "0" } else { "1" });
    row.set("Stock", if variant.tracked { count.to_string() } else { String::new() });
    row.set("Backorders allowed?", if variant.continue_selling { "1" } else { "0" });
    row.set("Weight (kg)", kilograms(variant.weight_grams));
    match (variant.amount, variant.compare_at) {
        (Some(now), Some(was)) => {
            row.set("Sale price", money(now));
            row.set("Regular price", money(was));
        }
        (Some(now), None) => row.set("Regular price", money(now)),
        (None, _) => {}
    }
    row.set("Cost of goods", variant.cost.map(money).unwrap_or_default());
    row.set("Lowest price of 30 days before", whole.lowest_before.map(money).unwrap_or_default());
    let names = ["total measure", "total measure unit", "base measure", "base measure unit"];
    for (name, value) in names.into_iter().zip(content(variant).unwrap_or_default()) {
        row.set(&format!("Unit price {name}"), value);
    }
}

fn kind(word: &str, variant: &Variant) -> String {
    if variant.row.requires_shipping { word.to_owned() } else { format!("{word}, virtual") }
}

fn facts(row: &mut Row, product: &Product, from: usize) {
    let list: Vec<(String, Vec<String>)> = serde_json::from_str(&product.row.attributes).unwrap_or_default();
    for (at, (name, values)) in list.iter().enumerate() {
        let values: Vec<String> = values.iter().map(|value| escaped(value)).collect();
        row.attribute(from + at, name, &values.join(", "));
    }
}

/// A SKU for the product as a whole, which none of its variants has.
fn parent_sku(product: &Product) -> String {
    match product.variants.iter().any(|variant| variant.row.sku == product.row.handle) {
        true => format!("{}-parent", product.row.handle),
        false => product.row.handle.clone(),
    }
}

/// Grams as kilograms, without zeros at the end.
fn kilograms(grams: u32) -> String {
    let text = format!("{}.{:03}", grams / 1000, grams % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// One part of a comma list.
fn escaped(part: &str) -> String {
    part.replace(',', "\\,")
}
