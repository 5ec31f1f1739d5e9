//! The shop on an S3-compatible store: pictures, cards, uploads and files of errors go through it, and a store that is away
//! is said in a sentence.

use super::{
    http::{Answer, Browser},
    moving,
    products::{RED, upload},
    staff::signed_in,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use model::account::Role;
use testkit::{TestShop, s3::S3Server, sale::open_for_sale};
use tower::ServiceExt;

async fn shop() -> (S3Server, TestShop) {
    let store = S3Server::start().await;
    let shop = TestShop::with(|settings| store.set(&mut settings.storage)).await;
    open_for_sale(&shop).await;
    (store, shop)
}

/// A product with a picture that staff brought, and the picture's address.
async fn pictured(store: &S3Server, staff: &mut Browser) -> String {
    let made = staff.post("/admin/products/new", "title=Stool&price=10&on_hand=1&weight=1").await;
    let path = made.location().to_owned();
    let sent = upload(staff, &format!("{path}/pictures"), &[("red.png", &STANDARD.decode(RED).unwrap())]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(staff.get(&path).await.body.contains("/media/"));
    let names = store.names("media/");
    format!("/{}", names.iter().find(|name| name.ends_with(".webp")).expect("a rendition"))
}

async fn ask(shop: &TestShop, path: &str, name: header::HeaderName, value: &str) -> Answer {
    let router = stoa::server::router(&stoa::web::AppState::new((**shop).clone()));
    let request = Request::get(path).header(header::HOST, "127.0.0.1:3000").header(name, value);
    let answer = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes }
}

#[tokio::test]
async fn pictures_are_served_from_the_store_whole_and_in_parts() {
    let (store, shop) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Admin).await;
    let address = pictured(&store, &mut staff).await;
    let content = store.content(&address[1..]).unwrap();
    let whole = staff.get(&address).await;
    assert_eq!((whole.status, &whole.bytes), (StatusCode::OK, &content));
    assert_eq!(whole.headers[header::CONTENT_TYPE], "image/webp");
    assert_eq!(whole.headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    assert_eq!(whole.headers[header::CONTENT_LENGTH], content.len().to_string());
    let tag = whole.headers[header::ETAG].to_str().unwrap().to_owned();
    let asked = store.asked().len();
    let known = ask(&shop, &address, header::IF_NONE_MATCH, &format!("\"x\", W/{tag}")).await;
    assert_eq!((known.status, known.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(store.asked().len(), asked, "who has it need not ask the store");
    let part = ask(&shop, &address, header::RANGE, "bytes=4-9").await;
    assert_eq!((part.status, &part.bytes[..]), (StatusCode::PARTIAL_CONTENT, &content[4..10]));
    assert_eq!(part.headers[header::CONTENT_RANGE], format!("bytes 4-9/{}", content.len()));
    let end = ask(&shop, &address, header::RANGE, "bytes=-5").await;
    assert_eq!(&end.bytes[..], &content[content.len() - 5..]);
    let beyond = ask(&shop, &address, header::RANGE, "bytes=99999-").await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    let folder = address.rsplit_once('/').unwrap().0;
    for none in [
        format!("{folder}/9.webp"),
        format!("{folder}/facts.json"),
        "/media/x/1.webp".into(),
        "/media/..%2f/1.webp".into(),
    ] {
        assert_eq!(staff.get(&none).await.status, StatusCode::NOT_FOUND, "{none}");
    }
    let card = staff.get(&format!("/card/{}.jpg", folder.trim_start_matches("/media/"))).await;
    assert_eq!((card.status, &card.headers[header::CONTENT_TYPE]), (StatusCode::OK, &"image/jpeg".parse().unwrap()));
    assert_eq!(card.bytes, store.content(&format!("{}/card.jpg", &folder[1..])).unwrap());
}

#[tokio::test]
async fn a_store_that_is_away_takes_only_pictures_with_it() {
    let (store, shop) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Admin).await;
    let address = pictured(&store, &mut staff).await;
    store.refuse("GET");
    let away = staff.get(&address).await;
    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(away.headers.contains_key(header::RETRY_AFTER) && away.body.contains("try again"), "{}", away.body);
    assert_eq!(away.headers[header::CACHE_CONTROL], "no-store");
    let card = address.rsplit_once('/').unwrap().0.replace("/media/", "/card/") + ".jpg";
    assert_eq!(staff.get(&card).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(staff.get("/").await.status, StatusCode::OK);
    // What staff bring meanwhile is refused in words, by the name of the file.
    store.refuse("PUT");
    let made = staff.post("/admin/products/new", "title=Bench&price=10&on_hand=1&weight=1").await;
    let path = made.location().to_owned();
    let white = STANDARD.decode(super::products::WHITE).unwrap();
    let sent = upload(&mut staff, &format!("{path}/pictures"), &[("white.png", &white)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = staff.get(&path).await.body;
    assert!(page.contains("white.png") && page.contains("cannot be reached"), "{page}");
    let file = moving::upload(&mut staff, "goods.csv", "Title,Price\nJar,12.50\n").await;
    assert_eq!(file.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(file.body.contains("cannot be reached"), "{}", file.body);
    assert_eq!(moving::count(&shop, "SELECT COUNT(*) FROM import_batches").await, 0);
    store.recover();
    assert_eq!(staff.get(&address).await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_waits_for_a_slow_store_holds_nobody_up() {
    let (store, shop) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Admin).await;
    let address = pictured(&store, &mut staff).await;
    store.hold(true);
    let mut shopper = Browser::new(&shop);
    let waiting = async { shopper.get(&address).await };
    let others = async {
        let page = staff.get("/").await;
        store.hold(false);
        page
    };
    let (picture, page) = tokio::join!(waiting, others);
    assert_eq!((picture.status, page.status), (StatusCode::OK, StatusCode::OK));
}

#[tokio::test]
async fn a_file_goes_through_the_store_and_waits_for_it() {
    let (store, shop) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Admin).await;
    let sent = moving::upload(&mut staff, "goods.csv", "Title,Price\nJar,12.50\nBowl,cheap\n").await;
    let page = sent.location().to_owned();
    assert_eq!(store.names("imports/").len(), 1);
    assert!(staff.get(&page).await.body.contains("column-0"));
    assert_eq!(
        staff.post(&format!("{page}/check"), "column-0=Title&column-1=Price").await.status,
        StatusCode::SEE_OTHER
    );
    store.refuse("GET");
    let told = "SELECT COUNT(*) FROM import_batches WHERE failure <> ''";
    moving::work_until(&shop, told, 1).await;
    assert!(staff.get(&page).await.body.contains("goes on by itself"));
    store.recover();
    sqlx::query("UPDATE jobs SET run_at = UTC_TIMESTAMP(6) WHERE kind = 'import.run'")
        .execute(&shop.pool)
        .await
        .unwrap();
    moving::work(&shop).await;
    assert_eq!(staff.post(&format!("{page}/commit"), "mode=good").await.status, StatusCode::SEE_OTHER);
    moving::work(&shop).await;
    assert_eq!(moving::count(&shop, "SELECT COUNT(*) FROM products").await, 1);
    assert_eq!(moving::count(&shop, told).await, 0);
    let errors = staff.get(&format!("{page}/errors")).await;
    assert!(errors.body.contains("\"Bowl\",\"cheap\""), "{}", errors.body);
    assert_eq!(store.names("imports/").len(), 2);
    assert_eq!(std::fs::read_dir(shop.folder().join("scratch")).unwrap().count(), 0);
}
