//! Sample files of other systems, compared with what came of them: field by field, with the file read a second way.

use commerce::{
    Actor, Shop,
    import::{self, Import, Report},
};
use sqlx::FromRow;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};
use testkit::TestShop;

type Row = BTreeMap<String, String>;

/// What came in of a variant, with its product.
#[derive(Debug, FromRow)]
struct Came {
    handle: String,
    title: String,
    description_source: String,
    description: String,
    vendor: String,
    product_type: String,
    tags: String,
    attributes: String,
    status: String,
    published: bool,
    categories: String,
    options: String,
    sku: String,
    option1: String,
    option2: String,
    weight_grams: u32,
    requires_shipping: bool,
    taxable: bool,
    tracked: bool,
    continue_selling: bool,
    amount: i64,
    compare_at: Option<i64>,
    on_hand: i64,
}

fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("STOA_DATA").map(|folder| PathBuf::from(folder).join("import-samples"));
    let there = folder.filter(|folder| folder.is_dir());
    if there.is_none() {
        eprintln!("SKIPPED: STOA_DATA has no import-samples, so what came of them is not compared");
    }
    there
}

fn read(path: &Path) -> Vec<Row> {
    let bytes = std::fs::read(path).unwrap();
    let mut file = csv::Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes));
    let header = file.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        header.iter().zip(&record).map(|(name, cell)| (name.to_owned(), cell.trim().to_owned())).collect()
    };
    file.records().map(|record| row(record.unwrap())).collect()
}

async fn take(shop: &Shop, file: &Path) -> Report {
    let import = Import { file: file.to_owned(), ..Import::default() };
    let report = import::products(shop, &Actor::System, import).await.unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    report
}

async fn came(shop: &Shop) -> Vec<Came> {
    sqlx::query_as(
        "SELECT p.handle, p.title, p.description_source, p.description, p.vendor, p.product_type, p.tags, p.attributes, p.status,
                p.published_at IS NOT NULL AS published, v.sku, v.option1, v.option2, v.weight_grams, v.requires_shipping,
                v.taxable, v.tracked, v.continue_selling, r.amount, r.compare_at, i.on_hand,
                COALESCE((SELECT GROUP_CONCAT(c.path ORDER BY pc.position SEPARATOR ', ') FROM product_categories pc
                    JOIN categories c ON c.id = pc.category_id WHERE pc.product_id = p.id), '') AS categories,
                COALESCE((SELECT GROUP_CONCAT(o.name ORDER BY o.position SEPARATOR ', ') FROM product_options o
                    WHERE o.product_id = p.id), '') AS options
         FROM variants v JOIN products p ON p.id = v.product_id JOIN prices r ON r.variant_id = v.id
         JOIN inventory i ON i.variant_id = v.id ORDER BY p.handle, v.position",
    )
    .fetch_all(&shop.pool)
    .await
    .unwrap()
}

/// An amount in cents, read as people do.
fn cents(cell: &str) -> i64 {
    (cell.parse::<f64>().unwrap() * 100.0).round() as i64
}

fn maybe(cell: &str) -> Option<i64> {
    (!cell.is_empty()).then(|| cents(cell))
}

#[tokio::test]
async fn both_shopify_samples_come_in_as_they_stand() {
    let Some(folder) = samples() else { return };
    for (name, variants, pictures) in [("shopify_apparel.csv", 22, 20), ("shopify_home_and_garden.csv", 21, 21)] {
        let shop = TestShop::new().await;
        let report = take(&shop, &folder.join(name)).await;
        let rows = read(&folder.join(name));
        let came = came(&shop).await;
        assert_eq!(came.len(), variants, "{name}");
        let mut first: &Row = &rows[0];
        for row in &rows {
            if !row["Title"].is_empty() {
                first = row;
            }
            if row["Variant Price"].is_empty() {
                continue;
            }
            let of = |field: &str| first[field].as_str();
            let option = if row["Option1 Value"] == "Default Title" { "" } else { &row["Option1 Value"] };
            let found = came.iter().find(|one| one.handle == row["Handle"] && one.option1 == option);
            let one = found.unwrap_or_else(|| panic!("{name}: {row:?} is missing"));
            assert_eq!((one.title.as_str(), one.description_source.as_str()), (of("Title"), of("Body (HTML)")));
            let text = of("Body (HTML)").replace("<p>", "").replace("</p>", "");
            let text = text.replace('\u{a0}', "&nbsp;");
            assert!(one.description.contains(text.split('\'').next().unwrap()), "{:?}", one.description);
            assert_eq!((one.vendor.as_str(), one.product_type.as_str()), (of("Vendor"), of("Type")));
            assert_eq!((one.tags.as_str(), one.categories.as_str()), (of("Tags"), of("Type")));
            assert_eq!((one.status.as_str(), one.published), ("active", of("Published") == "true"));
            let name = of("Option1 Name");
            assert_eq!(one.options, if name == "Title" { "" } else { name });
            assert_eq!(
                (one.amount, one.compare_at),
                (cents(&row["Variant Price"]), maybe(&row["Variant Compare At Price"]))
            );
            assert_eq!(one.tracked, row["Variant Inventory Tracker"] == "shopify", "{row:?}");
            assert_eq!(one.on_hand.to_string(), row["Variant Inventory Qty"]);
            assert_eq!((one.continue_selling, one.weight_grams), (row["Variant Inventory Policy"] == "continue", 0));
            let flags = [row["Variant Requires Shipping"] == "true", row["Variant Taxable"] == "true"];
            assert_eq!([one.requires_shipping, one.taxable], flags);
            // None of them has a SKU: one is made of handle and option.
            let made = if option.is_empty() { String::new() } else { format!("-{}", option.to_lowercase()) };
            assert_eq!(one.sku, format!("{}{made}", one.handle));
        }
        let wanted: BTreeSet<&str> =
            rows.iter().map(|row| row["Image Src"].as_str()).filter(|src| !src.is_empty()).collect();
        let missed: BTreeSet<&str> = report.warnings.iter().map(|one| one.value.trim_end_matches('…')).collect();
        assert_eq!((wanted.len(), missed.len()), (pictures, pictures), "{name}: {:?}", report.warnings);
        assert!(missed.iter().all(|cut| wanted.iter().any(|src| src.starts_with(cut))), "{:?}", report.warnings);
    }
}

#[tokio::test]
async fn the_woocommerce_sample_comes_in_as_it_stands() {
    let Some(folder) = samples() else { return };
    let shop = TestShop::new().await;
    let file = folder.join("woocommerce_sample_products.csv");
    let report = take(&shop, &file).await;
    let rows = read(&file);
    let came = came(&shop).await;
    assert_eq!(came.len(), 27);
    let mut products = 0;
    for row in rows.iter().filter(|row| row["Type"].starts_with("simple") || row["Type"] == "variable") {
        products += 1;
        let mine: Vec<&Came> = came.iter().filter(|one| one.title == row["Name"]).collect();
        let one = mine.first().unwrap_or_else(|| panic!("{} is missing", row["Name"]));
        assert_eq!(one.categories, row["Categories"]);
        assert_eq!(one.tags, row["Tags"]);
        // What the catalog hides is no draft, but nobody finds it.
        let listed = row["Published"] == "1" && row["Visibility in catalog"] != "hidden";
        assert_eq!((one.status.as_str(), one.published), ("active", listed), "{}", row["Name"]);
        for text in ["Short description", "Description"] {
            let words: Vec<&str> = row[text].split("\\n").map(str::trim).filter(|line| !line.is_empty()).collect();
            assert!(words.iter().all(|line| one.description_source.contains(line)), "{}: {text}", row["Name"]);
        }
        assert!(!one.description.contains("\\n"));
        let grams = row["Weight (lbs)"].parse::<f64>().map_or(0, |pounds| (pounds * 453.592_37).round() as u32);
        assert!(mine.iter().all(|one| one.weight_grams == grams), "{}", row["Name"]);
        let virtual_one = row["Type"].contains("virtual");
        assert!(
            mine.iter().all(|one| one.requires_shipping != virtual_one
                && one.taxable
                && !one.tracked
                && !one.continue_selling)
        );
        if row["Type"] == "variable" {
            assert_eq!(one.options, format!("{}, {}", row["Attribute 1 name"], row["Attribute 2 name"]));
            assert_eq!(one.attributes, "[]", "an option is no fact");
            of_variable(row, &rows, &mine);
            continue;
        }
        assert_eq!((mine.len(), one.sku.as_str()), (1, row["SKU"].as_str()));
        assert_eq!(prices(one), expected(row));
        let fact = match row["Attribute 1 name"].as_str() {
            "" => "[]".to_owned(),
            name => format!("[[\"{name}\",[\"{}\"]]]", row["Attribute 1 value(s)"]),
        };
        assert_eq!(one.attributes, fact, "{}", row["Name"]);
    }
    assert_eq!((products, report.products.created), (16, 16));
    let left_out: Vec<&str> =
        report.warnings.iter().map(|one| one.value.as_str()).filter(|value| !value.contains('/')).collect();
    for kind in ["grouped", "external"] {
        assert!(left_out.contains(&kind), "{left_out:?}");
    }
}

fn prices(one: &Came) -> (i64, Option<i64>) {
    (one.amount, one.compare_at)
}

/// The price of today, and the regular one where that is another.
fn expected(row: &Row) -> (i64, Option<i64>) {
    let regular = cents(&row["Regular price"]);
    maybe(&row["Sale price"]).map_or((regular, None), |sale| (sale, Some(regular)))
}

/// Each variation is a variant; one that is open for any size is one for each.
fn of_variable(row: &Row, rows: &[Row], mine: &[&Came]) {
    let own: Vec<&Row> = rows.iter().filter(|one| one["Type"] == "variation" && one["Parent"] == row["SKU"]).collect();
    let mut count = 0;
    for variation in own {
        let (color, second) = (&variation["Attribute 1 value(s)"], &variation["Attribute 2 value(s)"]);
        let all: Vec<&str> = match second.as_str() {
            "" => row["Attribute 2 value(s)"].split(", ").collect(),
            one => vec![one],
        };
        for (at, value) in all.iter().enumerate() {
            let found = mine.iter().find(|one| one.option1 == *color && one.option2 == *value);
            let one = found.unwrap_or_else(|| panic!("{color}, {value} is missing"));
            assert_eq!(prices(one), expected(variation), "{color}, {value}");
            assert_eq!(one.sku == variation["SKU"], at == 0, "one SKU belongs to one variant");
            count += 1;
        }
    }
    assert_eq!(mine.len(), count);
}
