//! The import of products: both header generations, every kind of bad row, and the second run.

use commerce::{
    Actor, Shop, catalog,
    import::{self, Import, ImportError, Report},
};
use model::catalog::{Availability, ProductView};
use std::path::PathBuf;
use testkit::TestShop;

pub const OLD: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,\
    Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,\
    Variant Compare At Price,Image Src,Image Position,Image Alt Text,Status,Categories,Attributes (JSON)";
const NEW: &str = "URL handle,Title,Description,Vendor,Type,Tags,Published on online store,Option1 name,Option1 value,Option2 name,\
    Option2 value,SKU,Weight value (grams),Inventory tracker,Inventory quantity,Continue selling when out of stock,Price,\
    Compare-at price,Product image URL,Image position,Image alt text,Status,Categories,Attributes (JSON)";
pub const ROWS: &str = "oak-stool,Oak stool,\"<p>Solid,\nand oiled.</p>\",Hollin,Stool,\"oak, seat\",TRUE,Colour,Oat,Height,45 cm,OS-1,3200,shopify,7,deny,129.00,149.00,,,,active,Home > Seating|Work,\"{\"\"Material\"\": [\"\"Oak\"\", \"\"Oil\"\"]}\"
oak-stool,,,,,,,,Oat,,65 cm,OS-2,4100,shopify,0,deny,139,,,,,,,
oak-stool,,,,,,,,Ink,,45 cm,OS-3,3200,shopify,2,continue,129.00,,,,,,,
tea-bowl,Tea bowl,Thrown & glazed,Marrow,Bowl,,TRUE,Title,Default Title,,,TB-1,,,,deny,24.50,,,,,active,Table,
";

pub struct Case {
    pub shop: TestShop,
    pub folder: tempfile::TempDir,
}

impl Case {
    pub async fn new() -> Self {
        Self { shop: TestShop::new().await, folder: tempfile::tempdir().unwrap() }
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub async fn run(&self, csv: impl AsRef<[u8]>) -> Result<Report, ImportError> {
        let file = self.write("products.csv", csv);
        import::products(&self.shop, &Actor::System, Import { file, ..Import::default() }).await
    }

    pub async fn rows(&self, rows: &str) -> Report {
        self.run(format!("{OLD}\n{rows}")).await.unwrap()
    }

    pub async fn page(&self, handle: &str) -> ProductView {
        catalog::product_page(&self.shop, handle, catalog::default_pricing(&self.shop)).await.unwrap()
    }

    pub async fn count(&self, table: &str) -> i64 {
        count(&self.shop, table).await
    }
}

async fn count(shop: &Shop, table: &str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}")))
        .fetch_one(&shop.pool)
        .await
        .unwrap()
}

/// Everything the tables say of products, without ids and times.
async fn catalogue(shop: &Shop) -> Vec<(String, String)> {
    sqlx::query_as(
        "SELECT v.sku, CONCAT_WS('|', p.handle, p.title, p.description, p.vendor, p.product_type, p.tags, p.attributes, p.status,
                v.option1, v.option2, v.weight_grams, v.tracked, v.continue_selling, pr.amount, pr.compare_at, i.on_hand,
                (SELECT GROUP_CONCAT(c.path ORDER BY pc.position) FROM product_categories pc
                 JOIN categories c ON c.id = pc.category_id WHERE pc.product_id = p.id))
         FROM variants v JOIN products p ON p.id = v.product_id JOIN prices pr ON pr.variant_id = v.id
         JOIN inventory i ON i.variant_id = v.id ORDER BY v.sku",
    )
    .fetch_all(&shop.pool)
    .await
    .unwrap()
}

#[tokio::test]
async fn both_generations_of_headers_make_equal_shops() {
    let (old, new) = (Case::new().await, Case::new().await);
    let first = old.rows(ROWS).await;
    let second = new.run(format!("\u{feff}{NEW}\r\n{}", ROWS.replace("\n", "\r\n"))).await.unwrap();
    for report in [&first, &second] {
        assert!(report.problems.is_empty() && report.warnings.is_empty(), "{report:?}");
        assert_eq!((report.rows, report.products.created, report.variants.created), (4, 2, 4));
        assert_eq!(report.categories.created, 4);
    }
    let mut left = catalogue(&old.shop).await;
    let right = catalogue(&new.shop).await;
    // The line break inside the text is as the file had it.
    left.iter_mut().for_each(|(_, row)| *row = row.replace("Solid,\n", "Solid,\r\n"));
    let (left, right): (Vec<_>, Vec<_>) = (
        left.into_iter().map(|(sku, row)| (sku, row.replace('\r', ""))).collect(),
        right.into_iter().map(|(sku, row)| (sku, row.replace('\r', ""))).collect(),
    );
    assert_eq!(left, right);
}

#[tokio::test]
async fn a_product_page_shows_what_the_file_says() {
    let case = Case::new().await;
    case.rows(ROWS).await;
    let stool = case.page("oak-stool").await;
    assert_eq!((stool.title.as_str(), stool.vendor.as_str()), ("Oak stool", "Hollin"));
    assert_eq!(stool.description, "<p>Solid,\nand oiled.</p>");
    let crumbs: Vec<&str> = stool.crumbs.iter().map(|crumb| crumb.title.as_str()).collect();
    assert_eq!(crumbs, ["Home", "Seating"]);
    assert_eq!(stool.options.len(), 2);
    assert_eq!(stool.options[0].values.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["Oat", "Ink"]);
    assert_eq!(stool.variants[0].price.was.unwrap().minor, 14_900);
    let stock: Vec<Availability> = stool.variants.iter().map(|variant| variant.availability).collect();
    assert_eq!(stock, [Availability::InStock, Availability::SoldOut, Availability::Low(2)]);
    let bowl = case.page("tea-bowl").await;
    assert!(bowl.options.is_empty() && bowl.variants[0].options.is_empty());
    assert_eq!(bowl.description, "<p>Thrown &amp; glazed</p>");
    assert_eq!(bowl.variants[0].availability, Availability::InStock, "its stock is not counted");

    let cards =
        catalog::cards(&case.shop, &[bowl.id, stool.id, bowl.id], catalog::default_pricing(&case.shop)).await.unwrap();
    assert_eq!(cards.iter().map(|card| card.handle.as_str()).collect::<Vec<_>>(), ["tea-bowl", "oak-stool"]);
    assert_eq!((cards[0].only_variant, cards[0].from), (Some(bowl.variants[0].id), false));
    assert_eq!((cards[1].price.now.minor, cards[1].price.was, cards[1].from), (12_900, None, true));
    assert_eq!(cards[1].availability, Availability::InStock);
    assert_eq!(cards[1].swatches[1].color.as_deref(), Some("#2f3640"));
}

#[tokio::test]
async fn the_second_run_changes_nothing() {
    let case = Case::new().await;
    case.rows(ROWS).await;
    let tables = ["outbox", "stock_movements", "price_history", "products", "variants", "categories"];
    let mut before = vec![];
    for table in tables {
        before.push(case.count(table).await);
    }
    let second = case.rows(ROWS).await;
    assert_eq!((second.products.unchanged, second.variants.unchanged), (2, 4));
    assert!(!second.products.changed() && !second.variants.changed() && !second.categories.changed());
    for (table, count) in tables.into_iter().zip(before) {
        assert_eq!(case.count(table).await, count, "{table}");
    }
    let versions: Vec<u32> =
        sqlx::query_scalar("SELECT version FROM products").fetch_all(&case.shop.pool).await.unwrap();
    assert_eq!(versions, [1, 1]);
}

#[tokio::test]
async fn changed_rows_change_their_products_and_leave_a_trace() {
    let case = Case::new().await;
    case.rows(ROWS).await;
    // Two are sold; then the file corrects a price and a count, swaps two SKUs' options, and drops one variant.
    sqlx::query("UPDATE inventory i JOIN variants v ON v.id = i.variant_id SET i.on_hand = 5 WHERE v.sku = 'OS-1'")
        .execute(&case.shop.pool)
        .await
        .unwrap();
    let changed = "oak-stool,Oak stool,New text,Hollin,Stool,,TRUE,Colour,Ink,Height,45 cm,OS-1,3200,shopify,7,deny,119.00,,,,,active,Home,
oak-stool,,,,,,,,Oat,,45 cm,OS-3,3200,shopify,12,deny,129.00,,,,,,,
";
    let report = case.rows(changed).await;
    assert!(report.problems.is_empty(), "{report:?}");
    assert_eq!((report.products.updated, report.variants.updated), (1, 3));
    let stool = case.page("oak-stool").await;
    let skus: Vec<(&str, String)> = stool.variants.iter().map(|one| (one.sku.as_str(), one.title())).collect();
    assert_eq!(skus, [("OS-1", "Ink, 45 cm".to_owned()), ("OS-3", "Oat, 45 cm".to_owned())]);
    let moved: Vec<(String, i64, i64, String)> = sqlx::query_as(
        "SELECT v.sku, m.delta, m.on_hand_after, m.kind FROM stock_movements m JOIN variants v ON v.id = m.variant_id ORDER BY m.id",
    )
    .fetch_all(&case.shop.pool)
    .await
    .unwrap();
    // The count of OS-1 is the one of before: what was sold since stays sold.
    assert_eq!(moved.last().unwrap(), &("OS-3".to_owned(), 10, 12, "import".to_owned()));
    assert!(moved.iter().filter(|(sku, ..)| sku == "OS-1").count() == 1);
    let prices: Vec<(i64, Option<i64>)> = sqlx::query_as(
        "SELECT h.amount, h.before_amount FROM price_history h JOIN variants v ON v.id = h.variant_id WHERE v.sku = 'OS-1' ORDER BY h.id",
    )
    .fetch_all(&case.shop.pool)
    .await
    .unwrap();
    assert_eq!(prices, [(12_900, None), (11_900, Some(12_900))]);
    // Back again: the variant that was taken off sale is the same row as before.
    let variants = case.count("variants").await;
    case.rows(ROWS).await;
    assert_eq!(case.count("variants").await, variants);
    assert_eq!(case.page("oak-stool").await.variants.len(), 3);
}

#[tokio::test]
async fn columns_that_a_file_lacks_leave_things_alone() {
    let case = Case::new().await;
    case.rows(ROWS).await;
    let report = case
        .run("Handle,Title,Variant SKU,Option1 Name,Option1 Value\ntea-bowl,Small tea bowl,TB-1,,\n")
        .await
        .unwrap();
    assert_eq!((report.products.updated, report.problems.len()), (1, 0), "{report:?}");
    let bowl = case.page("tea-bowl").await;
    assert_eq!(
        (bowl.title.as_str(), bowl.vendor.as_str(), bowl.variants[0].price.now.minor),
        ("Small tea bowl", "Marrow", 2450)
    );
    assert_eq!(bowl.crumbs.len(), 1);
    let report = case.run("Title\nSomething new\n").await.unwrap();
    assert_eq!((report.products.created, report.problems[0].hint.contains("price")), (0, true));
}

#[tokio::test]
async fn each_bad_row_is_reported_and_the_good_ones_are_taken() {
    let case = Case::new().await;
    let rows = "good,Good,,,,,,Size,S,,,G-1,,shopify,1,deny,10,,,,,,,
good,,,,,,,,M,,,G-2,,shopify,many,deny,10,,,,,,,
good,,,,,,,,S,,,G-3,,shopify,1,deny,10,,,,,,,
good,,,,,,,,L,,,G-1,,shopify,1,deny,10,,,,,,,
good,,,,,,,,,,,G-4,,shopify,-1,deny,1.234,-3,,,,,,
bad-first,Bad first,,,,,maybe,Size,S,,,B-1,,shopify,1,deny,10,,,,,,,
bad-first,,,,,,,,M,,,B-2,,shopify,1,deny,10,,,,,,,
no-title,,,,,,,,S,,,N-1,,shopify,1,deny,10,,,,,,,
bad/handle,Bad handle,,,,,,,,,,H-1,,,,deny,10,,,,,,,
ragged,Ragged,,,,
no-price,No price,,,,,,,,,,P-1,,,,deny,,,,,,,,
json,Json,,,,,,,,,,J-1,,,,deny,1,,,,,,,{broken
good,Again,,,,,,,,,,G-9,,,,deny,10,,,,,,,
=HYPERLINK(\"\"x\"\"),,,,,,,,,,,,,,,,,,,,,,,
formula,=1+1,<script>alert(1)</script>@SUM(A1),,,,,,,,,F-1,,,,deny,5,,,,,,,
";
    let report = case.rows(rows).await;
    let told: Vec<(u64, &str, &str)> =
        report.problems.iter().map(|one| (one.line, one.column.as_str(), one.value.as_str())).collect();
    let expected = [
        (3, "Variant Inventory Qty", "many"),
        (4, "Option1 Value", "S"),
        (5, "Variant SKU", "G-1"),
        (6, "Option1 Value", ""),
        (6, "Variant Price", "1.234"),
        (6, "Variant Compare At Price", "-3"),
        (6, "Variant Inventory Qty", "-1"),
        (7, "Published", "maybe"),
        (9, "Title", ""),
        (10, "Handle", "bad/handle"),
        (11, "Tags", ""),
        (12, "Variant Price", ""),
        (13, "Attributes (JSON)", "{broken"),
        (14, "Handle", "good"),
    ];
    for one in expected {
        assert!(told.contains(&one), "{one:?} is missing in {told:#?}");
    }
    assert!(report.problems.iter().all(|one| !one.hint.is_empty() && !one.hint.starts_with("import-")), "{report:?}");
    assert_eq!((report.products.created, report.variants.created), (2, 2));
    assert_eq!(case.page("good").await.variants.len(), 1);
    let formula = case.page("formula").await;
    assert_eq!((formula.title.as_str(), formula.description.as_str()), ("=1+1", "@SUM(A1)"));
    let again = case.rows(rows).await;
    assert!(!again.products.changed() && again.problems == report.problems);
}

#[tokio::test]
async fn files_that_are_none_are_refused_as_a_whole() {
    let case = Case::new().await;
    let endless = format!("{OLD}\nx,\"{}", "never closed ".repeat(1_000_000));
    let cases: Vec<(&str, Vec<u8>, fn(&ImportError) -> bool)> = vec![
        ("empty", vec![], |e| matches!(e, ImportError::Empty)),
        ("blank", b"\n\n  \n".to_vec(), |e| matches!(e, ImportError::Empty)),
        ("no title", b"Handle,Variant Price\na,1\n".to_vec(), |e| matches!(e, ImportError::NoColumn("Title"))),
        ("twice", b"Title,Price,Price\na,1,1\n".to_vec(), |e| matches!(e, ImportError::TwiceColumn(_))),
        ("workbook", b"PK\x03\x04....".to_vec(), |e| matches!(e, ImportError::Encoding(_))),
        ("gzip", b"\x1f\x8b\x08\0....".to_vec(), |e| matches!(e, ImportError::Encoding(_))),
        ("wide", vec![b','; 600], |e| matches!(e, ImportError::TooManyColumns(_))),
        ("endless", endless.into_bytes(), |e| matches!(e, ImportError::EndlessRow(2))),
    ];
    for (name, bytes, expected) in cases {
        let error = case.run(bytes).await.expect_err(name);
        assert!(expected(&error), "{name}: {error:?}");
        let fault = commerce::text::explain(error.into());
        assert_ne!(fault.message, fault.code, "{name} has no sentence");
    }
    let missing = Import { file: case.folder.path().join("nothing.csv"), ..Import::default() };
    let missing = import::products(&case.shop, &Actor::System, missing).await;
    assert!(matches!(missing, Err(ImportError::Unreadable { .. })));
    assert_eq!(case.count("products").await, 0);
    let header_only = case.run(OLD).await.unwrap();
    assert_eq!((header_only.rows, header_only.products.created), (0, 0));
}

#[tokio::test]
async fn strange_bytes_spoil_their_row_only() {
    let case = Case::new().await;
    let huge = "x".repeat(100_001);
    let giant = "y".repeat(1_100_000);
    let mut csv = "Title,Price,Description\nGood,1,für dich\n".as_bytes().to_vec();
    // The file is UTF-8 elsewhere, so this is damage and no other encoding.
    csv.extend(b"Gr\xfcn,2,latin\nNull,3,a\0b\n");
    csv.extend(format!("Huge,4,{huge}\nGiant,5,{giant}\nLast,6,\"a \"\"quoted\"\" end\"\n").into_bytes());
    let report = case.run(csv).await.unwrap();
    let told: Vec<(u64, &str)> = report.problems.iter().map(|one| (one.line, one.column.as_str())).collect();
    assert_eq!(told, [(3, "Title"), (4, "Description"), (5, "Description"), (6, "Description")]);
    assert_eq!((report.products.created, report.bad_rows), (2, 4));
    assert_eq!(case.page("last").await.description, "<p>a \"quoted\" end</p>");
}

#[tokio::test]
async fn semicolons_and_missing_skus_are_understood() {
    let case = Case::new().await;
    let csv = "Title;Price;Option1 name;Option1 value\nWool sock;12,50;Size;S\n";
    let report = case.run(csv).await.unwrap();
    assert_eq!((report.products.created, report.problems.len()), (1, 0), "{report:?}");
    let sock = case.page("wool-sock").await;
    assert_eq!((sock.variants[0].sku.as_str(), sock.variants[0].price.now.minor), ("wool-sock-s", 1250));
}

#[tokio::test]
async fn a_sku_of_another_product_stays_there() {
    let case = Case::new().await;
    case.run("Title,SKU,Price\nOne,A-1,1\n").await.unwrap();
    let report = case.run("Title,SKU,Price\nTwo,A-1,2\nThree,A-3,3\n").await.unwrap();
    assert_eq!((report.products.created, report.products.dropped), (1, 1));
    assert!(report.problems[0].hint.contains("one"), "{:?}", report.problems);
}

#[tokio::test]
async fn a_dry_run_writes_nothing_and_tells_the_same() {
    let case = Case::new().await;
    let file = case.write("products.csv", format!("{OLD}\n{ROWS}bad,,,,,,,,,,,,,,,,1,,,,,,,\n"));
    let dry = Import { file: file.clone(), dry_run: true, ..Import::default() };
    let dry = import::products(&case.shop, &Actor::System, dry).await.unwrap();
    for table in ["products", "variants", "categories", "outbox", "media"] {
        assert_eq!(case.count(table).await, 0, "{table}");
    }
    let wet = import::products(&case.shop, &Actor::System, Import { file, ..Import::default() }).await.unwrap();
    assert_eq!((dry.products, dry.variants, dry.categories), (wet.products, wet.variants, wet.categories));
    assert_eq!(dry.problems, wet.problems);
}

#[tokio::test]
async fn pictures_lie_beside_the_file_and_nowhere_else() {
    let case = Case::new().await;
    let mut png = std::io::Cursor::new(vec![]);
    image::DynamicImage::new_rgb8(40, 50).write_to(&mut png, image::ImageFormat::Png).unwrap();
    std::fs::create_dir(case.folder.path().join("shop")).unwrap();
    case.write("outside.png", png.get_ref());
    case.write("shop/in side.png", png.get_ref());
    case.write("shop/text.png", b"no picture");
    let outside = case.folder.path().join("outside.png").display().to_string();
    let rows = [
        "in side.png",
        "./in side.png",
        "../outside.png",
        &outside,
        "https://pictures.example/a.png",
        "gone.png",
        "text.png",
    ];
    let csv = rows.iter().enumerate().map(|(at, path)| format!("Picture {at},1,{path}\n"));
    let file = case.write("shop/products.csv", format!("Title,Price,Product image URL\n{}", csv.collect::<String>()));
    let report = import::products(&case.shop, &Actor::System, Import { file, ..Import::default() }).await.unwrap();
    assert_eq!((report.products.created, report.pictures, case.count("media").await), (7, 1, 1), "{report:?}");
    assert_eq!(report.warnings.iter().map(|one| one.line).collect::<Vec<_>>(), [4, 5, 6, 7, 8]);
    assert_eq!(case.page("picture-0").await.pictures.len(), 1);
    assert!(case.page("picture-2").await.pictures.is_empty());
}

#[tokio::test]
async fn categories_get_addresses_of_their_own_and_a_list_describes_them() {
    let case = Case::new().await;
    case.write(
        "categories.csv",
        "path,title,handle,intro,position\nWomen > Tops,Tops for women,tops-women,Light and warm.,2\nMen,Men,,,1\n",
    );
    let csv = "Title,Price,Categories\nA,1,Men > Tops\nB,1,Women > Tops\nC,1,Tops > Tops|Men\n";
    let report = case.run(csv).await.unwrap();
    assert_eq!((report.categories.created, report.problems.len()), (6, 0), "{report:?}");
    let tops = catalog::category(&case.shop, "tops-women").await.unwrap();
    assert_eq!((tops.title.as_str(), tops.intro.as_str(), tops.crumbs.len()), ("Tops for women", "Light and warm.", 2));
    let handles: Vec<String> =
        sqlx::query_scalar("SELECT handle FROM categories ORDER BY path").fetch_all(&case.shop.pool).await.unwrap();
    // Paths in order: Men, Men > Tops, Tops, Tops > Tops, Women, Women > Tops.
    assert_eq!(handles, ["men", "tops", "tops-2", "tops-tops", "women", "tops-women"]);
    let menu = catalog::menu(&case.shop).await.unwrap();
    let men = menu.iter().find(|node| node.title == "Men").unwrap();
    assert_eq!((men.products, men.children[0].products), (2, 1));
    // The tree is remembered until an event says otherwise.
    case.run("Title,Price,Categories\nD,1,Attic\n").await.unwrap();
    assert!(catalog::category(&case.shop, "attic").await.is_err());
    case.shop.catalog.apply(&model::event::Event::CatalogReplaced);
    assert!(catalog::category(&case.shop, "attic").await.is_ok());
}

#[tokio::test]
async fn only_those_who_may_change_products_import() {
    let case = Case::new().await;
    let file = case.write("products.csv", "Title,Price\nA,1\n");
    let shopper = Actor::Shopper(Default::default());
    let refused = import::products(&case.shop, &shopper, Import { file, ..Import::default() }).await;
    assert!(matches!(refused, Err(ImportError::Refused(_))));
}
