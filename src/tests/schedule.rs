//! A product appears and disappears at its moment, everywhere at once, with the page cache on.

use super::{moved::product, page_cache::follow, sale::shop, server::TestServer};
use axum::http::StatusCode;
use commerce::{
    Actor,
    catalog::{self, Members, PassMoment, SaveCollection, Schedule},
};
use model::{ProductId, Time};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Everything that could name the product, asked twice, so that the second answer is the kept one.
async fn named(server: &TestServer, handle: &str, title: &str) -> Vec<(String, bool)> {
    let pages = [
        "/".to_owned(),
        "/c/cups".into(),
        "/collection/picked".into(),
        format!("/search?q={}", title.replace(' ', "+")),
        "/sitemap/products-1.xml".into(),
        "/feeds/google.xml".into(),
        "/llms.txt".into(),
    ];
    let mut found = vec![];
    for page in pages {
        for _ in 0..2 {
            let answer = server.get(&page).await;
            let there = answer.text.contains(&format!("/p/{handle}"));
            if page != "/llms.txt" && page != "/" {
                found.push((page.clone(), there));
            }
        }
    }
    found
}

/// Waits until the outbox has told the caches.
async fn until_named(server: &TestServer, (handle, title): (&str, &str), wanted: bool) {
    let told = async {
        loop {
            let found = named(server, handle, title).await;
            if found.iter().all(|(_, there)| *there == wanted) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    if tokio::time::timeout(Duration::from_secs(20), told).await.is_err() {
        panic!("wanted {wanted}: {:?}", named(server, handle, title).await);
    }
}

#[tokio::test]
async fn a_product_is_there_on_time_and_not_before_and_gone_on_time() {
    let (shop, variant) = shop().await;
    let (id, handle) = product(&shop, variant).await;
    let title: String = sqlx::query_scalar("SELECT title FROM products").fetch_one(&shop.pool).await.unwrap();
    let category = model::CategoryId::new();
    let sql = "INSERT INTO categories (id, handle, title, path, depth) VALUES (?, 'cups', 'Cups', 'Cups', 1)";
    sqlx::query(sql).bind(category).execute(&shop.pool).await.unwrap();
    let sql = "INSERT INTO product_categories (product_id, category_id, position) VALUES (?, ?, 0)";
    sqlx::query(sql).bind(id).bind(category).execute(&shop.pool).await.unwrap();
    let picked = SaveCollection {
        id: None,
        version: 0,
        title: "Picked".into(),
        handle: String::new(),
        intro: String::new(),
        seo_text: String::new(),
        position: 0,
        members: Members::ByHand(vec![id]),
    };
    catalog::save_collection(&shop, &Actor::System, picked).await.unwrap();
    let now: Time = chrono::Utc::now().into();
    let (tomorrow, later) = (Time(now.0 + 86_400_000_000), Time(now.0 + 2 * 86_400_000_000));
    let command = Schedule { product: id, version: 1, publish_at: Some(tomorrow), unpublish_at: Some(later) };
    catalog::schedule_product(&shop, &Actor::System, command).await.unwrap();
    let server = TestServer::of(shop);
    let pages = server.state.pages.clone();
    tokio::spawn(server.shop.feed.follow(CancellationToken::new(), move |entry| {
        pages.apply(&entry.event, entry.listed);
        std::future::ready(())
    }));
    follow(&server).await;
    let page = format!("/p/{handle}");

    until_named(&server, (&handle, &title), false).await;
    assert_eq!(server.get(&page).await.status, StatusCode::NOT_FOUND);

    // Staff look at it by a link, and nobody else by a guess.
    let link = catalog::preview_link(&server.shop, &Actor::System, id).await.unwrap();
    for _ in 0..2 {
        let preview = server.get(&link).await;
        assert_eq!(preview.status, StatusCode::OK);
        assert!(preview.text.contains("noindex") && preview.text.contains(&title));
        assert_eq!(preview.headers["cache-control"], "no-store");
    }
    let forged = link.replace("preview=", "preview=9");
    assert_eq!(server.get(&forged).await.status, StatusCode::NOT_FOUND);

    // The moment comes: by the clock of the database it is there; the job of that moment tells the caches.
    pass(&server, id, "published_at", tomorrow).await;
    until_named(&server, (&handle, &title), true).await;
    assert_eq!(server.get(&page).await.status, StatusCode::OK);

    pass(&server, id, "unpublish_at", later).await;
    until_named(&server, (&handle, &title), false).await;
    assert_eq!(server.get(&page).await.status, StatusCode::NOT_FOUND);
}

/// Moves a moment of the product into the past, and does what the worker does then.
async fn pass(server: &TestServer, id: ProductId, column: &'static str, moment: Time) {
    let sql = match column {
        "published_at" => "UPDATE products SET published_at = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE WHERE id = ?",
        _ => "UPDATE products SET unpublish_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = ?",
    };
    sqlx::query(sql).bind(id).execute(&server.shop.pool).await.unwrap();
    let payload: String = sqlx::query_scalar("SELECT payload FROM jobs WHERE kind = 'catalog.moment' AND run_at = ?")
        .bind(moment)
        .fetch_one(&server.shop.pool)
        .await
        .expect("a job at the moment");
    let job: PassMoment = serde_json::from_str(&payload).unwrap();
    catalog::pass_moment(&server.shop, job).await.unwrap();
}
