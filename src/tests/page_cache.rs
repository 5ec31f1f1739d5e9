//! Whole pages from the cache: the same bytes, old at once when something changes, and there when the database is not.

use super::server::{Answer, TestServer};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use commerce::outbox;
use model::{ProductId, event::Event};
use std::time::Duration;
use stoa::web::cache::Tag;
use tokio_util::sync::CancellationToken;

/// A server that follows its outbox, so that it keeps pages.
async fn server() -> TestServer {
    let server = TestServer::new().await;
    follow(&server).await;
    server
}

pub async fn follow(server: &TestServer) {
    tokio::spawn(outbox::tail((*server.shop).clone(), CancellationToken::new()));
    let live = async {
        while !server.shop.feed.is_live() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), live).await.expect("a reader of the outbox");
}

#[tokio::test]
async fn the_second_visitor_gets_the_kept_page() {
    let server = server().await;
    let first = server.get("/").await;
    assert_eq!((first.status, server.state.pages.figures().hits), (StatusCode::OK, 0));
    let second = server.get("/?utm_source=letter").await;
    assert_eq!((second.text, server.state.pages.figures().hits), (first.text, 1));
    let known = Request::get("/").header(header::IF_NONE_MATCH, &first.headers[header::ETAG]).body(Body::empty());
    assert_eq!(server.send(known.unwrap()).await.status, StatusCode::NOT_MODIFIED);
    let packed = Request::get("/").header(header::ACCEPT_ENCODING, "gzip, br").body(Body::empty());
    assert_eq!(server.send(packed.unwrap()).await.headers[header::CONTENT_ENCODING], "br");
    let buyer = Request::get("/").header(header::COOKIE, "stoa_count=2").body(Body::empty());
    assert!(server.send(buyer.unwrap()).await.text != second_page(&server).await, "the badge differs");
}

async fn second_page(server: &TestServer) -> String {
    server.get("/").await.text
}

#[tokio::test]
async fn a_change_makes_the_page_old() {
    let server = server().await;
    server.get("/").await;
    server.get("/").await;
    assert_eq!(server.state.pages.figures().misses, 1);
    server.state.pages.apply(&Event::OrderPlaced { order: model::OrderId::new() }, false);
    server.get("/").await;
    assert_eq!(server.state.pages.figures().misses, 1);
    for event in
        [Event::StockChanged { product: ProductId::new(), variant: model::VariantId::new() }, Event::CatalogReplaced]
    {
        let before = server.state.pages.figures().misses;
        server.state.pages.apply(&event, true);
        server.get("/").await;
        assert_eq!(server.state.pages.figures().misses, before + 1, "{event:?}");
    }
}

#[tokio::test]
async fn lists_outlive_what_changes_no_list() {
    let server = server().await;
    let misses = || server.state.pages.figures().misses;
    server.get("/").await;
    let sold = Event::StockChanged { product: ProductId::new(), variant: model::VariantId::new() };
    server.state.pages.apply(&sold, false);
    server.get("/").await;
    assert_eq!(misses(), 1, "a product that the page does not show, and that stays where it was in every list");
    server.state.pages.apply(&sold, true);
    server.get("/").await;
    assert_eq!(misses(), 2, "it may have come back, or gone");
}

#[tokio::test]
async fn results_are_rendered_anew_when_texts_can_be_found() {
    let (shop, variant) = super::sale::shop().await;
    let title: String =
        sqlx::query_scalar("SELECT title FROM products WHERE id = (SELECT product_id FROM variants WHERE id = ?)")
            .bind(variant)
            .fetch_one(&shop.pool)
            .await
            .unwrap();
    let server = TestServer::of(shop);
    follow(&server).await;
    let results = format!("/search?q={}", title.replace(' ', "+"));
    for misses in [1, 1] {
        assert_eq!(server.get(&results).await.status, StatusCode::OK);
        assert_eq!(server.state.pages.figures().misses, misses);
    }
    server.state.pages.touch(&[Tag::Found]);
    server.get(&results).await;
    assert_eq!(server.state.pages.figures().misses, 2);
}

#[tokio::test]
async fn a_page_that_lacks_something_for_a_moment_is_not_kept() {
    let server = server().await;
    let sql = async |sql: &'static str| assert!(sqlx::query(sql).execute(&server.shop.pool).await.is_ok());
    sql("INSERT INTO pages (id, handle, title, source, body) VALUES (RANDOM_BYTES(16), 'imprint', 'Imprint', '', '')")
        .await;
    let link = "href=\"/page/imprint\"";
    sql("RENAME TABLE pages TO pages_away").await;
    let bare = server.get("/").await;
    assert_eq!((bare.status, bare.text.contains(link)), (StatusCode::OK, false));
    sql("RENAME TABLE pages_away TO pages").await;
    assert!(server.get("/").await.text.contains(link), "the footer is whole again at once");

    sql("RENAME TABLE pages TO pages_away").await;
    server.shop.catalog.apply(&Event::ContentChanged);
    server.state.pages.apply(&Event::ContentChanged, true);
    let before = server.get("/").await;
    assert!(before.text.contains(link), "the footer of before");
    assert_eq!(before.headers[header::CACHE_CONTROL], "no-store");
}

/// The home page as somebody with so many units in the cart gets it.
async fn packed(server: &TestServer, units: u32) -> Answer {
    let request = Request::get("/")
        .header(header::ACCEPT_ENCODING, "gzip, br")
        .header(header::COOKIE, format!("stoa_count={units}"));
    server.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_page_is_sent_packed_whether_it_is_kept_or_not() {
    let server = server().await;
    let without = TestServer::with(|settings| settings.cache.page_megabytes = 0).await;
    let not_live = TestServer::new().await;
    for (server, units) in [(&server, 0), (&server, 0), (&server, 21), (&without, 0), (&not_live, 0)] {
        let answer = packed(server, units).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.headers.contains_key(header::CONTENT_ENCODING), "{units}");
    }
    assert_eq!((server.state.pages.figures().hits, not_live.state.pages.figures().pages), (1, 0));
}

#[tokio::test]
async fn a_page_that_is_too_large_to_be_kept_is_sent_all_the_same() {
    let server = server().await;
    sqlx::query("INSERT INTO pages (id, handle, title, source, body) VALUES (RANDOM_BYTES(16), 'long', 'Long', '', ?)")
        .bind("<p>word</p>".repeat(120_000))
        .execute(&server.shop.pool)
        .await
        .unwrap();
    let page = server.get("/page/long").await;
    assert!(page.status == StatusCode::OK && page.text.len() > 1024 * 1024);
    assert_eq!(server.state.pages.figures().pages, 0);
}

#[tokio::test]
async fn many_who_ask_at_once_are_one_rendering() {
    let server = server().await;
    let all = (0..20).map(|_| server.get("/"));
    let answers = futures::future::join_all(all).await;
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK && answer.text == answers[0].text));
    assert_eq!(server.state.pages.figures().misses, 1);
}

#[tokio::test]
async fn an_aged_page_is_rendered_anew_by_one_and_is_good_enough_for_the_others() {
    let server = TestServer::with(|settings| settings.cache.page_seconds = 0).await;
    follow(&server).await;
    let figures = || (server.state.pages.figures().misses, server.state.pages.figures().hits);
    for misses in 1..=3 {
        server.get("/").await;
        assert_eq!(figures(), (misses, 0), "nobody else renders it");
    }
    let all = (0..20).map(|_| server.get("/"));
    futures::future::join_all(all).await;
    assert_eq!(figures(), (4, 19));
}

#[tokio::test]
async fn what_is_gone_stays_gone_when_the_database_is_away() {
    let server = server().await;
    let sql = async |sql: &'static str| assert!(sqlx::query(sql).execute(&server.shop.pool).await.is_ok());
    sql("INSERT INTO pages (id, handle, title, source, body) VALUES (RANDOM_BYTES(16), 'recall', 'Recall', '', '')")
        .await;
    assert_eq!(server.get("/page/recall").await.status, StatusCode::OK);
    sql("DELETE FROM pages WHERE handle = 'recall'").await;
    server.state.pages.clear();
    assert_eq!(server.get("/page/recall").await.status, StatusCode::NOT_FOUND);
    server.shop.pool.close().await;
    assert_ne!(server.get("/page/recall").await.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_are_there_when_the_database_is_not() {
    let server = server().await;
    let page = server.get("/").await;
    server.shop.pool.close().await;
    assert_eq!(server.get("/").await.text, page.text);
    server.state.pages.clear();
    let old = server.get("/").await;
    assert_eq!(old.status, StatusCode::OK, "an old page is better than none");
}

#[tokio::test]
async fn a_list_of_before_is_not_kept() {
    let server = server().await;
    let shop = &server.shop;
    assert_eq!(server.get("/search?q=lamp").await.status, StatusCode::OK);
    sqlx::query("RENAME TABLE synonyms TO synonyms_away").execute(&shop.pool).await.unwrap();
    shop.search.apply(shop, &Event::CatalogReplaced).await;
    server.state.pages.apply(&Event::CatalogReplaced, true);
    let hits = server.state.pages.figures().hits;
    // Nobody can load the lists anew; then somebody could, but those of before are shown for a while.
    assert_eq!(server.get("/search?q=lamp").await.status, StatusCode::OK);
    sqlx::query("RENAME TABLE synonyms_away TO synonyms").execute(&shop.pool).await.unwrap();
    assert_eq!(server.get("/search?q=lamp").await.status, StatusCode::OK);
    server.get("/search?q=lamp").await;
    assert_eq!(server.state.pages.figures().hits, hits);
}
