//! Files of goods in the back office: up, checked, taken in, mended, taken back, and out again.

use super::{http::Browser, staff::signed_in};
use axum::http::{StatusCode, header};
use commerce::{
    export::{Format, What},
    jobs::{self, Runner, Timing},
};
use model::account::Role;
use std::time::Duration;
use testkit::TestShop;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

const FORM: &str = "multipart/form-data; boundary=parts";

/// Brings a file of goods.
pub async fn upload(browser: &mut Browser, name: &str, content: &str) -> super::http::Answer {
    let body = format!(
        "--parts\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--parts--\r\n"
    );
    browser.send("POST", "/admin/import", FORM, &body).await
}

/// Lets a worker do what waits.
pub async fn work(shop: &TestShop) {
    work_until(shop, "SELECT COUNT(*) FROM jobs WHERE kind = 'import.run' AND state IN ('ready', 'running')", 0).await;
}

/// Lets a worker go on until a statement counts so many.
pub async fn work_until(shop: &TestShop, counting: &'static str, wanted: i64) {
    let stop = CancellationToken::new();
    let timing = Timing { pause: Duration::from_millis(20), ..Timing::default() };
    let worker = tokio::spawn(Runner::new((**shop).clone(), jobs::handlers()).timing(timing).run(stop.clone()));
    let done = async {
        while count(shop, counting).await != wanted {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(60), done).await.expect("the import ends");
    stop.cancel();
    worker.await.unwrap();
}

/// What a statement counts.
pub async fn count(shop: &TestShop, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&shop.pool).await.unwrap()
}

#[tokio::test]
async fn a_file_goes_all_the_way_and_back() {
    let shop = TestShop::new().await;
    let (mut browser, _) = signed_in(&shop, Role::Admin).await;
    let answer =
        upload(&mut browser, "goods.csv", "Product name,Preis,Shelf\nJar,12.50,A\nBowl,cheap,B\nCup,3,C\n").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = answer.location().to_owned();
    let form = browser.get(&page).await.body;
    assert!(form.contains("column-0") && form.contains("Shelf"), "{form}");
    let twice = browser.post(&format!("{page}/check"), "column-0=Title&column-1=Title&column-2=").await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let none = browser.post(&format!("{page}/check"), "column-0=&column-1=Price&column-2=").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let asked = browser.post(&format!("{page}/check"), "column-0=Title&column-1=Price&column-2=Vendor").await;
    assert_eq!((asked.status, asked.location()), (StatusCode::SEE_OTHER, page.as_str()));
    let waiting = browser.get(&page).await;
    assert!(waiting.headers.contains_key(header::REFRESH), "the page looks again by itself");
    work(&shop).await;
    let checked = browser.get(&page).await;
    assert!(!checked.headers.contains_key(header::REFRESH));
    assert!(checked.body.contains("cheap") && checked.body.contains("/commit"), "{}", checked.body);
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM products").await, 0);
    let asked = browser.post(&format!("{page}/commit"), "mode=good").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    // Pressed twice, it is taken in once.
    browser.post(&format!("{page}/commit"), "mode=good").await;
    work(&shop).await;
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM products WHERE vendor IN ('A', 'C')").await, 2);
    let errors = browser.get(&format!("{page}/errors")).await;
    assert!(errors.body.contains("\"Bowl\",\"cheap\""), "{}", errors.body);
    assert_eq!(errors.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"errors.csv\"");
    let lists = browser.get("/admin/export").await;
    for what in What::all(Format::Shopify) {
        assert!(lists.body.contains(&format!("/admin/export/{}\"", what.name())), "{}", what.name());
        let list = browser.get(&format!("/admin/export/{}", what.name())).await;
        assert!(list.status == StatusCode::OK && list.body.starts_with('"'), "{}: {}", what.name(), list.body);
    }
    assert_eq!(browser.get("/admin/export/nothing").await.status, StatusCode::NOT_FOUND);
    let exported = browser.get("/admin/export/products").await;
    assert!(exported.body.contains("\"Jar\"") && exported.status == StatusCode::OK);
    assert!(browser.get(&format!("{page}/undo")).await.body.contains("<form"));
    assert_eq!(browser.post(&format!("{page}/undo"), "").await.status, StatusCode::SEE_OTHER);
    work(&shop).await;
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM products").await, 0);
    assert!(browser.get("/admin/import").await.body.contains("goods.csv"));
}

#[tokio::test]
async fn what_is_no_file_is_told_at_its_field() {
    let shop = TestShop::new().await;
    let (mut browser, _) = signed_in(&shop, Role::Admin).await;
    for (name, content, status) in [
        ("", "", StatusCode::UNPROCESSABLE_ENTITY),
        ("empty.csv", "", StatusCode::BAD_REQUEST),
        ("book.xlsx", "PK\u{3}\u{4}....", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ] {
        let answer = upload(&mut browser, name, content).await;
        assert_eq!(answer.status, status, "{name}");
        assert!(answer.body.contains("file-error"), "{}", answer.body);
    }
    let plain = browser.post("/admin/import", "file=x").await;
    assert_eq!(plain.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM import_batches").await, 0);
    assert_eq!(
        std::fs::read_dir(shop.folder().join("imports")).map_or(0, Iterator::count),
        0,
        "nothing is left behind"
    );
}

/// Broken and hostile files, and a word of what is said to each. The good row of each comes through the check.
#[tokio::test]
async fn broken_files_are_told_row_by_row() {
    let shop = TestShop::new().await;
    let (mut browser, _) = signed_in(&shop, Role::Admin).await;
    let huge = format!("Title,Price\n{},1\nGood,1\n", "x".repeat(1_100_000));
    let many: String = (0..10_000).map(|at| format!("Bad {at},cheap\n")).collect();
    let many = format!("Title,Price\nGood,1\n{many}");
    for (content, bad_rows, said) in [
        ("Title,Price\nA,1,2,3\nGood,1\n", 1, "cells and the header has"),
        ("Title;Price\nA;cheap\nGood;1.50\n", 1, "cheap"),
        ("Title,Price\n\"open,1\nGood,1\n", 1, ""),
        ("Title,Price\nA\0B,1\nGood,1\n", 1, "control"),
        ("Handle,Title,Price\na,A,1\nb,B,1\na,A again,1\nc,Good,1\n", 1, "line 2"),
        ("Title,Price\n=cmd|'/c calc'!A1,cheap\nGood,1\n", 1, "cheap"),
        (&huge, 1, "megabyte"),
        (&many, 10_000, "cheap"),
    ] {
        let about = &content[..content.len().min(60)];
        let answer = upload(&mut browser, "goods.csv", content).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{about}: {}", answer.body);
        let page = answer.location().to_owned();
        let form = browser.get(&page).await.body;
        let columns = (0..3).map(|at| (at, form.contains(&format!("name=\"column-{at}\""))));
        let typed: Vec<String> = columns
            .filter(|(_, there)| *there)
            .map(|(at, _)| {
                let mark = format!("name=\"column-{at}\"");
                let select = form.split(&mark).nth(1).unwrap_or_default().split("</select>").next().unwrap_or_default();
                let chosen = select.split("<option").find(|option| option.contains("selected")).unwrap_or_default();
                let value = chosen.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
                format!("column-{at}={}", value.replace(' ', "+"))
            })
            .collect();
        let asked = browser.post(&format!("{page}/check"), &typed.join("&")).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{about}: {}", asked.body);
        work(&shop).await;
        let checked = browser.get(&page).await;
        assert!(checked.body.contains(said), "{about}: {}", checked.body);
        let report: String = sqlx::query_scalar("SELECT report FROM import_batches ORDER BY created_at DESC LIMIT 1")
            .fetch_one(&shop.pool)
            .await
            .unwrap();
        assert!(report.contains(&format!("\"bad_rows\":{bad_rows},")), "{about}: {}", &report[..400]);
        assert_eq!(count(&shop, "SELECT COUNT(*) FROM products").await, 0, "{about}: a check writes nothing");
        let errors = browser.get(&format!("{page}/errors")).await.body;
        assert!(errors.lines().count() > 1 && !errors.contains("\"=cmd"), "{about}");
    }
}

#[tokio::test]
async fn only_those_who_may_change_products_move_them() {
    let shop = TestShop::new().await;
    let (mut browser, _) = signed_in(&shop, Role::Support).await;
    for path in ["/admin/import", "/admin/export", "/admin/export/products"] {
        assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(upload(&mut browser, "x.csv", "Title,Price\nA,1\n").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn so_many_files_an_hour_and_no_more() {
    let shop = TestShop::new().await;
    let (mut browser, _) = signed_in(&shop, Role::Admin).await;
    for (path, allowed) in [("/admin/import", 10), ("/admin/export/redirects", 60)] {
        let mut last = StatusCode::OK;
        for _ in 0..=allowed {
            let answer = match path {
                "/admin/import" => upload(&mut browser, "goods.csv", "Title,Price\nJar,1\n").await,
                list => browser.get(list).await,
            };
            assert!(last != StatusCode::TOO_MANY_REQUESTS, "{path} is refused too early");
            last = answer.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "{path}");
    }
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM import_batches").await, 10);
}
