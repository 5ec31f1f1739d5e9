//! By which names a column goes: today's first, then the older ones, then those of other systems and languages. Case,
//! blanks, accents and signs do not count.

use super::columns::Column;

/// A column, its name, and its other names.
pub(super) type Names = (Column, &'static str, &'static [&'static str]);

/// In the order of the columns.
pub(super) const NAMES: &[Names] = &[
    (Column::Handle, "URL handle", &["handle", "slug", "url key", "permalink", "product handle"]),
    (
        Column::Title,
        "Title",
        &[
            "name",
            "product name",
            "product title",
            "item name",
            "product",
            "produktname",
            "bezeichnung",
            "artikelname",
            "artikelbezeichnung",
            "titel",
            "titre",
            "nom",
            "nom du produit",
            "nombre",
            "titulo",
            "nome",
            "titolo",
        ],
    ),
    (
        Column::Body,
        "Description",
        &[
            "body (html)",
            "body",
            "product description",
            "long description",
            "html description",
            "beschreibung",
            "langtext",
            "produktbeschreibung",
            "descripcion",
            "descrizione",
        ],
    ),
    (
        Column::Vendor,
        "Vendor",
        &["brand", "brands", "manufacturer", "hersteller", "marke", "marque", "marca", "fabricant"],
    ),
    (
        Column::ProductCategory,
        "Product category",
        &["google shopping / google product category", "google product category"],
    ),
    (Column::Type, "Type", &["product type", "custom product type", "produkttyp", "artikeltyp"]),
    (Column::Tags, "Tags", &["keywords", "labels", "schlagworte", "mots cles", "etiquetas"]),
    (
        Column::Published,
        "Published on online store",
        &["published", "is published", "visible", "veroffentlicht", "sichtbar", "publie", "publicado"],
    ),
    (Column::Status, "Status", &["product status"]),
    (Column::Option1Name, "Option1 name", &[]),
    (Column::Option1Value, "Option1 value", &[]),
    (Column::Option2Name, "Option2 name", &[]),
    (Column::Option2Value, "Option2 value", &[]),
    (Column::Option3Name, "Option3 name", &[]),
    (Column::Option3Value, "Option3 value", &[]),
    (
        Column::Sku,
        "SKU",
        &[
            "variant sku",
            "article number",
            "item number",
            "item no",
            "item code",
            "product code",
            "part number",
            "reference",
            "product sku",
            "artikelnummer",
            "artikelnr",
            "artnr",
            "bestellnummer",
            "referencia",
            "codice",
        ],
    ),
    (
        Column::Barcode,
        "Barcode",
        &[
            "variant barcode",
            "ean",
            "ean code",
            "ean13",
            "gtin",
            "upc",
            "isbn",
            "gtin, upc, ean, or isbn",
            "strichcode",
            "code barre",
        ],
    ),
    (
        Column::Price,
        "Price",
        &[
            "variant price",
            "regular price",
            "selling price",
            "retail price",
            "unit price",
            "gross price",
            "preis",
            "verkaufspreis",
            "bruttopreis",
            "vk",
            "prix",
            "prix de vente",
            "precio",
            "prezzo",
        ],
    ),
    (
        Column::CompareAt,
        "Compare-at price",
        &[
            "variant compare at price",
            "rrp",
            "msrp",
            "list price",
            "was price",
            "old price",
            "original price",
            "uvp",
            "streichpreis",
            "prix barre",
        ],
    ),
    (
        Column::Cost,
        "Cost per item",
        &[
            "variant cost",
            "cost",
            "cost price",
            "purchase price",
            "wholesale price",
            "cost of goods",
            "einkaufspreis",
            "ek",
            "prix d'achat",
        ],
    ),
    (Column::Taxable, "Charge tax", &["variant taxable", "taxable"]),
    (Column::Tracker, "Inventory tracker", &["variant inventory tracker"]),
    (
        Column::Quantity,
        "Inventory quantity",
        &[
            "variant inventory qty",
            "variant inventory quantity",
            "qty",
            "quantity",
            "stock",
            "stock quantity",
            "stock level",
            "on hand",
            "inventory",
            "available quantity",
            "lagerbestand",
            "bestand",
            "menge",
            "quantite",
            "cantidad",
            "quantita",
            "existencias",
        ],
    ),
    (
        Column::Policy,
        "Continue selling when out of stock",
        &["variant inventory policy", "allow backorders", "backorders allowed", "backorders"],
    ),
    (
        Column::Grams,
        "Weight value (grams)",
        &["variant grams", "weight (grams)", "weight (g)", "weight in grams", "grams", "gewicht (g)", "poids (g)"],
    ),
    (Column::RequiresShipping, "Requires shipping", &["variant requires shipping", "shippable"]),
    (
        Column::Image,
        "Product image URL",
        &[
            "image src",
            "image",
            "image url",
            "image link",
            "main image",
            "picture",
            "picture url",
            "photo",
            "photo url",
            "bild",
            "bild url",
            "bildadresse",
            "imagen",
            "immagine",
        ],
    ),
    (Column::ImagePosition, "Image position", &[]),
    (Column::ImageAlt, "Image alt text", &["image alt", "alt text", "picture alt text"]),
    (Column::VariantImage, "Variant image URL", &["variant image"]),
    (Column::GiftCard, "Gift card", &[]),
    (Column::SeoTitle, "SEO title", &["meta title", "page title"]),
    (Column::SeoDescription, "SEO description", &["meta description"]),
    (
        Column::Categories,
        "Categories",
        &[
            "category",
            "product categories",
            "category path",
            "kategorie",
            "kategorien",
            "categorie",
            "categoria",
            "department",
        ],
    ),
    (Column::Attributes, "Attributes (JSON)", &["attributes"]),
    (Column::PublishedAt, "Published at", &["publish date"]),
    (Column::UnpublishAt, "Unpublish at", &["shown until"]),
    (Column::CreatedAt, "Created at", &["date created"]),
    (Column::OptionValues, "Option values (JSON)", &[]),
    // A column "Manufacturer" alone is taken for the brand.
    (Column::Manufacturer, "Manufacturer (safety)", &["manufacturer name and address"]),
    (Column::ResponsiblePerson, "Responsible person (safety)", &["responsible person"]),
    (Column::Warnings, "Warnings (safety)", &["safety warnings", "warnings"]),
    (Column::Content, "Unit price total measure", &["content amount", "net content"]),
    (Column::ContentUnit, "Unit price total measure unit", &["content unit"]),
    (Column::Reference, "Unit price base measure", &[]),
    (Column::ReferenceUnit, "Unit price base measure unit", &[]),
    (Column::LowestBefore, "Lowest price of 30 days before", &["lowest price before"]),
];

/// Weights in other units, and grams in one of them.
const WEIGHTS: &[(&[&str], f64)] = &[
    (
        &[
            "weight (kg)",
            "weight in kg",
            "weight kilograms",
            "gewicht (kg)",
            "gewicht in kg",
            "poids (kg)",
            "peso (kg)",
        ],
        1_000.0,
    ),
    (&["weight (lbs)", "weight (lb)", "weight (pounds)", "weight in lbs"], 453.592_37),
    (&["weight (oz)", "weight (ounces)", "weight in oz"], 28.349_523_125),
];

/// The column behind a name, with its rank among the column's names and the grams of its unit.
pub(super) fn find(name: &str) -> Option<(Column, usize, f64)> {
    let wanted = plain(name);
    // "Price (EUR)" and "Price €" are prices too.
    let without_currency = ["eur", "usd", "gbp", "chf"].into_iter().find_map(|code| wanted.strip_suffix(code));
    for wanted in [Some(wanted.as_str()), without_currency].into_iter().flatten() {
        for (column, first, others) in NAMES {
            let mut names = std::iter::once(first).chain(*others);
            if let Some(rank) = names.position(|known| plain(known) == wanted) {
                return Some((*column, rank, 1.0));
            }
        }
        let weight = WEIGHTS.iter().find(|(names, _)| names.iter().any(|known| plain(known) == wanted));
        if let Some((_, grams)) = weight {
            return Some((Column::Grams, usize::MAX, *grams));
        }
    }
    None
}

/// A name without case, blanks, signs and accents.
pub(super) fn plain(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).filter(|sign| sign.is_alphanumeric()).map(unaccented).collect()
}

fn unaccented(sign: char) -> char {
    match sign {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        other => other,
    }
}
