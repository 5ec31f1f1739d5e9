//! Reviews over HTTP: written by a form with photos, judged in the back office, found helpful.

use super::{http::Browser, staff::signed_in};
use axum::http::{StatusCode, header};
use commerce::{mail, reviews};
use model::account::Role;
use testkit::{
    TestShop,
    sale::{goods, open_for_sale},
};

const KIND: &str = "multipart/form-data; boundary=edge";

/// A form of texts and one file, as browsers send it.
fn multipart(fields: &[(&str, &str)], file: Option<(&str, &str)>) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    if let Some((name, content)) = file {
        body += &format!(
            "--edge\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"{name}\"\r\n\
             Content-Type: image/jpeg\r\n\r\n{content}\r\n"
        );
    }
    body + "--edge--\r\n"
}

const GOOD: [(&str, &str); 6] = [
    ("rating", "4"),
    ("title", "Heavy & good"),
    ("body", "It holds <b>what</b> it promises."),
    ("author", "Ines M."),
    ("email", "ines@example.org"),
    ("website", ""),
];

async fn shop() -> (TestShop, String) {
    let shop = TestShop::new().await;
    open_for_sale(&shop).await;
    goods(&shop, 12_900, 5).await;
    let handle: String = sqlx::query_scalar("SELECT handle FROM products").fetch_one(&shop.pool).await.unwrap();
    (shop, format!("/p/{handle}"))
}

/// Somebody's review; the address of its own page, which only the letter has.
async fn written(shop: &TestShop, browser: &mut Browser, product: &str) -> String {
    let answer = browser.send("POST", &format!("{product}/review"), KIND, &multipart(&GOOD, None)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(answer.location(), format!("{product}/review?sent=1"));
    let job: String =
        sqlx::query_scalar("SELECT payload FROM jobs WHERE kind = 'mail.review'").fetch_one(&shop.pool).await.unwrap();
    reviews::send_mail(shop, serde_json::from_str(&job).unwrap()).await.unwrap();
    let letter = mail::mailbox(shop).await.unwrap().remove(0).text;
    let own = letter.split_once("/review/").unwrap().1;
    format!("/review/{}", own.split(|sign: char| !sign.is_ascii_alphanumeric() && !"-_".contains(sign)).next().unwrap())
}

#[tokio::test]
async fn a_review_is_written_and_seen_by_its_author_alone() {
    let (shop, product) = shop().await;
    let mut ines = Browser::new(&shop);
    assert!(ines.get(&product).await.body.contains("Nobody has written about this yet"));
    let form = ines.get(&format!("{product}/review")).await;
    assert!(form.status == StatusCode::OK && form.body.contains("enctype=\"multipart/form-data\""));
    let own = written(&shop, &mut ines, &product).await;
    let page = ines.get(&own).await;
    assert!(page.body.contains("Submitted, awaiting approval") && page.body.contains("Heavy &amp; good"));
    assert!(page.body.contains("&lt;b&gt;what&lt;/b&gt;") && !page.body.contains("ines@example.org"));
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    assert!(!ines.get(&product).await.body.contains("Heavy"));
    // Whether an address has written before is nobody's business but its owner's.
    let again = ines.send("POST", &format!("{product}/review"), KIND, &multipart(&GOOD, None)).await;
    assert_eq!((again.status, again.location()), (StatusCode::SEE_OTHER, format!("{product}/review?sent=1").as_str()));
    let thanks = ines.get(again.location()).await.body;
    assert!(thanks.contains("Thank you for your review") && !thanks.contains(&own) && !thanks.contains("ines@"));
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM reviews").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(rows, 1);
    let gone = ines.post(&format!("{own}/withdraw"), "confirm=1").await;
    assert!(gone.location().ends_with("/review?withdrawn=1"));
    assert_eq!(ines.get(&own).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn wrong_input_loses_nothing_that_was_typed() {
    let (shop, product) = shop().await;
    let mut ines = Browser::new(&shop);
    let address = format!("{product}/review");
    let with = |name: &str, value: &'static str| {
        let mut fields = GOOD;
        fields.iter_mut().filter(|field| field.0 == name).for_each(|field| field.1 = value);
        fields
    };
    for (name, value, sentence) in [
        ("rating", "", "Choose one to five stars."),
        ("body", "short", "Write a sentence or two"),
        ("author", " ", "Give a name"),
        ("email", "nobody", "address"),
        ("website", "https://spam.example", "Please leave this field empty."),
    ] {
        let answer = ines.send("POST", &address, KIND, &multipart(&with(name, value), None)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.body.contains(sentence) && answer.body.contains("Heavy &amp; good"), "{name}: {}", answer.body);
    }
    let markup = "5 < 6 &lt; 7 </textarea><b>rest";
    let fields = [("rating", ""), ("body", markup), ("author", "Ines M."), ("email", "ines@example.org")];
    let markup = ines.send("POST", &address, KIND, &multipart(&fields, None)).await;
    assert!(
        markup.body.contains("5 &lt; 6 &amp;lt; 7 &lt;/textarea&gt;&lt;b&gt;rest</textarea>"),
        "a text stays a text: {}",
        markup.body
    );
    let lie = ines.send("POST", &address, KIND, &multipart(&GOOD, Some(("a.jpg", "<svg/>")))).await;
    assert_eq!(lie.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lie.body.contains("id=\"photos-error\"") && lie.body.contains("Ines M."), "{}", lie.body);
    let hint = ines.send("POST", &address, KIND, &multipart(&with("rating", "9"), Some(("a.jpg", "x")))).await;
    assert!(hint.body.contains("choose your photos again"));
    let plain = ines.post(&address, "rating=5").await;
    assert_eq!(plain.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let cut = ines.send("POST", &address, KIND, "--edge\r\nContent-Disp").await;
    assert_eq!(cut.status, StatusCode::BAD_REQUEST);
    let many: Vec<_> = (0..60).map(|_| ("title", "x")).collect();
    assert_eq!(ines.send("POST", &address, KIND, &multipart(&many, None)).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let huge = "x".repeat(22 * 1024 * 1024);
    let huge = ines.send("POST", &address, KIND, &multipart(&GOOD, Some(("a.jpg", &huge)))).await;
    assert_eq!(huge.status, StatusCode::UNPROCESSABLE_ENTITY, "a photo as cameras make them loses no review");
    assert!(huge.body.contains("id=\"photos-error\"") && huge.body.contains("Heavy &amp; good"), "{}", huge.body);
    let long = "x".repeat(300 * 1024);
    let long = ines.send("POST", &address, KIND, &multipart(&[("title", &long)], None)).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE, "a text stays small");
    let large = "x".repeat(1024 * 1024);
    let large = ines.post("/cart/add", &large).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE, "elsewhere a form stays small");
    assert_eq!(ines.get(&format!("{address}?line=none.of-ours")).await.status, StatusCode::NOT_FOUND);
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM reviews").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn many_reviews_from_one_address_are_too_many() {
    let (shop, product) = shop().await;
    let mut bot = Browser::at(&shop, "192.0.2.7");
    let mut refused = None;
    for n in 0..12 {
        let mut fields = GOOD;
        let email = format!("bot{n}@example.org");
        fields[4].1 = &email;
        let answer = bot.send("POST", &format!("{product}/review"), KIND, &multipart(&fields, None)).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a limit");
    assert!(refused.headers.contains_key(header::RETRY_AFTER) && refused.body.contains("It holds"));
}

#[tokio::test]
async fn a_moderator_decides_and_everybody_reads() {
    let (shop, product) = shop().await;
    let mut ines = Browser::new(&shop);
    let own = written(&shop, &mut ines, &product).await;
    let (mut olga, _) = signed_in(&shop, Role::Moderator).await;
    assert_eq!(olga.get("/admin").await.location(), "/admin/reviews");
    let desk = olga.get("/admin/reviews").await;
    assert!(desk.status == StatusCode::OK && desk.body.contains("Heavy &amp; good"), "{}", desk.body);
    assert!(!desk.body.contains("ines@example.org"));
    let action = desk.body.split("action=\"/admin/reviews/").nth(2).unwrap().split('"').next().unwrap();
    let decide = format!("/admin/reviews/{action}");
    assert!(decide.ends_with("/decide"));
    let wrong = olga.post(&decide, "version=1&view=waiting&verdict=reject&reason=&note=kept+words&reply=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Choose why.") && wrong.body.contains("kept words"));
    let reply = "version=1&view=waiting&verdict=reject&reason=&reply=%3C%2Ftextarea%3E%3Cb%3E";
    let reply = olga.post(&decide, reply).await.body;
    assert!(reply.contains("&lt;/textarea&gt;&lt;b&gt;</textarea>"), "a text stays a text: {reply}");
    assert!(reply.contains("aria-describedby=\"reason-error\""), "{reply}");
    let moved = olga.post(&decide, "version=9&view=waiting&verdict=approve&reply=").await;
    assert_eq!(moved.status, StatusCode::CONFLICT);
    let rejected = olga.post(&decide, "version=1&view=waiting&verdict=reject&reason=other&note=Too+loud.&reply=").await;
    let page = olga.get(rejected.location()).await.body;
    assert!(page.contains("The review by Ines M. is rejected.") && page.contains("value=\"undo\""));
    assert!(ines.get(&own).await.body.contains("Too loud."));
    let undone = olga.post(&decide, "version=2&view=waiting&verdict=undo").await;
    assert!(olga.get(undone.location()).await.body.contains("Undone."));
    olga.post(&decide, "version=3&view=waiting&verdict=approve&reply=Thank+you.&reason=&note=").await;
    let page = ines.get(&product).await.body;
    assert!(page.contains("Heavy &amp; good") && page.contains("Thank you."));
    let ld = "\"aggregateRating\":{\"@type\":\"AggregateRating\",\"ratingCount\":1,\"ratingValue\":\"4.0\"}";
    assert!(page.contains(ld), "{page}");
    assert!(page.contains("\"reviewBody\":\"It holds \\u003cb>what"));
    assert!(ines.get(&own).await.body.contains("data-review-state=\"approved\""));
}

#[tokio::test]
async fn one_person_has_one_vote_which_may_be_taken_back() {
    let (shop, product) = shop().await;
    let mut ines = Browser::new(&shop);
    written(&shop, &mut ines, &product).await;
    let (mut olga, _) = signed_in(&shop, Role::Admin).await;
    let id: Vec<u8> = sqlx::query_scalar("SELECT id FROM reviews").fetch_one(&shop.pool).await.unwrap();
    let id = commerce::secret::hex(&id);
    let chosen = format!("view=waiting&review={id}%3A1&verdict=approve&reason=");
    let without = olga.post("/admin/reviews/decide", &format!("page=3&{}", chosen.replace("approve", "reject"))).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let without = olga.post("/admin/reviews/decide", &chosen.replace("approve", "reject")).await.body;
    let row = without.split(&format!("value=\"{id}:1\"")).nth(1).unwrap_or_default();
    assert!(row.split('>').next().is_some_and(|tag| tag.contains("checked")), "what was ticked stays: {without}");
    assert!(without.contains("id=\"bulk-error\"") && !without.contains("id=\"reason-error\""), "{without}");
    let many = olga.post("/admin/reviews/decide", &format!("page=2&{chosen}")).await;
    assert!(many.location().ends_with("&page=2"), "{}", many.location());
    assert!(olga.get(many.location()).await.body.contains("1 decided."));
    let none = olga.post("/admin/reviews/decide", "view=waiting&verdict=approve&reason=").await;
    assert!(none.body.contains("Choose at least one review"), "{}", none.body);

    let helpful = format!("{product}/helpful?sort=helpful");
    for _ in 0..2 {
        let voted = ines.post(&helpful, &format!("review={id}&vote=helpful")).await;
        assert_eq!(voted.location(), format!("{product}?sort=helpful&voted={id}#review-{id}"));
        assert!(ines.cookie("stoa_voter").len() == 43);
        let page = ines.get(&format!("{product}?sort=helpful&voted={id}")).await.body;
        assert!(page.contains("your vote counts") && page.contains("Take it back"));
    }
    assert!(ines.get(&product).await.body.contains(" (1)<span class=\"vh\">: Heavy"));
    ines.post(&helpful, &format!("review={id}&vote=back")).await;
    assert!(!ines.get(&product).await.body.contains(" (1)<span class=\"vh\">"));
    for (form, status) in [
        ("review=x&vote=helpful".to_owned(), StatusCode::NOT_FOUND),
        (format!("review={id}&vote=twice"), StatusCode::BAD_REQUEST),
        (format!("review={}&vote=helpful", model::ReviewId::new()), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(ines.post(&helpful, &form).await.status, status, "{form}");
    }
}
