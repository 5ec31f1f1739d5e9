//! Pages and menus over HTTP: what staff write is what shoppers see.

use super::{http::Browser, sale::shop, staff::signed_in};
use axum::http::StatusCode;
use commerce::Shop;
use model::{account::Role, event::Event};

/// What the tailer of a node does with the event.
fn told(shop: &Shop) {
    shop.catalog.apply(&Event::ContentChanged);
}

async fn id(shop: &Shop, sql: &'static str) -> String {
    let id: uuid::Uuid = sqlx::query_scalar(sql).fetch_one(&shop.pool).await.unwrap();
    id.as_simple().to_string()
}

#[tokio::test]
async fn a_page_is_written_looked_at_published_and_deleted() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Catalogue).await;
    let typed = "title=Our+%26+care&handle=&summary=Soon&format=markdown&source=%23%23+Wool%3Cscript%3Ex%3C%2Fscript%3E&seo_title=Wool+care";
    let look = staff.post("/admin/pages/new", &format!("{typed}&look=1")).await;
    assert!(
        look.status == StatusCode::OK && look.body.contains("<h2>Wool</h2>") && look.body.contains("Not saved yet")
    );
    let made = staff.post("/admin/pages/new", typed).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let path = made.location().to_owned();
    assert!(staff.get(&path).await.body.contains("The page was made."));
    let mut shopper = Browser::new(&shop);
    assert_eq!(shopper.get("/page/our-care").await.status, StatusCode::NOT_FOUND, "a draft is not shown");
    let saved = staff.post(&path, &format!("{typed}&version=1&published=on")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = shopper.get("/page/our-care").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("<title>Wool care")
            && page.body.contains("<h2>Wool</h2>")
            && !page.body.contains("<script>x")
    );
    staff.post(&path, &format!("{}&version=2&published=on", typed.replace("handle=", "handle=wool"))).await;
    let old = shopper.get("/page/our-care").await;
    assert_eq!(old.location(), "/page/wool", "an old address leads on: {} {}", old.status, old.body);
    let listed = staff.get("/admin/redirects?q=our-care").await.body;
    assert!(listed.contains("/page/our-care") && listed.contains("A page’s new address"), "{listed}");
    let ask = staff.get(&format!("{path}/delete")).await;
    assert!(ask.body.contains("Delete page") && ask.body.contains("gone for good"));
    assert_eq!(staff.post(&format!("{path}/delete"), "").await.location(), "/admin/pages");
    assert_eq!(shopper.get("/page/wool").await.status, StatusCode::NOT_FOUND);
    assert_eq!(staff.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_wrong_with_a_page_is_said_at_its_field_and_nothing_is_lost() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Admin).await;
    let wrong = staff
        .post("/admin/pages/new", "title=&handle=a%2Fb&source=Kept+%3C%2Ftextarea%3E%3Cb%3E+text&format=html")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in [
        "href=\"#title\"",
        "id=\"title-error\"",
        "aria-describedby=\"title-error\"",
        "Kept &lt;/textarea&gt;&lt;b&gt; text",
        "id=\"handle-error\"",
    ] {
        assert!(wrong.body.contains(part), "{part} is not in {}", wrong.body);
    }
    let made = staff.post("/admin/pages/new", "title=One&source=a&format=markdown").await.location().to_owned();
    let taken = staff.post("/admin/pages/new", "title=Two&handle=one&source=b&format=markdown").await;
    assert!(taken.status == StatusCode::UNPROCESSABLE_ENTITY && taken.body.contains("has this address already"));
    assert_eq!(
        staff.post(&made, "title=One&source=first&format=markdown&version=1").await.status,
        StatusCode::SEE_OTHER
    );
    let late = staff.post(&made, "title=One&source=second&format=markdown&version=1").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("second") && late.body.contains("Somebody else saved this page"));
    assert!(late.body.contains("name=\"version\" value=\"2\""), "the next press saves over it");
}

#[tokio::test]
async fn a_menu_is_built_moved_and_shown() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Admin).await;
    let product: String =
        sqlx::query_scalar("SELECT handle FROM products LIMIT 1").fetch_one(&shop.pool).await.unwrap();
    staff.post("/admin/pages/new", "title=Hidden&source=a&format=markdown").await;
    let hidden = id(&shop, "SELECT id FROM pages").await;
    let add = async |staff: &mut Browser, form: String| staff.post("/admin/menus/header/new", &form).await;
    assert_eq!(
        add(&mut staff, "label=Sale&target=address&address=%2Fsearch%3Fq%3Dsale&parent=".into()).await.status,
        StatusCode::SEE_OTHER
    );
    let top = id(&shop, "SELECT id FROM menu_items").await;
    for form in [
        format!("label=&target=address&address=%2Fp%2F{product}&parent={top}"),
        format!("label=&target=page%3A{hidden}&address=&parent={top}"),
        "label=Service&target=heading&address=&parent=".to_owned(),
    ] {
        let added = add(&mut staff, form.clone()).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{form}: {}", added.body);
    }
    for (form, told) in [
        ("label=&target=heading&address=&parent=", "Type the words"),
        ("label=Evil&target=address&address=javascript%3Ax&parent=", "Type a path"),
        ("label=&target=address&address=%2Fp%2Fnothing&parent=", "No product has"),
    ] {
        let refused = add(&mut staff, form.into()).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(told), "{}", refused.body);
    }
    told(&shop);
    let header = |body: &str| body.split("<main").next().unwrap().split_once("id=\"menu\"").unwrap().1.to_owned();
    let page = header(&Browser::new(&shop).get("/").await.body);
    assert!(page.contains("href=\"/search?q=sale\"") && page.contains(&format!("href=\"/p/{product}\"")), "{page}");
    assert!(!page.contains("Hidden"), "a page that is not published is not in the menu");
    assert!(page.find("Sale") < page.find("Service"));
    let moved = staff.post(&format!("/admin/menus/header/{top}/move"), "way=down").await;
    assert_eq!(moved.location(), format!("/admin/menus/header#i-{top}"));
    told(&shop);
    let page = header(&Browser::new(&shop).get("/").await.body);
    assert!(page.find("Service") < page.find("Sale"), "{page}");
    let ask = staff.get(&format!("/admin/menus/header/{top}/delete")).await.body;
    assert!(ask.contains("the 2 links below it"), "{ask}");
    staff.post(&format!("/admin/menus/header/{top}/delete"), "").await;
    let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM menu_items").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(left, 1, "what stood below is gone as well");
}

#[tokio::test]
async fn words_are_kept_and_tried_at_once() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Catalogue).await;
    let title: String = sqlx::query_scalar("SELECT title FROM products LIMIT 1").fetch_one(&shop.pool).await.unwrap();
    let word = title.split(' ').next().unwrap().to_lowercase();
    assert!(staff.get("/admin/synonyms?try=zwirn").await.body.contains("“zwirn” finds no product."));
    let wrong = staff.post("/admin/synonyms/new", "kind=equal&terms=zwirn&replacement=&page=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("at least two words") && wrong.body.contains("zwirn"));
    let nowhere = staff.post("/admin/synonyms/new", "kind=page&terms=send+back&replacement=&page=nothing").await;
    assert!(nowhere.body.contains("id=\"page-error\"") && nowhere.body.contains("Choose a page"), "{}", nowhere.body);
    let form = format!("kind=equal&terms=zwirn%0D%0A{word}&replacement=&page=");
    let made = staff.post("/admin/synonyms/new", &form).await;
    assert_eq!((made.status, made.location()), (StatusCode::SEE_OTHER, "/admin/synonyms?try=zwirn"), "{}", made.body);
    shop.search.apply(&shop, &Event::ContentChanged).await;
    let page = staff.get("/admin/synonyms?try=zwirn").await.body;
    assert!(page.contains("“zwirn” finds") && !page.contains("finds no product") && page.contains(&title), "{page}");
    let twice = staff.post("/admin/synonyms/new", &form).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("in the table already"));
    let path = format!("/admin/synonyms/{}", id(&shop, "SELECT id FROM synonyms").await);
    let changed = staff.post(&path, &format!("kind=one_way&terms=zwirn&replacement={word}&page=")).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    staff.post(&format!("{path}/delete"), "").await;
    assert_eq!(staff.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_redirect_is_added_refused_and_deleted() {
    let (shop, _) = shop().await;
    let (mut staff, _) = signed_in(&shop, Role::Catalogue).await;
    let wrong = staff.post("/admin/redirects", "from=https%3A%2F%2Fevil&to=%2Fcart").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("id=\"from-error\"") && wrong.body.contains("value=\"https://evil\""),
        "{}",
        wrong.body
    );
    let made = staff.post("/admin/redirects", "from=%2Fold%2Fsale&to=%2Fcollections").await;
    assert_eq!(made.location(), "/admin/redirects", "{}", made.body);
    assert_eq!(Browser::new(&shop).get("/old/sale").await.location(), "/collections");
    let listed = staff.get("/admin/redirects").await.body;
    assert!(listed.contains("The redirect was added.") && listed.contains("/old/sale"));
    let id: u64 = sqlx::query_scalar("SELECT id FROM redirects").fetch_one(&shop.pool).await.unwrap();
    staff.post(&format!("/admin/redirects/{id}/delete"), "").await;
    assert_eq!(Browser::new(&shop).get("/old/sale").await.status, StatusCode::NOT_FOUND);
}
