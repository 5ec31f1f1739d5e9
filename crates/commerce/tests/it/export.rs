//! There and back: what is exported is read back as it was, by an empty shop and by the same one.

use commerce::{
    Actor, Shop,
    export::{Export, Exporter, Format, What},
    import::{self, Import, Report},
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use testkit::TestShop;

/// Everything the tables say of goods, without ids and the times of writing.
pub async fn dump(shop: &Shop) -> Vec<String> {
    let mut rows = vec![];
    for sql in [
        "SELECT CONCAT_WS('|', 'product', handle, title, description_source, description, vendor, product_type, tags,
             attributes, status, COALESCE(published_at, '-'), COALESCE(seo_title, '-'), COALESCE(seo_description, '-'),
             rating_sum, rating_count) FROM products ORDER BY handle",
        "SELECT CONCAT_WS('|', 'option', p.handle, o.position, o.name, o.option_values)
         FROM product_options o JOIN products p ON p.id = o.product_id ORDER BY p.handle, o.position",
        "SELECT CONCAT_WS('|', 'variant', p.handle, v.position, v.sku, COALESCE(v.barcode, '-'), v.option1, v.option2, v.option3,
             COALESCE(v.media_position, '-'), v.weight_grams, v.requires_shipping, v.taxable, v.tracked, v.continue_selling,
             COALESCE(v.cost, '-'), COALESCE(r.amount, '-'), COALESCE(r.compare_at, '-'), i.on_hand)
         FROM variants v JOIN products p ON p.id = v.product_id LEFT JOIN prices r ON r.variant_id = v.id
         JOIN inventory i ON i.variant_id = v.id WHERE v.archived_at IS NULL ORDER BY p.handle, v.position, v.sku",
        "SELECT CONCAT_WS('|', 'picture', p.handle, m.position, HEX(f.hash), m.alt) FROM product_media m
         JOIN products p ON p.id = m.product_id JOIN media f ON f.id = m.media_id ORDER BY p.handle, m.position",
        "SELECT CONCAT_WS('|', 'place', p.handle, m.position, c.path) FROM product_categories m
         JOIN products p ON p.id = m.product_id JOIN categories c ON c.id = m.category_id ORDER BY p.handle, m.position, c.path",
        "SELECT CONCAT_WS('|', 'category', c.path, c.handle, c.title, c.intro, c.seo_text, c.depth, c.position,
             COALESCE(HEX(f.hash), '-')) FROM categories c LEFT JOIN media f ON f.id = c.media_id ORDER BY c.path",
        "SELECT CONCAT_WS('|', 'collection', c.position, c.handle, c.title, c.intro, c.seo_text, COALESCE(c.rule, '-'),
             (SELECT GROUP_CONCAT(p.handle ORDER BY m.position) FROM collection_products m JOIN products p ON p.id = m.product_id
              WHERE m.collection_id = c.id)) FROM collections c ORDER BY c.position, c.handle",
        "SELECT CONCAT_WS('|', 'review', COALESCE(r.source_key, LOWER(HEX(r.id))), p.handle, COALESCE(v.sku, '-'), r.rating, r.title,
             r.body, r.author, r.verified, r.status, r.helpful, r.not_helpful, COALESCE(r.reply, '-'), r.created_at)
         FROM reviews r JOIN products p ON p.id = r.product_id LEFT JOIN variants v ON v.id = r.variant_id ORDER BY 1",
        "SELECT CONCAT_WS('|', 'page', handle, title, summary, source, body) FROM pages ORDER BY handle",
    ] {
        let found: Vec<Vec<u8>> = sqlx::query_scalar(sql).fetch_all(&shop.pool).await.unwrap();
        rows.extend(found.into_iter().map(|row| String::from_utf8_lossy(&row).into_owned()));
    }
    rows
}

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
async fn export(shop: &Shop, format: Format) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for (name, what) in [
        ("products.csv", What::Products(format)),
        ("categories.csv", What::Categories),
        ("collections.csv", What::Collections),
        ("reviews.csv", What::Reviews),
        ("pages.csv", What::Pages),
    ] {
        fs::write(at.join(name), csv(shop, what, Some(at)).await).unwrap();
    }
    folder
}

async fn import(shop: &Shop, folder: &Path) -> Vec<Report> {
    let file = folder.join("products.csv");
    let actor = &Actor::System;
    let reports = vec![
        import::products(shop, actor, Import { file, ..Import::default() }).await.unwrap(),
        import::collections(shop, actor, &folder.join("collections.csv")).await.unwrap(),
        import::reviews(shop, actor, &folder.join("reviews.csv")).await.unwrap(),
        import::pages(shop, actor, &folder.join("pages.csv")).await.unwrap(),
    ];
    for report in &reports {
        assert!(
            report.problems.is_empty() && report.warnings.is_empty(),
            "{:?} {:?}",
            report.problems,
            report.warnings
        );
    }
    reports
}

/// Export A, import into an empty shop, export B: files and shops are equal, and A changes nothing at home.
pub async fn there_and_back(shop: &Shop, format: Format) {
    let home = dump(shop).await;
    let a = export(shop, format).await;
    let other = TestShop::new().await;
    import(&other, a.path()).await;
    let abroad = dump(&other).await;
    for (one, two) in home.iter().zip(&abroad) {
        assert_eq!(one, two, "{format:?}");
    }
    assert_eq!(home.len(), abroad.len());
    let b = export(&other, format).await;
    let mut names: Vec<PathBuf> = fs::read_dir(a.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for path in &names {
        let same = fs::read(path).unwrap() == fs::read(b.path().join(path.file_name().unwrap())).unwrap();
        assert!(same, "{format:?}: {} is another file now", path.display());
    }
    assert_eq!(fs::read_dir(b.path()).unwrap().count(), names.len());
    let versions = "SELECT CAST(SUM(version) AS SIGNED) FROM products";
    let before: i64 = sqlx::query_scalar(versions).fetch_one(&shop.pool).await.unwrap();
    for report in import(shop, a.path()).await {
        assert!(!report.products.changed() && !report.categories.changed() && !report.entries.changed(), "{report:?}");
    }
    assert_eq!(dump(shop).await, home, "{format:?}: the shop took in its own file and changed");
    let after: i64 = sqlx::query_scalar(versions).fetch_one(&shop.pool).await.unwrap();
    assert_eq!(before, after);
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

#[tokio::test]
async fn strange_cells_come_back() {
    let folder = tempfile::tempdir().unwrap();
    for (name, side) in [("one.png", 40), ("two.png", 50), ("three.png", 60)] {
        image::DynamicImage::new_rgb8(side, 50).save(folder.path().join(name)).unwrap();
    }
    let file = folder.path().join("products.csv");
    fs::write(&file, TRICKY).unwrap();
    let shop = TestShop::new().await;
    let report = import::products(&shop, &Actor::System, Import { file, ..Import::default() }).await.unwrap();
    assert!(report.problems.is_empty() && report.warnings.is_empty(), "{report:?}");
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
    for (one, two) in dump(&shop).await.iter().zip(&dump(&other).await) {
        assert_eq!(one, two);
    }
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
    import::collections(&shop, &Actor::System, &demo.join("collections.csv")).await.unwrap();
    import::reviews(&shop, &Actor::System, &demo.join("reviews.csv")).await.unwrap();
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
