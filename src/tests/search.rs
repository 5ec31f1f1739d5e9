//! Search over HTTP: whatever is typed has an answer, and staff learns what people look for.

use super::{http::Browser, server::TestServer, staff::signed_in};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use commerce::{outbox, search};
use model::account::Role;
use sqlx::query;
use testkit::{
    TestShop,
    sale::{goods, open_for_sale},
};
use tokio_util::sync::CancellationToken;

/// A shop with one product of this title.
async fn shop(title: &str) -> TestShop {
    let shop = TestShop::new().await;
    open_for_sale(&shop).await;
    goods(&shop, 12_900, 5).await;
    query("UPDATE products SET title = ?, handle = 'the-one'").bind(title).execute(&shop.pool).await.unwrap();
    shop
}

#[tokio::test]
async fn whatever_is_typed_has_an_answer() {
    let shop = shop("Hearth lamp").await;
    let mut browser = Browser::new(&shop);
    let long = format!("/search?q={}", "lamp+".repeat(2_000));
    let huge = format!("/search?q={}", "%F0%9F%9B%92".repeat(4_000));
    let (suggest_long, list_long) = (long.replace("/search?", "/search/suggest?"), format!("{long}&page=2"));
    let cases = [
        ("/search?q=lamp", 200, "Hearth"),
        ("/search?q=", 200, "Search the shop"),
        ("/search?q=%00%01lamp%1b", 200, "Hearth"),
        ("/search?q=%ED%A0%80", 200, "Nothing matches"),
        ("/search?q=%ff%fe%zz%", 200, "Nothing matches"),
        ("/search?q=AND+OR+NOT+%2B-%26%26%7C%7C!()%7B%7D%5B%5D%5E%22~*%3F%3A%5C%2F", 200, "Nothing matches"),
        ("/search?q=title:lamp", 200, "Hearth"),
        ("/search?q=%22lamp", 200, "Hearth"),
        ("/search?q=lamp&page=0", 200, "Hearth"),
        ("/search?q=lamp&page=-1", 200, "Hearth"),
        ("/search?q=lamp&page=x", 200, "Hearth"),
        ("/search?q=lamp&page=2", 404, "does not go on this far"),
        ("/search?q=lamp&page=4294967295", 404, "does not go on this far"),
        ("/search?q=lamp&page=99999999999999999999", 200, "Hearth"),
        ("/search?q=lamp&per-page=1000000&sort=sideways&price-min=-5&price-max=many", 422, "This is no amount"),
        ("/search?q=lamp&price-min=99999999999999999999", 422, "This is no amount"),
        ("/search?q=lamp&rating=9", 200, "Nothing is left with these filters"),
        ("/search?q=lamp&rating=%3Cscript%3E", 200, "Hearth"),
        ("/search?q=lamp&colour%5B%5D=a&%5B%5D=b", 200, "Hearth"),
        (&long, 422, "Search for at most 200 characters."),
        (&huge, 422, "Search for at most 200 characters."),
        (&list_long, 422, "Search for at most 200 characters."),
        (&suggest_long, 422, "Search for at most 200 characters."),
        ("/search/suggest", 200, ""),
        ("/search/suggest?q=%00", 200, ""),
        ("/search/suggest?q=%ED%A0%80&q=lamp", 400, ""),
        ("/search/suggest?q=hea", 200, "the-one"),
    ];
    for (path, status, words) in cases {
        let answer = browser.get(path).await;
        let shown = &path[..path.len().min(90)];
        assert_eq!(answer.status.as_u16(), status, "{shown}: {}", answer.body);
        assert!(answer.body.contains(words), "{shown} does not say {words}: {}", answer.body);
        assert!(!answer.body.contains("<script>alert"), "{shown}");
    }
    let page = browser.get(&long).await.body;
    assert!(page.contains("lamp lamp lamp"), "what was typed stays in the field");
}

#[tokio::test]
async fn found_words_are_marked_and_nothing_is_taken_for_html() {
    let shop = shop("Hearth <b>lamp</b> & more").await;
    let mut browser = Browser::new(&shop);
    // Without the places that islands are woken at.
    let page = browser.get("/search?q=%3Cb%3Elamps").await.body;
    assert!(page.contains("&lt;<mark>b</mark>&gt;<mark>lamp</mark>&lt;/"), "{page}");
    assert!(!page.contains("<b>lamp"), "{page}");
    let lines = browser.get("/search/suggest?q=lam").await.body;
    assert!(lines.contains("<mark>lamp</mark>") && !lines.contains("<b>"), "{lines}");
    assert!(!browser.get("/").await.body.contains("<mark>"));
}

#[tokio::test]
async fn what_is_out_of_range_gets_a_clear_answer() {
    let shop = shop("Hearth lamp").await;
    goods(&shop, 5_000, 5).await;
    query("UPDATE products SET title = 'Desk lamp' WHERE title LIKE 'Thing %'").execute(&shop.pool).await.unwrap();
    let mut browser = Browser::new(&shop);
    let endless = format!("/search?q={}", "a".repeat(60_000));
    let cases = [
        // Signs of operators are no words.
        ("/search?q=%22-%2B%28%29*", 200, "Nothing matches"),
        ("/search?q=%00%1b", 200, "Search the shop"),
        ("/search?q=%00lamp", 200, "Hearth"),
        (endless.as_str(), 422, "at most 200"),
        ("/search?q=lamp&page=99", 404, "noindex"),
        ("/search?q=lamp&page=0&per-page=100000&sort=x&colour=nothing-like-it", 200, "Hearth"),
        ("/search?q=lamp&price-min=abc", 422, "This is no amount"),
        ("/search?q=lamp&price-max=-5", 422, "value=\"-5\""),
        ("/search?q=lamp&price-min=99999999999999999999", 422, "price-min-error"),
        ("/search?q=lamp&price-min=50&price-max=1", 200, "Desk"),
    ];
    for (path, status, words) in cases {
        let answer = browser.get(path).await;
        let shown = &path[..path.len().min(90)];
        assert_eq!(answer.status.as_u16(), status, "{shown}: {}", answer.body);
        assert!(
            answer.body.contains(words) && !answer.body.contains('\0'),
            "{shown} does not say {words}: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn a_word_that_nothing_has_leads_on() {
    let shop = shop("Hearth lamp").await;
    for title in ["Kettle", "Chair", "Vase", "Basket"] {
        goods(&shop, 1_000, 5).await;
        let named = query("UPDATE products SET title = ? WHERE title LIKE 'Thing %'").bind(title);
        named.execute(&shop.pool).await.unwrap();
    }
    let mut browser = Browser::new(&shop);
    // Each word is known, but nothing is so much at once.
    for (path, looser) in [("/search?q=xqzzyw", None), ("/search?q=kettle+chair+vase+basket", Some("/search?q=kettle"))]
    {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::OK);
        for words in ["Nothing matches", "noindex", "\"/contact\""].into_iter().chain(looser) {
            assert!(answer.body.contains(words), "{path}, {words}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn every_answered_search_is_counted_once() {
    let server = TestServer::of(shop("Hearth lamp").await);
    tokio::spawn(outbox::tail((*server.shop).clone(), CancellationToken::new()));
    while !server.shop.feed.is_live() {
        tokio::task::yield_now().await;
    }
    // Rendered, then twice from the cache; more of the same search and what a browser fetches in advance are no searches.
    for _ in 0..3 {
        assert_eq!(server.get("/search?q=Lamp").await.status, StatusCode::OK);
    }
    assert!(server.state.pages.figures().hits >= 2);
    server.get("/search?q=lamp&in-stock=1").await;
    server.get("/search?q=lamp&page=2").await;
    let ahead = Request::get("/search?q=Lamp").header("sec-purpose", "prefetch").body(Body::empty());
    server.send(ahead.unwrap()).await;
    server.get("/search?q=zzzyx").await;
    // What leads elsewhere is a search too.
    let sku: String = sqlx::query_scalar("SELECT sku FROM variants").fetch_one(&server.shop.pool).await.unwrap();
    let led = format!("/search?q={sku}");
    assert_eq!(server.get(&led).await.status, StatusCode::SEE_OTHER);
    let ahead = Request::get(&led).header("sec-purpose", "prefetch").body(Body::empty());
    server.send(ahead.unwrap()).await;
    search::settle_log(&server.shop).await.unwrap();
    let rows: Vec<(String, u32, u32, u32)> =
        sqlx::query_as("SELECT term, searches, people, no_hits FROM search_terms ORDER BY term")
            .fetch_all(&server.shop.pool)
            .await
            .unwrap();
    assert_eq!(rows.iter().map(|(_, searches, ..)| searches).sum::<u32>(), 5, "{rows:?}");
    for row in [("lamp".to_owned(), 3, 1, 0), ("zzzyx".to_owned(), 1, 1, 1)] {
        assert!(rows.contains(&row), "{rows:?}");
    }
}

#[tokio::test]
async fn staff_sees_what_finds_nothing_and_leads_it_on() {
    let shop = shop("Hearth lamp").await;
    search::note(&shop, "hocker <i>", 0);
    search::note(&shop, "lamp", 1);
    search::settle_log(&shop).await.unwrap();
    let (mut browser, _) = signed_in(&shop, Role::Catalogue).await;
    let page = browser.get("/admin/searches").await.body;
    assert!(page.contains("hocker i") && page.contains("2 searches in 28 days, 1 without results"), "{page}");
    assert!(browser.get("/admin/searches?view=most&days=x").await.body.contains(">lamp<"));
    assert!(page.contains("/admin/synonyms/new?kind=page&amp;q=hocker+i"), "{page}");
    let form = browser.get("/admin/synonyms/new?kind=page&q=hocker+i").await.body;
    assert!(form.contains("hocker i</textarea>") && form.contains("value=\"page\" selected"), "{form}");

    let new = "/admin/synonyms/new";
    let row = |address: &str| format!("kind=page&terms=hocker&replacement=&page=&address={address}");
    for (foreign, shown) in [("https%3A%2F%2Fevil.example", "https://evil.example"), ("stools", "stools")] {
        let wrong = browser.post(new, &row(foreign)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("Give an address of this shop") && wrong.body.contains(shown), "{}", wrong.body);
    }
    let saved = browser.post(new, &row("%2Fp%2Fthe-one")).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/admin/synonyms?try=hocker"));
    shop.search.apply(&shop, &model::event::Event::ContentChanged).await;
    let page = browser.get("/admin/synonyms?try=hocker").await.body;
    assert!(page.contains("“hocker” leads to /p/the-one."), "{page}");
    let led = browser.get("/search?q=Hockers").await;
    assert_eq!((led.status, led.location()), (StatusCode::SEE_OTHER, "/p/the-one"));

    let id: model::SynonymId = sqlx::query_scalar("SELECT id FROM synonyms").fetch_one(&shop.pool).await.unwrap();
    let row = browser.get(&format!("/admin/synonyms/{id}")).await.body;
    assert!(row.contains("value=\"/p/the-one\""), "{row}");
    let (mut support, _) = signed_in(&shop, Role::Support).await;
    assert_eq!(support.get("/admin/searches").await.status, StatusCode::FORBIDDEN);
}
