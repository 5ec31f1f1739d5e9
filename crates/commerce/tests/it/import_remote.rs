//! Pictures on the web: fetched once, within limits, and never from where a stranger has no business.

use commerce::{
    Actor,
    import::{self, Import, Report},
};
use std::fs;
use testkit::{TestShop, pictures::PictureServer};

fn png(side: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(vec![]);
    image::DynamicImage::new_rgb8(side, 30).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn take(shop: &TestShop, addresses: &[String], dry_run: bool) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("products.csv");
    let rows = addresses.iter().enumerate().map(|(at, address)| format!("Thing {at},1,{address}\n"));
    fs::write(&file, format!("Title,Price,Picture URL\n{}", rows.collect::<String>())).unwrap();
    import::products(shop, &Actor::System, Import { file, dry_run, ..Import::default() }).await.unwrap()
}

async fn pictures(shop: &TestShop) -> i64 {
    sqlx::query_scalar("SELECT COUNT(*) FROM product_media").fetch_one(&shop.pool).await.unwrap()
}

#[tokio::test]
async fn pictures_are_fetched_once_and_bad_ones_are_warnings() {
    let server = PictureServer::serve(png(40)).await;
    let host = server.host.clone();
    let shop = TestShop::with(|settings| settings.import.trusted_hosts = vec![host.clone()]).await;
    let at = |path: &str| format!("http://{host}{path}");
    let addresses = [
        at("/good.png"),
        at("/hop/2"),
        at("/hop/3"),
        at("/loop"),
        at("/inside"),
        at("/scheme"),
        at("/text.png"),
        at("/huge.png"),
        at("/gone.png"),
        at("/refused"),
        "https://169.254.169.254/latest/meta-data".to_owned(),
    ];
    let dry = take(&shop, &addresses, true).await;
    assert_eq!((server.asked(), dry.warnings.len()), (0, 0), "a dry run asks nobody");
    let report = take(&shop, &addresses, false).await;
    assert_eq!((report.products.created, report.problems.len()), (11, 0));
    let told: Vec<u64> = report.warnings.iter().map(|one| one.line).collect();
    // Three redirects are followed: /hop/2 needs three, /hop/3 four.
    assert_eq!(told, [4, 5, 6, 7, 8, 9, 10, 11, 12], "{:#?}", report.warnings);
    assert!(report.warnings.iter().all(|one| !one.hint.starts_with("import-")), "{:#?}", report.warnings);
    assert_eq!((pictures(&shop).await, server.asked()), (2, 2));
    // What came is not asked for again; what failed is.
    let again = take(&shop, &addresses, false).await;
    assert_eq!((again.products.unchanged, again.warnings.len(), server.asked()), (11, 9, 2));
}

#[tokio::test]
async fn nobody_is_led_into_the_network_of_the_shop() {
    let server = PictureServer::serve(png(50)).await;
    let shop = TestShop::new().await;
    let addresses = [
        format!("http://{}/good.png", server.host),
        format!("http://localhost:{}/good.png", server.host.rsplit(':').next().unwrap()),
    ];
    let report = take(&shop, &addresses, false).await;
    assert_eq!((report.warnings.len(), server.asked(), pictures(&shop).await), (2, 0, 0), "{report:?}");
}

#[tokio::test]
async fn fetching_can_be_switched_off() {
    let server = PictureServer::serve(png(60)).await;
    let host = server.host.clone();
    let shop = TestShop::with(|settings| {
        settings.import.trusted_hosts = vec![host.clone()];
        settings.import.fetch_pictures = false;
    })
    .await;
    let report = take(&shop, &[format!("http://{host}/good.png")], false).await;
    assert_eq!((report.warnings.len(), server.asked()), (1, 0));
}
