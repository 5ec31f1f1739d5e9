//! The demo shop.

use commerce::{Shop, catalog, content, reviews, seed};
use model::{
    catalog::{Availability, Pricing},
    review::ReviewQuery,
};
use std::path::{Path, PathBuf};
use testkit::TestShop;

/// A shop whose pictures lie in a folder that lasts: drawing all scenes takes a minute, finding them none.
async fn shop(change: impl FnOnce(&mut commerce::Settings)) -> TestShop {
    let shop = TestShop::with(change).await;
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo-media");
    std::fs::create_dir_all(&pictures).unwrap();
    std::os::unix::fs::symlink(&pictures, shop.folder().join("media")).unwrap();
    shop
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo")
}

async fn count(shop: &Shop, table: &'static str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}")))
        .fetch_one(&shop.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn bootstrap_may_run_as_often_as_it_likes() {
    let shop = TestShop::new().await;
    seed::bootstrap(&shop).await.unwrap();
    seed::bootstrap(&shop).await.unwrap();
    assert_eq!(count(&shop, "price_lists").await, 1);
}

#[tokio::test]
async fn the_demo_shop_is_whole_and_seeding_it_again_changes_nothing() {
    let shop = shop(|_| ()).await;
    let first = seed::demo(&shop, &folder()).await.unwrap();
    for report in [&first.products, &first.collections, &first.reviews, &first.pages, &first.synonyms, &first.pictures]
    {
        assert!(report.problems.is_empty() && report.warnings.is_empty(), "{report:?}");
    }
    assert_eq!((first.products.products.created, first.products.variants.created), (88, 310));
    assert_eq!((count(&shop, "categories").await, count(&shop, "collections").await), (64, 10));
    assert_eq!((count(&shop, "reviews").await, count(&shop, "pages").await), (268, 8));
    assert_eq!(first.owner, Some(seed::OWNER.0));
    let keys: Vec<String> =
        sqlx::query_scalar("SELECT LOWER(HEX(hash)) FROM media").fetch_all(&shop.pool).await.unwrap();
    assert!(keys.iter().all(|key| shop.folder().join("media").join(key).join("320.webp").is_file()));

    let events = count(&shop, "outbox").await;
    let movements = count(&shop, "stock_movements").await;
    let second = seed::demo(&shop, &folder()).await.unwrap();
    assert_eq!((second.products.products.unchanged, second.products.variants.unchanged), (88, 310));
    for report in [second.products, second.collections, second.reviews, second.pages, second.synonyms, second.pictures]
    {
        assert!(!report.products.changed() && !report.variants.changed() && !report.categories.changed());
        assert!(!report.entries.changed() && report.pictures == 0, "{report:?}");
    }
    assert_eq!((count(&shop, "outbox").await, count(&shop, "stock_movements").await), (events, movements));
    assert_eq!(second.owner, None);

    the_shop_can_be_looked_at(&shop).await;
}

async fn the_shop_can_be_looked_at(shop: &Shop) {
    let pricing = catalog::default_pricing(shop);
    let lamp = catalog::product_page(shop, "hearth-table-lamp", pricing).await.unwrap();
    assert_eq!(
        lamp.crumbs.iter().map(|crumb| crumb.title.as_str()).collect::<Vec<_>>(),
        ["Home", "Lighting", "Table lamps"]
    );
    assert_eq!(lamp.options[0].values[0].color.as_deref(), Some("#2f5d50"));
    assert_eq!(lamp.variants[0].availability, Availability::SoldOut);
    assert_eq!(lamp.variants[0].price.now.to_string(), "€129.00");
    let chalk = &lamp.variants[1];
    assert_eq!(lamp.pictures[chalk.picture.unwrap()].alt, "Hearth table lamp in chalk, front view");
    assert_eq!(lamp.attributes[0], ("Material".to_owned(), "Stoneware, Linen".to_owned()));
    for width in lamp.pictures[0].widths() {
        let file = shop.settings.storage.dir.join("media").join(&lamp.pictures[0].key).join(format!("{width}.webp"));
        assert!(file.is_file(), "{}", file.display());
    }
    assert!(catalog::product_page(shop, "nest-box", pricing).await.is_err(), "a draft is not shown");

    let best = catalog::collection(shop, "best-sellers", pricing, 1, 8).await.unwrap();
    assert_eq!(
        (best.products.items.len(), best.products.total, best.products.items[0].handle.as_str()),
        (8, 12, "everyday-mug")
    );
    assert!(best.products.items.iter().all(|card| (2..=3).contains(&card.pictures.len()) || card.swatches.len() < 2));
    let collections = catalog::collections(shop).await.unwrap();
    assert_eq!(collections.len(), 10);
    assert!(collections.iter().all(|one| one.picture.is_some() && !one.intro.is_empty() && one.products > 0));
    let menu = catalog::menu(shop).await.unwrap();
    assert_eq!(menu.iter().map(|node| node.title.as_str()).collect::<Vec<_>>(), ["Home", "Table", "Work", "Outdoors"]);
    assert!(menu.iter().all(|node| node.picture.is_some() && node.products > 0));
    let lighting = catalog::category(shop, "lighting").await.unwrap();
    assert_eq!((lighting.crumbs.len(), lighting.children.is_empty()), (2, false));
    let shipping = content::content_page(shop, "shipping").await.unwrap();
    assert!(shipping.body.contains("<table>"));
    assert!(catalog::scene(shop, "hero-wide").await.unwrap().is_some_and(|hero| hero.width == 1920));
    ratings_agree(shop, pricing).await;
}

async fn ratings_agree(shop: &Shop, pricing: Pricing) {
    let mug = catalog::product_page(shop, "everyday-mug", pricing).await.unwrap();
    let reviews = reviews::reviews(shop, mug.id, ReviewQuery::default()).await.unwrap();
    assert_eq!(reviews.rating, mug.rating);
    assert_eq!(reviews.shown.items.len(), ReviewQuery::PER_PAGE.min(mug.rating.unwrap().count) as usize);
    assert!(reviews.shown.items.windows(2).all(|pair| pair[0].at >= pair[1].at));
    assert_eq!(reviews.stars.iter().sum::<u32>(), mug.rating.unwrap().count);
}

#[tokio::test]
async fn no_demo_login_in_production() {
    let shop = shop(|settings| settings.server.mode = commerce::settings::Mode::Production).await;
    let demo = seed::demo(&shop, &folder()).await.unwrap();
    assert_eq!(demo.owner, None);
    assert_eq!(count(&shop, "users").await, 0);
}

#[tokio::test]
async fn a_made_up_shop_is_whole_and_grows() {
    let shop = TestShop::new().await;
    seed::bootstrap(&shop).await.unwrap();
    let size = |text: &str| text.parse().unwrap();
    let first = seed::scale::scale(&shop, size("120"), |_| ()).await.unwrap();
    assert_eq!((first.products, first.written), (120, 120));
    let again = seed::scale::scale(&shop, size("120"), |_| ()).await.unwrap();
    assert_eq!((again.products, again.written), (120, 0));
    let pounds = crate::currencies::sell_in(&shop, "GBP", "0.8", "0.01").await;
    let more = seed::scale::scale(&shop, size("150"), |_| ()).await.unwrap();
    assert_eq!((more.products, more.written), (150, 30));
    // What follows from the prices of the new goods is left to a job.
    catalog::settle(&shop, catalog::SettleList { list: pounds }).await.unwrap();
    assert_eq!(count(&shop, "prices").await, 2 * count(&shop, "variants").await);
    assert_eq!((count(&shop, "products").await, count(&shop, "categories").await), (150, 48));
    for table in ["variants", "prices", "inventory"] {
        assert!(count(&shop, table).await > 250, "{table}");
    }
    let sums: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM products p LEFT JOIN
            (SELECT product_id, SUM(rating) AS total, COUNT(*) AS votes FROM reviews GROUP BY product_id) r
            ON r.product_id = p.id
         WHERE p.rating_sum <> COALESCE(r.total, 0) OR p.rating_count <> COALESCE(r.votes, 0)",
    )
    .fetch_one(&shop.pool)
    .await
    .unwrap();
    assert_eq!(sums, 0);
    assert_eq!(commerce::check::run(&shop).await.unwrap(), []);

    let pricing = catalog::default_pricing(&shop);
    let all = commerce::search::list(&shop, &Default::default(), pricing).await.unwrap();
    assert_eq!(all.products.total, 150);
    assert!(all.facets.len() >= 8, "{:?}", all.facets.iter().map(|facet| &facet.key).collect::<Vec<_>>());
    let lamps = model::search::ListQuery { text: Some("lamp".into()), ..Default::default() };
    assert!(commerce::search::list(&shop, &lamps, pricing).await.unwrap().products.total > 0);
}
