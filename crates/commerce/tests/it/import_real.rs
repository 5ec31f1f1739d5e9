//! The import on real catalogs, where the folder `STOA_DATA` is there.

use commerce::{
    Actor, Shop,
    export::Format,
    import::{self, Import, Report},
};
use std::{path::PathBuf, time::Instant};
use testkit::TestShop;

/// The folder of real data; says so aloud where there is none.
fn data(part: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("STOA_DATA").map(PathBuf::from).map(|folder| folder.join(part));
    let there = folder.filter(|folder| folder.exists());
    if there.is_none() {
        eprintln!("SKIPPED: STOA_DATA has no {part}, so its import is not tested");
    }
    there
}

async fn count(shop: &Shop, what: &str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {what}"))).fetch_one(&shop.pool).await.unwrap()
}

async fn take(shop: &Shop, file: PathBuf) -> Report {
    let started = Instant::now();
    let report =
        import::products(shop, &Actor::System, Import { file: file.clone(), ..Import::default() }).await.unwrap();
    eprintln!("{}: {} rows in {:.1} s", file.display(), report.rows, started.elapsed().as_secs_f32());
    report
}

/// Takes a catalog in twice and compares what is there with what its README counts.
async fn catalog_of(part: &str, products: i64, variants: i64, categories: i64, pictures: i64) {
    let Some(folder) = data(part) else { return };
    let shop = TestShop::new().await;
    let first = take(&shop, folder.join("products.csv")).await;
    assert!(first.problems.is_empty() && first.warnings.is_empty(), "{:?} {:?}", first.problems, first.warnings);
    let counted = [
        count(&shop, "products").await,
        count(&shop, "variants").await,
        count(&shop, "categories").await,
        count(&shop, "media").await,
    ];
    assert_eq!(counted, [products, variants, categories, pictures], "{part}");
    assert_eq!(count(&shop, "inventory").await, variants);
    let traces =
        [count(&shop, "outbox").await, count(&shop, "stock_movements").await, count(&shop, "price_history").await];
    let second = take(&shop, folder.join("products.csv")).await;
    assert_eq!((second.products.unchanged as i64, second.variants.unchanged as i64), (products, variants));
    assert!(!second.products.changed() && !second.variants.changed() && !second.categories.changed());
    assert_eq!(second.pictures, 0);
    let after =
        [count(&shop, "outbox").await, count(&shop, "stock_movements").await, count(&shop, "price_history").await];
    assert_eq!(traces, after, "{part}: the second import left a trace");
    super::export::there_and_back(&shop, Format::Shopify).await;
}

#[tokio::test]
async fn takes_eshop() {
    catalog_of("demo-catalog/eshop", 101, 101, 9, 101).await;
}

#[tokio::test]
async fn takes_luma() {
    catalog_of("demo-catalog/luma", 187, 1_897, 36, 721).await;
}

#[tokio::test]
async fn takes_fashion() {
    catalog_of("demo-catalog/fashion", 1_394, 1_394, 62, 1_393).await;
}

#[tokio::test]
async fn takes_catalog_large() {
    catalog_of("catalog-large", 2_465, 2_465, 105, 0).await;
}

#[tokio::test]
async fn takes_the_lists_of_luma_and_fashion() {
    let Some(folder) = data("demo-catalog") else { return };
    let shop = TestShop::new().await;
    // Without pictures: an empty folder is given for them, and every one is missed with a warning.
    let nowhere = tempfile::tempdir().unwrap();
    let import = |file| Import { file, images: Some(nowhere.path().to_owned()), ..Import::default() };
    let luma = import::products(&shop, &Actor::System, import(folder.join("luma/products.csv"))).await.unwrap();
    assert_eq!((luma.products.created, luma.problems.len()), (187, 0));
    let reviews = import::reviews(&shop, &Actor::System, &folder.join("luma/reviews.csv"), None).await.unwrap();
    assert_eq!((reviews.entries.created, reviews.problems.len()), (348, 0), "{:?}", reviews.problems);
    assert_eq!(count(&shop, "products WHERE rating_count > 0").await, 125);
    let again = import::reviews(&shop, &Actor::System, &folder.join("luma/reviews.csv"), None).await.unwrap();
    assert_eq!((again.entries.created, again.entries.unchanged), (0, 348));
    let links = import::links(&shop, &Actor::System, &folder.join("luma/links.csv")).await.unwrap();
    eprintln!("links: {:?}, {} problems", links.entries, links.problems.len());
    assert_eq!(count(&shop, "product_links").await as u64, links.entries.created, "{:?}", links.problems);
    let collections =
        import::collections(&shop, &Actor::System, &folder.join("fashion/collections.csv"), None).await.unwrap();
    assert_eq!((collections.entries.created, collections.problems.len()), (158, 0), "{:?}", collections.problems);
    super::export::there_and_back(&shop, Format::ShopifyLegacy).await;
}

#[tokio::test]
async fn takes_samples_with_pictures_on_the_web() {
    let Some(folder) = data("import-samples") else { return };
    let shop = TestShop::new().await;
    let apparel = take(&shop, folder.join("shopify_apparel.csv")).await;
    let home = take(&shop, folder.join("shopify_home_and_garden.csv")).await;
    for report in [&apparel, &home] {
        assert_eq!((report.products.created, report.problems.len()), (20, 0), "{:?}", report.problems);
        assert!(report.warnings.iter().all(|one| one.value.starts_with("http")) && !report.warnings.is_empty());
    }
    let again = take(&shop, folder.join("shopify_apparel.csv")).await;
    assert_eq!(again.products.unchanged, 20);
    let woo = take(&shop, folder.join("woocommerce_sample_products.csv")).await;
    assert_eq!((woo.products.created, woo.products.dropped, woo.problems.len()), (16, 2, 0), "{:?}", woo.problems);
    assert_eq!(woo.variants.created, 27);
    let again = take(&shop, folder.join("woocommerce_sample_products.csv")).await;
    assert_eq!((again.products.unchanged, again.variants.unchanged), (16, 27));
    let fact = async |sql: &'static str| -> String { sqlx::query_scalar(sql).fetch_one(&shop.pool).await.unwrap() };
    let tee = "SELECT GROUP_CONCAT(CONCAT(v.option1, '/', v.option2, ' ', r.amount) ORDER BY v.position SEPARATOR ', ')
         FROM variants v JOIN products p ON p.id = v.product_id JOIN prices r ON r.variant_id = v.id WHERE p.handle = 'v-neck-t-shirt'";
    let expected = "Red/Large 2000, Red/Medium 2000, Red/Small 2000, Green/Large 2000, Green/Medium 2000, \
        Green/Small 2000, Blue/Large 1500, Blue/Medium 1500, Blue/Small 1500";
    assert_eq!(fact(tee).await, expected);
    let beanie = "SELECT CONCAT_WS('|', p.title, p.status, v.sku, r.amount, r.compare_at, v.weight_grams, v.tracked, c.path)
         FROM products p JOIN variants v ON v.product_id = p.id JOIN prices r ON r.variant_id = v.id
         JOIN product_categories pc ON pc.product_id = p.id JOIN categories c ON c.id = pc.category_id WHERE p.handle = 'beanie'";
    assert_eq!(fact(beanie).await, "Beanie|active|woo-beanie|1800|2000|91|0|Clothing > Accessories");
    let album =
        "SELECT CONCAT_WS('|', v.requires_shipping, r.amount) FROM variants v JOIN prices r ON r.variant_id = v.id
         WHERE v.sku = 'woo-album'";
    assert_eq!(fact(album).await, "0|1500");
}
