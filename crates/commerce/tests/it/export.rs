//! There and back: what is exported is read back as it was, by an empty shop and by the same one.

use crate::whole::{assert_documented, assert_equal, assert_uses_everything, dump};
use commerce::{
    Actor, Shop, catalog,
    content::{self, ItemDraft, LinkTo, Menu, SavePage, Target},
    currencies::{self, OpenCurrency, SetListPrice},
    export::{self, Export, Exporter, Format, What},
    import::{self, Import, Report},
    media,
};
use model::{
    CategoryId, CollectionId, Currency, ProductId, VariantId, collection::Rule, product::AttributeDefinition,
    rate::Rounding,
};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};
use testkit::TestShop;

/// The bytes of one list.
pub async fn csv(shop: &Shop, what: What, images: Option<&Path>) -> Vec<u8> {
    let export = Export { what, images: images.map(Path::to_owned) };
    let mut exporter = Exporter::new(shop, &Actor::System, export).unwrap();
    let mut bytes = vec![];
    while let Some(piece) = exporter.next().await.unwrap() {
        bytes.extend(piece);
    }
    bytes
}

/// A folder with all that a shop can send away.
pub async fn export(shop: &Shop, format: Format) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    export::shop(shop, &Actor::System, folder.path(), format).await.unwrap();
    folder
}

pub async fn import(shop: &Shop, folder: &Path) -> Vec<(What, Report)> {
    let reports = import::shop(shop, &Actor::System, folder).await.unwrap();
    assert_eq!(reports.len(), What::all(Format::Shopify).len());
    for (what, report) in &reports {
        let (problems, warnings) = (&report.problems, &report.warnings);
        assert!(problems.is_empty() && warnings.is_empty(), "{what:?}: {problems:?} {warnings:?}");
    }
    reports
}

/// The files below a folder, save photos of reviews, which come back as their largest rendition.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        [folder.to_owned(), folder.join(export::PICTURES)].into_iter().flat_map(|at| fs::read_dir(at).unwrap());
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    paths.retain(|path| !path.file_name().unwrap().to_str().unwrap().starts_with("review-"));
    paths.sort();
    paths.into_iter().map(|path| path.strip_prefix(folder).unwrap().to_owned()).collect()
}

/// Export A, import into an empty shop, export B: files and shops are equal, and A changes nothing at home.
pub async fn there_and_back(shop: &Shop, format: Format) {
    let home = dump(shop).await;
    let (a, other) = (export(shop, format).await, TestShop::new().await);
    let started = Instant::now();
    import(&other, a.path()).await;
    let took = started.elapsed().as_secs_f32();
    assert_equal(&home, &dump(&other).await, &format!("{format:?}, in another shop"));
    let b = export(&other, format).await;
    let names = files(a.path());
    assert_eq!(names, files(b.path()));
    for name in &names {
        let same = fs::read(a.path().join(name)).unwrap() == fs::read(b.path().join(name)).unwrap();
        assert!(same, "{format:?}: {} is another file now", name.display());
    }
    let versions = "SELECT CAST(COALESCE(SUM(version), 0) AS SIGNED) FROM products";
    let before: i64 = sqlx::query_scalar(versions).fetch_one(&shop.pool).await.unwrap();
    for (what, report) in import(shop, a.path()).await {
        let changed = report.products.changed() || report.categories.changed() || report.entries.changed();
        assert!(!changed, "{what:?}: {report:?}");
    }
    assert_equal(&home, &dump(shop).await, &format!("{format:?}, at home"));
    let after: i64 = sqlx::query_scalar(versions).fetch_one(&shop.pool).await.unwrap();
    assert_eq!(before, after);
    eprintln!("{format:?}: {} lines of {} files are equal, taken in within {took:.1} s", home.len(), names.len());
}

const TRICKY: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,\
    Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,\
    Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Variant Image,\
    Cost per item,Status,Categories,Attributes (JSON),SEO Title,SEO Description,Published At\n\
    bowl,=1+1,\"a \"\"quoted\"\", text\nover lines\",'=Vendor,@type,\"-a, b\",TRUE,Size,+L,=SKU,120,shopify,3,continue,12.50,20,\
    true,false,'0012,one.png,1,-alt,two.png,4.2,active,Home > Bowls|Gifts,\"{\"\"M\"\": [\"\"a\"\", \"\"b\"\"], \"\"K\"\": \"\"=1\"\"}\",\
    ＝seo,@d,2024-05-06T07:08:09.123456Z\n\
    bowl,,,,,,,,S,B-2,,,,deny,13,,,,,two.png,2,,,,,,,,,\n\
    bowl,,,,,,,,,,,,,,,,,,,three.png,3,third,,,,,,,,\n\
    draft,Draft,,,,,FALSE,,,D-1,,,,,1,,,,,,,,,,draft,,,,,\n";

async fn tricky() -> TestShop {
    let folder = tempfile::tempdir().unwrap();
    for (name, side) in [("one.png", 40), ("two.png", 50), ("three.png", 60)] {
        image::DynamicImage::new_rgb8(side, 50).save(folder.path().join(name)).unwrap();
    }
    let file = folder.path().join("products.csv");
    fs::write(&file, TRICKY).unwrap();
    let shop = TestShop::new().await;
    let report = import::products(&shop, &Actor::System, Import { file, ..Import::default() }).await.unwrap();
    assert!(report.problems.is_empty() && report.warnings.is_empty(), "{report:?}");
    shop
}

async fn run(shop: &Shop, sql: &'static str) {
    let done = sqlx::query(sql).execute(&shop.pool).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    assert!(done.rows_affected() > 0, "{sql}");
}

async fn id<T>(shop: &Shop, sql: &'static str) -> T
where
    for<'r> T: sqlx::Decode<'r, sqlx::MySql> + sqlx::Type<sqlx::MySql> + Send + Unpin,
{
    sqlx::query_scalar(sql).fetch_one(&shop.pool).await.unwrap()
}

/// A shop with something in every column that comes along.
async fn made() -> TestShop {
    let shop = tricky().await;
    let (system, bowl) =
        (&Actor::System, id::<ProductId>(&shop, "SELECT id FROM products WHERE handle = 'bowl'").await);
    for sql in [
        "UPDATE products SET unpublish_at = '2031-01-02 03:04:05.000006', manufacturer = 'Marrow, Long Street 1',
             responsible_person = 'Ada <ada@example.com>', warnings = 'Hot.\nHeavy.', created_at = '2024-01-01 00:00:00.5',
             attributes = '[[\"eco_grade\",[\"A\",\"B, C\"]],[\"size\",[\"38 cm\"]]]' WHERE handle = 'bowl'",
        "UPDATE products SET published_at = '2040-05-06 07:08:09', status = 'active' WHERE handle = 'draft'",
        "UPDATE product_options SET option_values = '[\"XS\",\"S\",\"+L\"]'",
        "INSERT INTO product_options (product_id, position, name, option_values)
             SELECT id, 2, 'Glaze', '[\"Matt\"]' FROM products WHERE handle = 'bowl'
             UNION SELECT id, 3, 'Foot', '[\"Round\"]' FROM products WHERE handle = 'bowl'",
        "UPDATE variants SET option2 = 'Matt', option3 = 'Round' WHERE sku IN ('=SKU', 'B-2')",
        "UPDATE variants SET content_milli = 750, content_unit = 'l', content_reference = '100ml' WHERE sku = '=SKU'",
        "UPDATE prices SET lowest_before = 1100 WHERE compare_at > amount",
        "INSERT INTO variants (id, product_id, position, sku, option1, archived_at)
             SELECT UNHEX(REPLACE(UUID(), '-', '')), id, 9, 'gone', 'XL', UTC_TIMESTAMP(6) FROM products WHERE handle = 'bowl'",
        "UPDATE categories SET intro = 'In & out', seo_text = 'Long', position = 7,
             media_id = (SELECT id FROM media WHERE width = 40), media_alt = 'Bowls &amp; more' WHERE path = 'Home > Bowls'",
        "INSERT INTO synonyms (id, terms, kind, replacement) VALUES (UNHEX(REPLACE(UUID(), '-', '')), 'bowl|dish', 'one_way', 'plate')",
        "INSERT INTO site_pictures (name, media_id, alt) SELECT 'hero', id, 'A bowl' FROM media WHERE width = 50",
        "INSERT INTO redirects (from_path, to_path, kind) VALUES ('/p/old', '/p/bowl', 'product'), ('/x', '/c/gifts', 'hand')",
    ] {
        run(&shop, sql).await;
    }
    let definitions = vec![AttributeDefinition {
        name: "size".into(),
        kind: model::product::AttributeKind::Number,
        unit: "cm".into(),
        choices: vec!["a|b".into(), "c".into()],
        required: true,
        facet: true,
    }];
    catalog::save_type(&shop, system, catalog::SaveType { id: None, name: "Vessel".into(), definitions })
        .await
        .unwrap();
    catalog::save_type(&shop, system, catalog::SaveType { id: None, name: "Empty".into(), definitions: vec![] })
        .await
        .unwrap();
    let draft = id::<ProductId>(&shop, "SELECT id FROM products WHERE handle = 'draft'").await;
    for kind in catalog::LinkKind::ALL {
        let links = catalog::SetLinks { product: bowl, kind, others: vec![draft] };
        catalog::set_links(&shop, system, links).await.unwrap();
    }
    let bundle = id::<VariantId>(&shop, "SELECT id FROM variants WHERE sku = 'D-1'").await;
    let part = id::<VariantId>(&shop, "SELECT id FROM variants WHERE sku = 'B-2'").await;
    let other = id::<VariantId>(&shop, "SELECT id FROM variants WHERE sku = '=SKU'").await;
    let parts = catalog::SetParts { bundle, parts: vec![(part, 2), (other, 1)] };
    catalog::set_parts(&shop, system, parts).await.unwrap();
    for (code, sold) in [("USD", true), ("JPY", false)] {
        let currency: Currency = code.parse().unwrap();
        let rounding = Rounding::parse(if sold { "1-0.01" } else { "10" }, currency).unwrap();
        let open = OpenCurrency { currency, rate: "1.0837".parse().unwrap(), rounding };
        let list = currencies::open(&shop, system, open).await.unwrap();
        catalog::settle(&shop, catalog::SettleList { list }).await.unwrap();
        let hand = SetListPrice {
            list,
            variant: other,
            amount: Some(1_300),
            compare_at: Some(1_900),
            expected: currencies::price(&shop, system, list, other).await.unwrap().amount,
            reason: "by hand".into(),
        };
        currencies::set_price(&shop, system, hand).await.unwrap();
        if !sold {
            currencies::close(&shop, system, currency).await.unwrap();
        }
    }
    around(&shop, bowl, draft).await;
    praise(&shop).await;
    shop
}

async fn around(shop: &TestShop, bowl: ProductId, draft: ProductId) {
    let system = &Actor::System;
    let category = id::<CategoryId>(shop, "SELECT id FROM categories WHERE path = 'Home'").await;
    let rule = format!(
        r#"{{"all": true, "conditions": [{{"field": "category", "value": "{category}"}}, {{"field": "reduced"}}]}}"#
    );
    let rule: Rule = serde_json::from_str(&rule).unwrap();
    for (handle, position, members) in
        [("ours", 20, catalog::Members::ByHand(vec![draft, bowl])), ("reduced", 10, catalog::Members::ByRule(rule))]
    {
        let save = catalog::SaveCollection {
            id: None,
            version: 0,
            title: format!("The {handle}"),
            handle: handle.into(),
            intro: "-Intro".into(),
            seo_text: "Seo".into(),
            position,
            members,
        };
        catalog::save_collection(shop, system, save).await.unwrap();
    }
    assert_eq!(id::<i64>(shop, "SELECT COUNT(*) FROM collection_products").await, 3, "the rule found the bowl");
    run(shop, "UPDATE collections SET rule = 'by taste', media_alt = 'Ours', media_id = (SELECT id FROM media WHERE width = 50)
         WHERE handle = 'ours'").await;
    let page = SavePage {
        title: "About".into(),
        handle: "about".into(),
        summary: "Us".into(),
        format: content::Format::Html,
        source: "<h2>Us</h2>\n<p>*no* <em>mark</em></p>".into(),
        published: true,
        seo_title: "About us".into(),
        seo_description: "Who".into(),
    };
    let about = content::create_page(shop, system, page.clone()).await.unwrap();
    let hidden = SavePage { handle: "hidden".into(), published: false, format: content::Format::Markdown, ..page };
    content::create_page(shop, system, hidden).await.unwrap();
    let collection = id::<CollectionId>(shop, "SELECT id FROM collections WHERE handle = 'ours'").await;
    let mut above = None;
    for (label, to) in [
        ("Home", LinkTo::Target(Target::Category(category))),
        ("Ours", LinkTo::Target(Target::Collection(collection))),
        ("More", LinkTo::Typed("https://example.com/more".into())),
    ] {
        let draft = ItemDraft { parent: above, label: label.into(), to };
        above = Some(content::add_item(shop, system, Menu::Header, draft).await.unwrap());
    }
    for (label, to) in [
        ("Help", LinkTo::Target(Target::Heading)),
        ("", LinkTo::Target(Target::Page(about))),
        ("The bowl", LinkTo::Target(Target::Product(bowl))),
    ] {
        let draft = ItemDraft { parent: None, label: label.into(), to };
        content::add_item(shop, system, Menu::Footer, draft).await.unwrap();
    }
}

async fn praise(shop: &TestShop) {
    run(
        shop,
        "INSERT INTO reviews (id, product_id, variant_id, rating, title, body, author, verified, status, reason, reason_note,
             decided_at, helpful, not_helpful, reply, replied_at, created_at)
         SELECT UNHEX(REPLACE(UUID(), '-', '')), v.product_id, v.id, 2, '=no', 'Broke.\nTwice.', 'Ada', 1, 'rejected', 'spam',
             'as ever', '2024-03-02', 3, 1, 'Sorry', '2024-03-03', '2024-03-01' FROM variants v WHERE v.sku = 'B-2'",
    )
    .await;
    run(
        shop,
        "INSERT INTO reviews (id, product_id, source_key, rating, body, author, status)
         SELECT UNHEX(REPLACE(UUID(), '-', '')), id, 'old/1', 5, 'Fine.', 'Bo', 'approved' FROM products WHERE handle = 'bowl'",
    )
    .await;
    run(shop, "UPDATE products SET rating_sum = 5, rating_count = 1 WHERE handle = 'bowl'").await;
    let mut bytes = std::io::Cursor::new(vec![]);
    image::DynamicImage::new_rgb8(70, 50).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let photo = media::store_photo(shop, bytes.into_inner()).await.unwrap();
    sqlx::query(
        "INSERT INTO review_photos (review_id, position, media_id) SELECT id, 1, ? FROM reviews WHERE rating = 2",
    )
    .bind(photo)
    .execute(&shop.pool)
    .await
    .unwrap();
}

#[tokio::test]
async fn every_column_is_told_of_and_comes_along_or_stays() {
    let shop = made().await;
    assert_documented(&shop).await;
    assert_uses_everything(&shop).await;
    for format in [Format::Shopify, Format::ShopifyLegacy, Format::WooCommerce] {
        there_and_back(&shop, format).await;
    }
    let jobs = "SELECT COUNT(*) FROM jobs WHERE kind = 'catalog.moment'";
    let other = TestShop::new().await;
    import(&other, export(&shop, Format::Shopify).await.path()).await;
    assert_eq!(id::<i64>(&other, jobs).await, 2, "what is planned is told of when it comes");
}

#[tokio::test]
async fn strange_cells_come_back() {
    let shop = tricky().await;
    for format in [Format::Shopify, Format::ShopifyLegacy] {
        there_and_back(&shop, format).await;
    }
    // WooCommerce has no words for all of it, but what it says is read back as it was.
    let a = export(&shop, Format::WooCommerce).await;
    let other = TestShop::new().await;
    import(&other, a.path()).await;
    let b = export(&other, Format::WooCommerce).await;
    let read = |folder: &tempfile::TempDir| fs::read_to_string(folder.path().join("products.csv")).unwrap();
    assert_eq!(read(&a), read(&b));
    assert_equal(&dump(&shop).await, &dump(&other).await, "WooCommerce");
    let text = String::from_utf8(csv(&shop, What::Products(Format::Shopify), None).await).unwrap();
    for formula in [",\"=", ",\"+", ",\"-", ",\"@", ",\"＝", "\n\"="] {
        assert!(!text.contains(formula), "{formula} in {text}");
    }
    assert!(text.contains("/media/"), "without a folder, pictures are addresses");
}

#[tokio::test]
async fn units_that_are_owed_stay_owed() {
    let shop = TestShop::new().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("products.csv");
    fs::write(&file, "Title,SKU,Price,Inventory quantity,Inventory tracker\nA,A-1,1,0,shopify\n").unwrap();
    import::products(&shop, &Actor::System, Import { file, ..Import::default() }).await.unwrap();
    sqlx::query("UPDATE inventory SET on_hand = -3, may_owe = TRUE").execute(&shop.pool).await.unwrap();
    let a = export(&shop, Format::Shopify).await;
    import(&shop, a.path()).await;
    let owed: i64 = sqlx::query_scalar("SELECT on_hand FROM inventory").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(owed, -3);
}

#[tokio::test]
async fn the_demo_shop_comes_back() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let shop = TestShop::new().await;
    // Its scenes are rendered by the seed; here their words are enough.
    let nowhere = tempfile::tempdir().unwrap();
    let goods = tempfile::tempdir().unwrap();
    fs::copy(demo.join("products.csv"), goods.path().join("products.csv")).unwrap();
    let file = goods.path().join("products.csv");
    let products = Import { file, images: Some(nowhere.path().to_owned()), ..Import::default() };
    import::products(&shop, &Actor::System, products).await.unwrap();
    import::collections(&shop, &Actor::System, &demo.join("collections.csv"), None).await.unwrap();
    import::reviews(&shop, &Actor::System, &demo.join("reviews.csv"), None).await.unwrap();
    import::pages(&shop, &Actor::System, &demo.join("pages")).await.unwrap();
    there_and_back(&shop, Format::Shopify).await;
}

#[tokio::test]
async fn redirects_come_back() {
    let (shop, other) = (TestShop::new().await, TestShop::new().await);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("redirects.csv");
    fs::write(&file, "Redirect from,Redirect to\n/old,/p/new\n/older,/c/all\n/same,/same\n").unwrap();
    let report = import::redirects(&shop, &Actor::System, &file).await.unwrap();
    assert_eq!((report.entries.created, report.problems.len()), (2, 1), "{report:?}");
    let a = csv(&shop, What::Redirects, None).await;
    fs::write(&file, &a).unwrap();
    assert_eq!(import::redirects(&other, &Actor::System, &file).await.unwrap().entries.created, 2);
    assert_eq!(csv(&other, What::Redirects, None).await, a);
    assert_eq!(import::redirects(&shop, &Actor::System, &file).await.unwrap().entries.unchanged, 2);
}

#[tokio::test]
async fn only_those_who_may_change_products_export() {
    let shop = TestShop::new().await;
    let shopper = Actor::Shopper(Default::default());
    let export = Export { what: What::Products(Format::Shopify), images: None };
    assert!(Exporter::new(&shop, &shopper, export).is_err());
}
