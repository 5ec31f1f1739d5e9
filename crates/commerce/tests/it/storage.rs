//! Files in an S3-compatible store: written whole, named by rows only while they are there, and missed without harm.

use super::import::{Case, OLD};
use commerce::{
    Actor,
    export::{Format, What},
    import::{self, Errors, Import},
    media::{self, ForgetMedia, MediaError},
    settings::StorageSettings,
    storage::Files,
};
use image::{ImageFormat, Rgb, RgbImage};
use model::{Fault, FaultKind, MediaId};
use std::io::Cursor;
use testkit::{TestShop, s3::S3Server};

async fn shop() -> (S3Server, TestShop) {
    let store = S3Server::start().await;
    let shop = TestShop::with(|settings| store.set(&mut settings.storage)).await;
    (store, shop)
}

/// A picture that no other test has.
fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    RgbImage::from_fn(400, 300, |x, _| Rgb([shade, x as u8, 7])).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn count(shop: &TestShop, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&shop.pool).await.unwrap()
}

async fn age(shop: &TestShop) {
    for sql in [
        "UPDATE media SET taken_at = UTC_TIMESTAMP(6) - INTERVAL 2 DAY",
        "UPDATE media_loose SET since = UTC_TIMESTAMP(6) - INTERVAL 2 DAY",
    ] {
        sqlx::query(sql).execute(&shop.pool).await.unwrap();
    }
}

#[tokio::test]
async fn a_picture_is_written_before_its_row_and_what_makes_it_count_last() {
    let (store, shop) = shop().await;
    let id = media::store(&shop, picture(1), false).await.unwrap();
    let names = store.names("");
    let ends: Vec<&str> = names.iter().map(|name| name.rsplit('/').next().unwrap()).collect();
    assert_eq!(ends[..3], ["320.webp", "400.webp", "facts.json"], "{names:?}");
    assert_eq!(store.content(names.last().unwrap()).unwrap(), picture(1), "the original is kept too");
    let put: Vec<String> = store.asked().into_iter().filter(|(how, _)| how == "PUT").map(|(_, name)| name).collect();
    let facts = put.iter().position(|name| name.ends_with("facts.json")).unwrap();
    assert!(put.iter().enumerate().all(|(at, name)| !name.ends_with(".webp") || at < facts), "{put:?}");
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM media_loose").await, 0);
    // The same picture again writes nothing.
    assert_eq!(media::store(&shop, picture(1), false).await.unwrap(), id);
    assert_eq!(store.asked().iter().filter(|(how, _)| how == "PUT").count(), put.len());
    // Nothing of it lies on this machine.
    assert!(!shop.folder().join("media").exists());
}

#[tokio::test]
async fn a_short_weakness_is_bridged_and_a_longer_one_leaves_no_row() {
    let (store, shop) = shop().await;
    store.fail(2);
    media::store(&shop, picture(2), false).await.unwrap();
    store.refuse("PUT");
    let fault = Fault::from(media::store(&shop, picture(3), false).await.unwrap_err());
    assert_eq!((fault.kind, fault.code.as_str()), (FaultKind::Unavailable, "storage-away"));
    assert!(fault.retry_after.is_some());
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM media").await, 1);
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM media_loose").await, 1, "what may lie there is noted");
    store.recover();
    media::store(&shop, picture(3), false).await.unwrap();
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM media_loose").await, 0);
}

#[tokio::test]
async fn what_is_wrong_with_the_store_is_said() {
    let (store, shop) = shop().await;
    let code = |change: fn(&mut StorageSettings)| {
        let mut settings = StorageSettings { dir: shop.folder().to_owned(), ..StorageSettings::default() };
        store.set(&mut settings);
        change(&mut settings);
        async move { Fault::from(Files::of(&settings).unwrap().try_out().await.unwrap_err()).code }
    };
    assert_eq!(code(|settings| settings.url = "s3://elsewhere".into()).await, "storage-no-bucket");
    assert_eq!(code(|settings| settings.key_id = "STRANGER".into()).await, "storage-refused");
    assert_eq!(code(|settings| settings.secret = "guess".into()).await, "storage-refused");
    assert_eq!(code(|settings| settings.endpoint = "http://127.0.0.1:9".into()).await, "storage-away");
    shop.files.try_out().await.unwrap();
    assert_eq!(store.names(""), Vec::<String>::new(), "the examination leaves nothing behind");
}

#[tokio::test]
async fn swept_pictures_are_gone_with_all_files_and_those_cut_off_are_found_again() {
    let (store, shop) = shop().await;
    media::store(&shop, picture(4), false).await.unwrap();
    let shown = media::store(&shop, picture(5), false).await.unwrap();
    sqlx::query("INSERT INTO site_pictures (name, media_id) VALUES ('hero', ?)")
        .bind(shown)
        .execute(&shop.pool)
        .await
        .unwrap();
    age(&shop).await;
    store.refuse("DELETE");
    assert!(matches!(media::sweep(&shop).await, Err(MediaError::Broken(broken)) if broken.storage_away()));
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM media").await, 1, "a row without files is worse than the reverse");
    store.recover();
    let before = store.names("").len();
    assert_eq!(media::sweep(&shop).await.unwrap(), 0);
    assert_eq!(store.names("").len(), before, "whoever let them go a moment ago may be at it still");
    age(&shop).await;
    media::sweep(&shop).await.unwrap();
    assert_eq!(store.names("media/").len(), before / 2 - 1, "{:?}", store.names(""));
    assert_eq!(store.names("originals/").len(), 1);
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM media_loose").await, 0);
}

#[tokio::test]
async fn who_brings_a_picture_while_it_is_removed_has_it() {
    let (store, shop) = shop().await;
    for round in 0..6u8 {
        let id = media::store(&shop, picture(100 + round), false).await.unwrap();
        let key: String = sqlx::query_scalar("SELECT LOWER(HEX(hash)) FROM media WHERE id = ?")
            .bind(id)
            .fetch_one(&shop.pool)
            .await
            .unwrap();
        let job = ForgetMedia { media: id, key: key.clone() };
        let (removed, stored) =
            tokio::join!(media::forget(&shop, job), media::store(&shop, picture(100 + round), false));
        removed.unwrap();
        stored.unwrap();
        // Either it came before and was removed, or after and is there; its row never stands alone.
        let rows: Option<MediaId> = sqlx::query_scalar("SELECT id FROM media WHERE hash = UNHEX(?)")
            .bind(&key)
            .fetch_optional(&shop.pool)
            .await
            .unwrap();
        assert_eq!(rows.is_some(), store.names(&format!("media/{key}/")).len() == 3, "round {round}");
    }
}

#[tokio::test]
async fn a_file_with_pictures_is_taken_in_and_given_out_again() {
    let (store, shop) = shop().await;
    let case = Case { shop, folder: tempfile::tempdir().unwrap() };
    case.write("stool.png", picture(8));
    let report = case
        .run(format!(
            "{OLD}\nstool,Stool,,,,,TRUE,Title,Default Title,,,S-1,,,,deny,12.00,,stool.png,1,A stool,active,,\n"
        ))
        .await
        .unwrap();
    assert_eq!((report.products.created, report.pictures), (1, 1), "{report:?}");
    let file = case.folder.path().join("products.csv");
    let again = import::products(&case.shop, &Actor::System, Import { file, ..Import::default() }).await.unwrap();
    assert_eq!((again.products.unchanged, again.pictures), (1, 0));
    let out = case.folder.path().join("out");
    super::export::csv(&case.shop, What::Products(Format::Shopify), Some(&out)).await;
    assert_eq!(std::fs::read(out.join("stool-1.png")).unwrap(), picture(8), "as it came");
    assert_eq!(store.names("originals/").len(), 1);
    // Somebody emptied the bucket: the next import brings it back.
    let rows = store.names("").len();
    for name in store.names("") {
        case.shop.files.remove(&name).await.unwrap();
    }
    let file = case.folder.path().join("products.csv");
    let errors = Errors::Stored("imports/kept/errors.csv".into());
    let import = Import { file, errors: Some(errors), ..Import::default() };
    assert_eq!(import::products(&case.shop, &Actor::System, import).await.unwrap().pictures, 1);
    assert_eq!(store.names("").len(), rows + 1, "with the file of errors");
    assert_eq!(std::fs::read_dir(case.shop.folder().join("scratch")).unwrap().count(), 0);
}
