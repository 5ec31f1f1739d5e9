//! Products in Shopify's columns, with those of the shop's own behind them, which Shopify passes over.

use super::{
    load::{Picture, Product, Variant},
    sheet::Sheet,
    stream::Format,
};
use crate::catalog::rows::{NEVER, OptionRow, ProductRow, VariantRow};
use model::{Currency, Money, Time, product::Content};

/// One cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Handle,
    Title,
    Body,
    Vendor,
    ProductCategory,
    Type,
    Tags,
    Published,
    Status,
    Sku,
    Barcode,
    OptionName(usize),
    OptionValue(usize),
    Price,
    CompareAt,
    Cost,
    Taxable,
    Tracker,
    Quantity,
    Policy,
    Grams,
    WeightUnit,
    RequiresShipping,
    Fulfillment,
    Image,
    ImagePosition,
    ImageAlt,
    VariantImage,
    GiftCard,
    SeoTitle,
    SeoDescription,
    Categories,
    Attributes,
    PublishedAt,
    UnpublishAt,
    CreatedAt,
    OptionValues,
    Manufacturer,
    ResponsiblePerson,
    Warnings,
    Content,
    ContentUnit,
    Reference,
    ReferenceUnit,
    LowestBefore,
}

/// Today's columns, in the order of Shopify's own template.
const TODAY: &[(Cell, &str)] = &[
    (Cell::Title, "Title"),
    (Cell::Handle, "URL handle"),
    (Cell::Body, "Description"),
    (Cell::Vendor, "Vendor"),
    (Cell::ProductCategory, "Product category"),
    (Cell::Type, "Type"),
    (Cell::Tags, "Tags"),
    (Cell::Published, "Published on online store"),
    (Cell::Status, "Status"),
    (Cell::Sku, "SKU"),
    (Cell::Barcode, "Barcode"),
    (Cell::OptionName(0), "Option1 name"),
    (Cell::OptionValue(0), "Option1 value"),
    (Cell::OptionName(1), "Option2 name"),
    (Cell::OptionValue(1), "Option2 value"),
    (Cell::OptionName(2), "Option3 name"),
    (Cell::OptionValue(2), "Option3 value"),
    (Cell::Price, "Price"),
    (Cell::CompareAt, "Compare-at price"),
    (Cell::Cost, "Cost per item"),
    (Cell::Taxable, "Charge tax"),
    (Cell::Content, "Unit price total measure"),
    (Cell::ContentUnit, "Unit price total measure unit"),
    (Cell::Reference, "Unit price base measure"),
    (Cell::ReferenceUnit, "Unit price base measure unit"),
    (Cell::Tracker, "Inventory tracker"),
    (Cell::Quantity, "Inventory quantity"),
    (Cell::Policy, "Continue selling when out of stock"),
    (Cell::Grams, "Weight value (grams)"),
    (Cell::WeightUnit, "Weight unit for display"),
    (Cell::RequiresShipping, "Requires shipping"),
    (Cell::Fulfillment, "Fulfillment service"),
    (Cell::Image, "Product image URL"),
    (Cell::ImagePosition, "Image position"),
    (Cell::ImageAlt, "Image alt text"),
    (Cell::VariantImage, "Variant image URL"),
    (Cell::GiftCard, "Gift card"),
    (Cell::SeoTitle, "SEO title"),
    (Cell::SeoDescription, "SEO description"),
];

/// The older columns.
const LEGACY: &[(Cell, &str)] = &[
    (Cell::Handle, "Handle"),
    (Cell::Title, "Title"),
    (Cell::Body, "Body (HTML)"),
    (Cell::Vendor, "Vendor"),
    (Cell::ProductCategory, "Product Category"),
    (Cell::Type, "Type"),
    (Cell::Tags, "Tags"),
    (Cell::Published, "Published"),
    (Cell::OptionName(0), "Option1 Name"),
    (Cell::OptionValue(0), "Option1 Value"),
    (Cell::OptionName(1), "Option2 Name"),
    (Cell::OptionValue(1), "Option2 Value"),
    (Cell::OptionName(2), "Option3 Name"),
    (Cell::OptionValue(2), "Option3 Value"),
    (Cell::Sku, "Variant SKU"),
    (Cell::Grams, "Variant Grams"),
    (Cell::Tracker, "Variant Inventory Tracker"),
    (Cell::Quantity, "Variant Inventory Qty"),
    (Cell::Policy, "Variant Inventory Policy"),
    (Cell::Fulfillment, "Variant Fulfillment Service"),
    (Cell::Price, "Variant Price"),
    (Cell::CompareAt, "Variant Compare At Price"),
    (Cell::RequiresShipping, "Variant Requires Shipping"),
    (Cell::Taxable, "Variant Taxable"),
    (Cell::Barcode, "Variant Barcode"),
    (Cell::Image, "Image Src"),
    (Cell::ImagePosition, "Image Position"),
    (Cell::ImageAlt, "Image Alt Text"),
    (Cell::GiftCard, "Gift Card"),
    (Cell::SeoTitle, "SEO Title"),
    (Cell::SeoDescription, "SEO Description"),
    (Cell::VariantImage, "Variant Image"),
    (Cell::WeightUnit, "Variant Weight Unit"),
    (Cell::Cost, "Cost per item"),
    (Cell::Content, "Unit Price Total Measure"),
    (Cell::ContentUnit, "Unit Price Total Measure Unit"),
    (Cell::Reference, "Unit Price Base Measure"),
    (Cell::ReferenceUnit, "Unit Price Base Measure Unit"),
    (Cell::Status, "Status"),
];

/// What Shopify has no column for.
const OWN: &[(Cell, &str)] = &[
    (Cell::Categories, "Categories"),
    (Cell::Attributes, "Attributes (JSON)"),
    (Cell::PublishedAt, "Published at"),
    (Cell::UnpublishAt, "Unpublish at"),
    (Cell::CreatedAt, "Created at"),
    (Cell::OptionValues, "Option values (JSON)"),
    (Cell::Manufacturer, "Manufacturer (safety)"),
    (Cell::ResponsiblePerson, "Responsible person (safety)"),
    (Cell::Warnings, "Warnings (safety)"),
    (Cell::LowestBefore, "Lowest price of 30 days before"),
];

/// The names of the columns.
pub(super) fn header(format: Format) -> impl Iterator<Item = &'static str> {
    columns(format).map(|(_, name)| *name)
}

/// Writes a product: a row for each variant, and pictures beside them and below.
pub(super) fn rows(format: Format, product: &Product, currency: Currency, sheet: &mut Sheet) {
    let count = product.variants.len().max(product.pictures.len()).max(1);
    for at in 0..count {
        let row = Row {
            product,
            currency,
            first: at == 0,
            legacy: format == Format::ShopifyLegacy,
            variant: product.variants.get(at),
            picture: product.pictures.get(at),
        };
        sheet.row(columns(format).map(|(cell, _)| row.cell(*cell)));
    }
}

fn columns(format: Format) -> impl Iterator<Item = &'static (Cell, &'static str)> {
    match format {
        Format::Shopify | Format::WooCommerce => TODAY.iter().chain(OWN),
        Format::ShopifyLegacy => LEGACY.iter().chain(OWN),
    }
}

struct Row<'a> {
    product: &'a Product,
    currency: Currency,
    first: bool,
    legacy: bool,
    variant: Option<&'a Variant>,
    picture: Option<&'a Picture>,
}

impl Row<'_> {
    fn cell(&self, cell: Cell) -> String {
        if cell == Cell::Handle {
            return self.product.row.handle.clone();
        }
        let of_product = self.first.then(|| self.of_product(cell)).flatten();
        let of_variant = || self.variant.and_then(|variant| self.of_variant(cell, variant));
        let of_picture = || self.picture.and_then(|picture| of_picture(cell, picture));
        of_product.or_else(of_variant).or_else(of_picture).unwrap_or_default()
    }

    fn of_product(&self, cell: Cell) -> Option<String> {
        let product = &self.product.row;
        let options = &self.product.options;
        Some(match cell {
            Cell::Title => product.title.clone(),
            Cell::Body => product.description_source.clone(),
            Cell::Vendor => product.vendor.clone(),
            Cell::Type => product.product_type.clone(),
            Cell::Tags => product.tags.clone(),
            Cell::Published => flag(product.published_at.is_some()),
            Cell::Status => product.status.clone(),
            Cell::OptionName(0) if options.is_empty() => "Title".to_owned(),
            Cell::OptionName(at) => options.get(at)?.name.clone(),
            Cell::GiftCard => flag(false),
            Cell::SeoTitle => product.seo_title.clone()?,
            Cell::SeoDescription => product.seo_description.clone()?,
            Cell::Categories => self.product.categories.join("|"),
            Cell::Attributes => attributes(product),
            Cell::PublishedAt => moment(product.published_at?),
            Cell::UnpublishAt => until(product)?,
            Cell::CreatedAt => moment(product.created_at),
            Cell::OptionValues => option_values(options)?,
            Cell::Manufacturer => product.manufacturer.clone(),
            Cell::ResponsiblePerson => product.responsible_person.clone(),
            Cell::Warnings => product.warnings.clone(),
            _ => return None,
        })
    }

    fn of_variant(&self, cell: Cell, whole: &Variant) -> Option<String> {
        let variant = &whole.row;
        let money = |minor: i64| Money::new(minor, self.currency).decimal();
        Some(match cell {
            Cell::Sku => variant.sku.clone(),
            Cell::Barcode => variant.barcode.clone()?,
            Cell::OptionValue(0) if self.product.options.is_empty() => "Default Title".to_owned(),
            Cell::OptionValue(at) => variant.options().get(at)?.to_string(),
            Cell::Price => money(variant.amount?),
            Cell::CompareAt => money(variant.compare_at?),
            Cell::Cost => money(variant.cost?),
            Cell::LowestBefore => money(whole.lowest_before?),
            Cell::Content | Cell::ContentUnit | Cell::Reference | Cell::ReferenceUnit => {
                let [amount, unit, base, base_unit] = content(variant)?;
                match cell {
                    Cell::Content => amount,
                    Cell::ContentUnit => unit,
                    Cell::Reference => base,
                    _ => base_unit,
                }
            }
            Cell::Taxable => flag(variant.taxable),
            Cell::Tracker if variant.tracked => "shopify".to_owned(),
            // What is owed to orders is not there to be sold.
            Cell::Quantity => whole.on_hand.max(0).to_string(),
            Cell::Policy if self.legacy => if variant.continue_selling { "continue" } else { "deny" }.to_owned(),
            Cell::Policy => flag(variant.continue_selling),
            Cell::Grams => variant.weight_grams.to_string(),
            Cell::WeightUnit => "g".to_owned(),
            Cell::RequiresShipping => flag(variant.requires_shipping),
            Cell::Fulfillment => "manual".to_owned(),
            Cell::VariantImage => {
                let own = |picture: &&Picture| Some(picture.position) == variant.media_position;
                self.product.pictures.iter().find(own)?.source.clone()
            }
            _ => return None,
        })
    }
}

fn of_picture(cell: Cell, picture: &Picture) -> Option<String> {
    match cell {
        Cell::Image => Some(picture.source.clone()),
        Cell::ImagePosition => Some((picture.position + 1).to_string()),
        Cell::ImageAlt => Some(picture.alt.clone()),
        _ => None,
    }
}

/// The attributes as they are kept; an empty list is an empty cell.
pub(super) fn attributes(product: &ProductRow) -> String {
    if product.attributes == "[]" { String::new() } else { product.attributes.clone() }
}

/// The end of being shown, where there is one.
pub(super) fn until(product: &ProductRow) -> Option<String> {
    (product.unpublish_at < NEVER).then(|| moment(product.unpublish_at))
}

/// All values of all options in their order.
pub(super) fn option_values(options: &[OptionRow]) -> Option<String> {
    let lists: Vec<&str> = options.iter().map(|option| option.option_values.as_str()).collect();
    (!lists.is_empty()).then(|| format!("[{}]", lists.join(",")))
}

/// How much is in a variant: amount, unit, and the same of the unit price.
pub(super) fn content(variant: &VariantRow) -> Option<[String; 4]> {
    let (milli, unit) = (variant.content_milli?, variant.content_unit.clone()?);
    let content = Content::new(milli, unit.parse().ok()?, variant.content_reference.as_deref()?.parse().ok()?).ok()?;
    let reference = content.reference.as_str();
    let (base, base_unit) = reference.split_at(reference.find(char::is_alphabetic)?);
    Some([content.amount(), unit, base.to_owned(), base_unit.to_owned()])
}

/// A moment to the microsecond.
pub(super) fn moment(at: Time) -> String {
    at.utc().to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}

fn flag(yes: bool) -> String {
    if yes { "TRUE" } else { "FALSE" }.to_owned()
}
