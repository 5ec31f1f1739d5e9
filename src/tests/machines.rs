//! What machines read: the sitemap, the feed of offers, robots.txt and llms.txt.

use super::{http::Browser, sale::shop};
use axum::http::StatusCode;
use commerce::Shop;
use model::{CategoryId, ProductId, VariantId};

/// Puts the product of a variant into a category of a name that has to be escaped; returns the product's handle.
async fn category(shop: &Shop, variant: VariantId) -> (ProductId, String) {
    let id = CategoryId::new();
    let (product, handle): (ProductId, String) =
        sqlx::query_as("SELECT p.id, p.handle FROM products p JOIN variants v ON v.product_id = p.id WHERE v.id = ?")
            .bind(variant)
            .fetch_one(&shop.pool)
            .await
            .unwrap();
    let sql =
        "INSERT INTO categories (id, handle, title, path, depth) VALUES (?, 'cups', 'Cups & [saucers]', 'Cups', 1)";
    sqlx::query(sql).bind(id).execute(&shop.pool).await.unwrap();
    let sql = "INSERT INTO product_categories (product_id, category_id, position) VALUES (?, ?, 0)";
    sqlx::query(sql).bind(product).bind(id).execute(&shop.pool).await.unwrap();
    (product, handle)
}

/// The paths of all `<loc>` of an XML document.
fn places(xml: &str, public_url: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(xml).unwrap_or_else(|error| panic!("{error} in {xml}"));
    let space = "http://www.sitemaps.org/schemas/sitemap/0.9";
    let places = document.descendants().filter(|node| node.has_tag_name((space, "loc")));
    places
        .map(|node| node.text().unwrap().strip_prefix(public_url).expect("an address of the shop").to_owned())
        .collect()
}

#[tokio::test]
async fn the_sitemap_names_what_is_for_sale_and_each_address_answers() {
    let (shop, variant) = shop().await;
    let (product, handle) = category(&shop, variant).await;
    let url = shop.settings.server.public_url.clone();
    let mut browser = Browser::new(&shop);
    let robots = browser.get("/robots.txt").await.body;
    assert!(robots.contains(&format!("Sitemap: {url}/sitemap.xml")), "{robots}");
    assert!(robots.contains("Disallow: /checkout\n") && !robots.contains("Disallow: /\n"));
    let parts = places(&browser.get("/sitemap.xml").await.body, &url);
    assert_eq!(parts, ["/sitemap/shop.xml", "/sitemap/products-1.xml"]);
    let mut all = vec![];
    for part in &parts {
        all.extend(places(&browser.get(part).await.body, &url));
    }
    assert!(all.contains(&format!("/p/{handle}")) && all.contains(&"/c/cups".to_owned()), "{all:?}");
    for place in &all {
        let page = browser.get(place).await;
        assert_eq!(page.status, StatusCode::OK, "{place}");
        assert!(page.body.contains(&format!("rel=\"canonical\" href=\"{url}{place}\"")), "{place}");
    }

    let sql = "UPDATE products SET published_at = UTC_TIMESTAMP(6) + INTERVAL 1 DAY WHERE id = ?";
    sqlx::query(sql).bind(product).execute(&shop.pool).await.unwrap();
    let mut later = Browser::new(&shop);
    assert_eq!(places(&later.get("/sitemap.xml").await.body, &url), ["/sitemap/shop.xml"], "nothing before its time");
}

#[tokio::test]
async fn parts_that_are_not_there_are_not_found() {
    let (shop, _) = shop().await;
    let mut browser = Browser::new(&shop);
    for part in [
        "products-0.xml",
        "products-01.xml",
        "products-+1.xml",
        "products-2.xml",
        "products-99999999999.xml",
        "products-1",
        "products-x.xml",
        "nothing",
    ] {
        assert_eq!(browser.get(&format!("/sitemap/{part}")).await.status, StatusCode::NOT_FOUND, "{part}");
    }
}

#[tokio::test]
async fn assistants_read_the_shop_as_markdown() {
    let (shop, variant) = shop().await;
    category(&shop, variant).await;
    let url = shop.settings.server.public_url.clone();
    let text = Browser::new(&shop).get("/llms.txt").await.body;
    for line in [
        &format!("# {}\n", shop.settings.shop.name),
        "\n> ",
        "\n## Categories\n",
        &format!("\n- [Cups &  saucers ]({url}/c/cups)\n"),
        &format!("\n- {url}/sitemap.xml\n"),
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
}

#[tokio::test]
async fn the_feed_says_what_the_page_says() {
    let (shop, variant) = shop().await;
    let (product, handle) = category(&shop, variant).await;
    let sql = "UPDATE products SET title = 'Cup & \u{1}sau\u{ffff}cer', vendor = 'Kiln <One>', description = '<p>Two &amp; two</p>' WHERE id = ?";
    sqlx::query(sql).bind(product).execute(&shop.pool).await.unwrap();
    let sku: String =
        sqlx::query_scalar("SELECT sku FROM variants WHERE id = ?").bind(variant).fetch_one(&shop.pool).await.unwrap();
    let mut browser = Browser::new(&shop);
    let answer = browser.get("/feeds/google.xml").await;
    assert_eq!(answer.status, StatusCode::OK);
    let document =
        roxmltree::Document::parse(&answer.body).unwrap_or_else(|error| panic!("{error} in {}", answer.body));
    let item = document.descendants().find(|node| node.has_tag_name("item")).expect("an item");
    let told = |name: &str| {
        let node = item.children().find(|node| node.has_tag_name(("http://base.google.com/ns/1.0", name)));
        node.and_then(|node| node.text()).unwrap_or_default().to_owned()
    };
    assert_eq!(told("id"), variant.to_string());
    assert_eq!(told("title"), "Cup & saucer");
    assert_eq!(told("description"), "Two & two");
    assert_eq!(told("brand"), "Kiln <One>");
    assert_eq!(told("product_type"), "Cups & [saucers]");
    assert_eq!(told("availability"), "in_stock");
    assert_eq!(told("mpn"), sku);
    let page = browser.get(&format!("/p/{handle}")).await.body;
    let (amount, currency) = told("price").split_once(' ').map(|(a, c)| (a.to_owned(), c.to_owned())).unwrap();
    assert!(
        page.contains(&format!("\"price\":\"{amount}\",\"priceCurrency\":\"{currency}\"")),
        "{amount} {currency}: {page}"
    );
    assert!(page.contains(&format!("\"url\":\"{}\"", told("link"))), "{}", told("link"));

    let sql = "UPDATE products SET published_at = UTC_TIMESTAMP(6) + INTERVAL 1 DAY WHERE id = ?";
    sqlx::query(sql).bind(product).execute(&shop.pool).await.unwrap();
    assert!(!browser.get("/feeds/google.xml").await.body.contains("<item>"), "nothing before its time");
}
