//! How search follows what happens.

use super::{
    found,
    goods::{Goods, category, page, synonym},
    handles, list, suggested,
};
use commerce::{Shop, search};
use model::{
    ProductId,
    event::Event,
    search::{ListQuery, Sort, SuggestionKind},
};
use sqlx::query;
use std::{fs, path::PathBuf, time::Duration};
use testkit::TestShop;

#[tokio::test]
async fn price_and_stock_are_seen_at_once() {
    let shop = TestShop::new().await;
    let (product, variant) = Goods::new("Lamp", 5_000).put(&shop).await;
    Goods::new("Mug", 7_000).put(&shop).await;
    let dearest = ListQuery { sort: Sort::PriceDesc, ..ListQuery::default() };
    let listing = list(&shop, &dearest).await.unwrap();
    assert_eq!((handles(&listing), listing.in_stock), (vec!["mug", "lamp"], 2));

    query("UPDATE prices SET amount = 9000 WHERE variant_id = ?").bind(variant).execute(&shop.pool).await.unwrap();
    assert!(shop.search.apply(&shop, &Event::PriceChanged { product, variant }).await, "its place is another");
    query("UPDATE inventory SET on_hand = 0 WHERE variant_id = ?").bind(variant).execute(&shop.pool).await.unwrap();
    shop.search.apply(&shop, &Event::StockChanged { product, variant }).await;

    assert!(!shop.search.apply(&shop, &Event::PriceChanged { product, variant }).await, "lists know this price");

    let listing = list(&shop, &dearest).await.unwrap();
    assert_eq!((handles(&listing), listing.in_stock), (vec!["lamp", "mug"], 1));
    assert_eq!(listing.price_range.map(|(low, high)| (low.minor, high.minor)), Some((7_000, 9_000)));
    let there = list(&shop, &ListQuery { in_stock: true, ..dearest.clone() }).await.unwrap();
    assert_eq!(handles(&there), ["mug"]);
    let cheap = list(&shop, &ListQuery { price_max: Some(8_000), ..dearest }).await.unwrap();
    assert_eq!(handles(&cheap), ["mug"]);
}

#[tokio::test]
async fn cards_show_the_price_and_stock_of_the_database() {
    let shop = TestShop::new().await;
    let (_, variant) = Goods::new("Lamp", 5_000).put(&shop).await;
    let shown = |listing: &model::search::Listing| {
        let card = &listing.products.items[0];
        (card.price.now.minor, card.availability.buyable())
    };
    assert_eq!(shown(&found(&shop, "lamp").await), (5_000, true));
    // No event tells search of it, and no index is asked.
    query("UPDATE prices SET amount = 7000 WHERE variant_id = ?").bind(variant).execute(&shop.pool).await.unwrap();
    query("UPDATE inventory SET on_hand = 0 WHERE variant_id = ?").bind(variant).execute(&shop.pool).await.unwrap();
    assert_eq!(shown(&found(&shop, "lamp").await), (7_000, false));
    let line = suggested(&shop, "lam").await.into_iter().find(|line| line.href == "/p/lamp").unwrap();
    assert_eq!(line.price.map(|price| price.now.minor), Some(7_000));
}

#[tokio::test]
async fn a_product_comes_changes_and_goes() {
    let shop = TestShop::new().await;
    let lamps = category(&shop, "Lamps").await;
    assert!(handles(&found(&shop, "lantern").await).is_empty());

    let goods = Goods {
        options: vec![("Colour".into(), vec!["Rust".into()])],
        categories: vec![lamps],
        ..Goods::new("Lantern", 5_000)
    };
    let (product, _) = goods.put(&shop).await;
    changed(&shop, product).await;
    assert_eq!(handles(&found(&shop, "lantern").await), ["lantern"]);
    assert_eq!(suggested(&shop, "lant").await.len(), 1);
    let rust = ListQuery::of_category("lamps").toggled("colour", "rust");
    assert_eq!(list(&shop, &rust).await.unwrap().products.total, 1);

    let settled = shop.search.settled();
    query("UPDATE products SET title = 'Torch' WHERE id = ?").bind(product).execute(&shop.pool).await.unwrap();
    query("UPDATE product_options SET option_values = '[\"Ink\"]'").execute(&shop.pool).await.unwrap();
    changed(&shop, product).await;
    assert!(settled.has_changed().unwrap(), "whoever keeps results hears that texts are found anew");
    assert_eq!(handles(&found(&shop, "torch").await), ["lantern"]);
    assert_eq!(list(&shop, &rust).await.unwrap().products.total, 0);
    let ink = ListQuery::of_category("lamps").toggled("colour", "ink");
    assert_eq!(list(&shop, &ink).await.unwrap().products.total, 1);

    query("UPDATE products SET status = 'draft' WHERE id = ?").bind(product).execute(&shop.pool).await.unwrap();
    changed(&shop, product).await;
    assert!(handles(&found(&shop, "torch").await).is_empty());
    assert_eq!(list(&shop, &ListQuery::of_category("lamps")).await.unwrap().products.total, 0);

    query("UPDATE products SET status = 'active' WHERE id = ?").bind(product).execute(&shop.pool).await.unwrap();
    changed(&shop, product).await;
    assert_eq!(handles(&found(&shop, "torch").await), ["lantern"]);
}

async fn changed(shop: &TestShop, product: ProductId) {
    shop.search.apply(shop, &Event::ProductChanged { product }).await;
    shop.search.settle(shop).await.unwrap();
}

/// Asks until it is so.
async fn until(is_so: impl AsyncFn() -> bool) {
    let asked = async {
        while !is_so().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), asked).await.expect("it never came to be so");
}

/// The folder of the text index in use.
fn generation(shop: &TestShop) -> PathBuf {
    let folder = shop.folder().join("search");
    folder.join(fs::read_to_string(folder.join("current-v1")).unwrap().trim())
}

#[tokio::test]
async fn a_change_waits_while_another_process_writes_the_index() {
    let shop = TestShop::new().await;
    let (product, _) = Goods::new("Lamp", 100).put(&shop).await;
    assert_eq!(handles(&found(&shop, "lamp").await), ["lamp"]);
    shop.search.settle(&shop).await.unwrap();

    let lock = generation(&shop).join(".tantivy-writer.lock");
    let lock = fs::File::options().write(true).create(true).truncate(false).open(lock).unwrap();
    lock.lock().unwrap();
    query("UPDATE products SET title = 'Torch' WHERE id = ?").bind(product).execute(&shop.pool).await.unwrap();
    shop.search.apply(&shop, &Event::ProductChanged { product }).await;
    shop.search.settle(&shop).await.expect_err("the index is locked");
    assert!(handles(&found(&shop, "torch").await).is_empty());
    lock.unlock().unwrap();
    until(async || handles(&found(&shop, "torch").await) == ["lamp"]).await;
}

#[tokio::test]
async fn what_could_not_be_written_is_tried_again() {
    let test = TestShop::new().await;
    let (product, _) = Goods::new("Lamp", 100).put(&test).await;
    let mut settings = test.settings.clone();
    settings.database.connections = 1;
    settings.database.url = test.db().url().to_owned().into();
    let shop = Shop::on(settings.clone(), commerce::db::connect(&settings.database).await.unwrap()).unwrap();
    assert_eq!(handles(&found(&shop, "lamp").await), ["lamp"]);
    shop.search.settle(&shop).await.unwrap();

    query("UPDATE products SET product_type = 'Lantern'").execute(&test.pool).await.unwrap();
    let mut settled = shop.search.settled();
    shop.search.apply(&shop, &Event::ProductChanged { product }).await;
    // Nobody gets a connection, until the first tries have come to nothing.
    let taken = shop.pool.acquire().await.unwrap();
    shop.search.settle(&shop).await.expect_err("there is no connection");
    drop(taken);
    tokio::time::timeout(Duration::from_secs(20), settled.changed()).await.expect("another try").unwrap();
    let lines = suggested(&shop, "lante").await;
    assert!(lines.iter().any(|line| line.kind == SuggestionKind::Query && line.label == "lantern"), "{lines:?}");
}

#[tokio::test]
async fn an_index_of_another_process_is_compared_with_the_database() {
    let shop = TestShop::new().await;
    let (product, _) = Goods::new("Lamp", 100).put(&shop).await;
    assert_eq!(handles(&found(&shop, "lamp").await), ["lamp"]);
    shop.search.settle(&shop).await.unwrap();
    // Another process has read the product, and changes over after this one wrote the change.
    let (before, other) = (generation(&shop), shop.folder().join("search").join("v1-other"));
    fs::create_dir(&other).unwrap();
    for file in fs::read_dir(before).unwrap().flatten() {
        fs::copy(file.path(), other.join(file.file_name())).unwrap();
    }
    query("UPDATE products SET title = 'Torch' WHERE id = ?").bind(product).execute(&shop.pool).await.unwrap();
    changed(&shop, product).await;
    assert_eq!(handles(&found(&shop, "torch").await), ["lamp"]);
    fs::write(shop.folder().join("search").join("current-v1"), "v1-other").unwrap();
    until(async || handles(&found(&shop, "torch").await).is_empty()).await;
    until(async || handles(&found(&shop, "torch").await) == ["lamp"]).await;
}

#[tokio::test]
async fn what_others_build_is_left_alone() {
    let shop = TestShop::new().await;
    Goods::new("Lamp", 100).put(&shop).await;
    found(&shop, "lamp").await;
    let folder = shop.folder().join("search");
    let (before, building, old) = (generation(&shop), folder.join("v1-building"), folder.join("v0-of-long-ago"));
    for made in [&building, &old] {
        fs::create_dir(made).unwrap();
    }
    let long_ago = std::time::SystemTime::now() - Duration::from_secs(48 * 60 * 60);
    fs::File::open(&old).unwrap().set_modified(long_ago).unwrap();
    // An older program beside this one has a name of its own.
    fs::write(folder.join("current"), "v0-of-long-ago").unwrap();
    search::reindex(&shop).await.unwrap();
    assert!(building.is_dir() && generation(&shop).is_dir() && !before.exists() && !old.exists());
    assert_eq!(fs::read_to_string(folder.join("current")).unwrap(), "v0-of-long-ago");
}

#[tokio::test]
async fn a_load_that_may_have_missed_something_is_followed_by_another() {
    let shop = TestShop::new().await;
    let (_, variant) = Goods::new("Lamp", 5_000).put(&shop).await;
    // The first visitor's load reads the price of before, while the outbox begins to be followed after its change.
    let mut held = shop.pool.begin().await.unwrap();
    let price = query("UPDATE prices SET amount = 9000 WHERE variant_id = ?").bind(variant);
    price.execute(&mut *held).await.unwrap();
    let everything = ListQuery::default();
    let (loaded, begun) = tokio::join!(list(&shop, &everything), shop.search.renew(&shop));
    begun.unwrap();
    assert_eq!(loaded.unwrap().price_range.map(|(low, _)| low.minor), Some(5_000));
    held.commit().await.unwrap();
    assert!(shop.search.is_behind(), "what the outbox told before is not in it");
    let listing = list(&shop, &everything).await.unwrap();
    assert_eq!(listing.price_range.map(|(low, _)| low.minor), Some(9_000));
    assert!(!shop.search.is_behind());
}

#[tokio::test]
async fn what_is_not_on_show_yet_gives_no_name_away() {
    let shop = TestShop::new().await;
    Goods::new("Lamp", 100).put(&shop).await;
    let (secret, _) = Goods::new("Zephyrine lampp", 100).put(&shop).await;
    query("UPDATE products SET published_at = UTC_TIMESTAMP(6) + INTERVAL 1 DAY WHERE id = ?")
        .bind(secret)
        .execute(&shop.pool)
        .await
        .unwrap();
    for text in ["zephirine", "zephyrine"] {
        let listing = found(&shop, text).await;
        assert_eq!((listing.corrected, listing.products.total), (None, 0), "{text}");
    }
    assert_eq!(search::looser(&shop, "zephirine lamps").await.unwrap(), ["lamp"]);
    // A word of its name is mended like any other that the shop does not have.
    assert_eq!(found(&shop, "lampp").await.corrected.as_deref(), Some("lamp"));
}

#[tokio::test]
async fn other_words_and_pages_need_no_other_products() {
    let shop = TestShop::new().await;
    let (product, variant) = Goods::new("Lamp", 5_000).put(&shop).await;
    assert_eq!(found(&shop, "luminaire").await.products.total, 0);
    // Had the shelf been loaded anew, it would know this price, which nobody told it of.
    query("UPDATE prices SET amount = 9000 WHERE variant_id = ?").bind(variant).execute(&shop.pool).await.unwrap();
    synonym(&shop, "lamp|luminaire", "equal", "").await;
    page(&shop, "care", "Caring for lamps").await;
    shop.search.apply(&shop, &Event::ContentChanged).await;
    let listing = found(&shop, "luminaire").await;
    assert_eq!(listing.price_range.map(|(low, _)| low.minor), Some(5_000));
    assert!(suggested(&shop, "caring").await.iter().any(|line| line.href == "/page/care"));
    // Suggestions made anew keep the page.
    query("UPDATE products SET title = 'Torch' WHERE id = ?").bind(product).execute(&shop.pool).await.unwrap();
    changed(&shop, product).await;
    assert!(suggested(&shop, "caring").await.iter().any(|line| line.href == "/page/care"));
}

#[tokio::test]
async fn an_empty_shop_is_filled() {
    let shop = TestShop::new().await;
    assert_eq!(list(&shop, &ListQuery::default()).await.unwrap().products.total, 0);
    assert!(handles(&found(&shop, "lamp").await).is_empty());
    for at in 0..30 {
        Goods::new(&format!("Lamp {at}"), 100).put(&shop).await;
    }
    shop.search.apply(&shop, &Event::CatalogReplaced).await;
    assert_eq!(list(&shop, &ListQuery::default()).await.unwrap().products.total, 30);
    shop.search.settle(&shop).await.unwrap();
    assert_eq!(found(&shop, "lamp").await.products.total, 30);
}

#[tokio::test]
async fn a_new_process_finds_what_changed_meanwhile() {
    let shop = TestShop::new().await;
    let (product, _) = Goods::new("Lamp", 100).put(&shop).await;
    let (gone, _) = Goods::new("Kettle", 100).put(&shop).await;
    assert_eq!(handles(&found(&shop, "lamp").await), ["lamp"]);

    query("UPDATE products SET title = 'Lantern' WHERE id = ?").bind(product).execute(&shop.pool).await.unwrap();
    query("UPDATE products SET status = 'archived' WHERE id = ?").bind(gone).execute(&shop.pool).await.unwrap();
    let later = commerce::Shop::on(shop.settings.clone(), shop.pool.clone()).unwrap();
    later.search.start(&later).await.unwrap();
    assert_eq!(handles(&found(&later, "lantern").await), ["lamp"]);
    assert!(handles(&found(&later, "kettle").await).is_empty());
}

#[tokio::test]
async fn a_broken_index_is_built_anew() {
    let shop = TestShop::new().await;
    Goods::new("Lamp", 100).put(&shop).await;
    let folder = shop.folder().join("search");
    std::fs::create_dir_all(folder.join("v1-old")).unwrap();
    for name in ["v1-old", "v0-older", "../..", "", "v1-missing"] {
        std::fs::write(folder.join("current-v1"), name).unwrap();
        let again = commerce::Shop::on(shop.settings.clone(), shop.pool.clone()).unwrap();
        assert_eq!(handles(&found(&again, "lamp").await), ["lamp"], "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_go_on_while_the_index_is_built() {
    let shop = TestShop::new().await;
    for at in 0..40 {
        Goods::new(&format!("Lamp {at}"), 100).put(&shop).await;
    }
    assert_eq!(found(&shop, "lamp").await.products.total, 40);
    let builder = tokio::spawn({
        let shop = shop.clone();
        async move {
            for _ in 0..5 {
                assert_eq!(search::reindex(&shop).await.unwrap(), 40);
            }
        }
    });
    // Another process on the same folder, which sees the new index by its name.
    let other = commerce::Shop::on(shop.settings.clone(), shop.pool.clone()).unwrap();
    let mut searches = 0;
    while !builder.is_finished() {
        assert_eq!(found(&shop, "lamp").await.products.total, 40);
        assert_eq!(found(&other, "lamp").await.products.total, 40);
        assert!(!suggested(&shop, "lam").await.is_empty());
        searches += 1;
    }
    builder.await.unwrap();
    assert!(searches > 5, "{searches}");
    let kept = std::fs::read_dir(shop.folder().join("search")).unwrap().flatten().filter(|e| e.path().is_dir());
    assert_eq!(kept.count(), 1);
}

#[tokio::test]
async fn a_product_appears_when_it_is_due() {
    let shop = TestShop::new().await;
    let (product, _) = Goods::new("Lamp", 100).put(&shop).await;
    Goods::new("Mug", 100).put(&shop).await;
    query("UPDATE products SET published_at = UTC_TIMESTAMP(6) + INTERVAL 700000 MICROSECOND WHERE id = ?")
        .bind(product)
        .execute(&shop.pool)
        .await
        .unwrap();
    assert_eq!(list(&shop, &ListQuery::default()).await.unwrap().products.total, 1);
    assert_eq!(found(&shop, "lamp").await.products.total, 0);
    let shown = async {
        while list(&shop, &ListQuery::default()).await.unwrap().products.total < 2 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), shown).await.unwrap();
    assert_eq!(found(&shop, "lamp").await.products.total, 1);
}
