//! The columns of a product file, by all the names they go by.

use super::ImportError;

/// A column that the import understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Handle,
    Title,
    Body,
    Vendor,
    ProductCategory,
    Type,
    Tags,
    Published,
    Status,
    Option1Name,
    Option1Value,
    Option2Name,
    Option2Value,
    Option3Name,
    Option3Value,
    Sku,
    Barcode,
    Price,
    CompareAt,
    Cost,
    Taxable,
    Tracker,
    Quantity,
    Policy,
    Grams,
    RequiresShipping,
    Image,
    ImagePosition,
    ImageAlt,
    VariantImage,
    GiftCard,
    SeoTitle,
    SeoDescription,
    Categories,
    Attributes,
}

/// Names in lower case: today's first, the older ones after.
const NAMES: &[(Column, &[&str])] = &[
    (Column::Handle, &["url handle", "handle", "slug"]),
    (Column::Title, &["title", "name"]),
    (Column::Body, &["description", "body (html)", "body html", "body"]),
    (Column::Vendor, &["vendor", "brand"]),
    (Column::ProductCategory, &["product category", "google shopping / google product category"]),
    (Column::Type, &["type", "product type", "custom product type"]),
    (Column::Tags, &["tags"]),
    (Column::Published, &["published on online store", "published"]),
    (Column::Status, &["status"]),
    (Column::Option1Name, &["option1 name"]),
    (Column::Option1Value, &["option1 value"]),
    (Column::Option2Name, &["option2 name"]),
    (Column::Option2Value, &["option2 value"]),
    (Column::Option3Name, &["option3 name"]),
    (Column::Option3Value, &["option3 value"]),
    (Column::Sku, &["sku", "variant sku"]),
    (Column::Barcode, &["barcode", "variant barcode"]),
    (Column::Price, &["price", "variant price"]),
    (Column::CompareAt, &["compare-at price", "compare at price", "variant compare at price"]),
    (Column::Cost, &["cost per item", "variant cost"]),
    (Column::Taxable, &["charge tax", "variant taxable"]),
    (Column::Tracker, &["inventory tracker", "variant inventory tracker"]),
    (Column::Quantity, &["inventory quantity", "variant inventory qty", "variant inventory quantity"]),
    (Column::Policy, &["continue selling when out of stock", "variant inventory policy"]),
    (Column::Grams, &["weight value (grams)", "variant grams", "weight (grams)"]),
    (Column::RequiresShipping, &["requires shipping", "variant requires shipping"]),
    (Column::Image, &["product image url", "image src"]),
    (Column::ImagePosition, &["image position"]),
    (Column::ImageAlt, &["image alt text"]),
    (Column::VariantImage, &["variant image url", "variant image"]),
    (Column::GiftCard, &["gift card"]),
    (Column::SeoTitle, &["seo title"]),
    (Column::SeoDescription, &["seo description"]),
    (Column::Categories, &["categories"]),
    (Column::Attributes, &["attributes (json)", "attributes"]),
];

impl Column {
    /// Names and values of the three options.
    pub const OPTIONS: [(Column, Column); 3] = [
        (Self::Option1Name, Self::Option1Value),
        (Self::Option2Name, Self::Option2Value),
        (Self::Option3Name, Self::Option3Value),
    ];
}

/// Where the columns stand in a file.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    names: Vec<String>,
    places: [Option<usize>; NAMES.len()],
}

impl Columns {
    /// Finds the columns in a header row.
    pub fn find(header: Vec<String>) -> Result<Self, ImportError> {
        let mut places = [None; NAMES.len()];
        let known: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
        for (column, names) in NAMES {
            // An older name may stand beside the newer one; the newer wins.
            let place = names.iter().find_map(|name| known.iter().position(|found| found == name));
            if let Some(at) = place
                && known.iter().skip(at + 1).any(|other| other == &known[at])
            {
                return Err(ImportError::TwiceColumn(header[at].clone()));
            }
            places[*column as usize] = place;
        }
        let columns = Self { names: header, places };
        if columns.place(Column::Title).is_none() {
            return Err(ImportError::NoColumn("Title"));
        }
        Ok(columns)
    }

    /// Where a column stands, if the file has it.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places[column as usize]
    }

    /// The column's name as the file writes it.
    pub fn name(&self, column: Column) -> &str {
        let given = self.place(column).and_then(|at| self.names.get(at)).map(String::as_str);
        given.or_else(|| Some(NAMES.get(column as usize)?.1[0])).unwrap_or_default()
    }

    /// The name at a place, for rows that cannot be read.
    pub fn name_at(&self, place: usize) -> &str {
        self.names.get(place).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_columns() {
        assert!(NAMES.iter().enumerate().all(|(at, (column, _))| *column as usize == at));
    }

    #[test]
    fn finds_both_generations() {
        let header = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        let old = Columns::find(header("Handle,Title,Variant SKU,Variant Price")).unwrap();
        let new = Columns::find(header("Title,URL handle,SKU,Price")).unwrap();
        for column in [Column::Handle, Column::Sku, Column::Price] {
            assert!(old.place(column).is_some() && new.place(column).is_some());
        }
        assert!(matches!(Columns::find(header("Handle,Price")), Err(ImportError::NoColumn("Title"))));
        assert!(matches!(Columns::find(header("Title,Price,price")), Err(ImportError::TwiceColumn(_))));
    }
}
