//! The picture pipeline: what is taken, what is refused, and what lies in the store afterwards.

use commerce::media::{self, MediaError, PictureError};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::{io::Cursor, path::PathBuf};
use testkit::TestShop;

fn encoded(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> DynamicImage {
    let color = |x: u32| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
    RgbImage::from_fn(width, height, |x, _| color(x)).into()
}

/// The folder of the only picture.
fn folder(shop: &TestShop) -> PathBuf {
    let folders: Vec<PathBuf> =
        std::fs::read_dir(shop.folder().join("media")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(folders.len(), 1, "{folders:?}");
    folders[0].clone()
}

fn widths(shop: &TestShop) -> Vec<u32> {
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut widths: Vec<u32> = std::fs::read_dir(folder(shop))
        .unwrap()
        .filter_map(|entry| name(entry).strip_suffix(".webp").map(|width| width.parse().unwrap()))
        .collect();
    widths.sort_unstable();
    widths
}

fn rendition(shop: &TestShop, width: u32) -> DynamicImage {
    image::load_from_memory(&std::fs::read(folder(shop).join(format!("{width}.webp"))).unwrap()).unwrap()
}

async fn row(shop: &TestShop) -> (u32, u32, String, i64) {
    sqlx::query_as("SELECT width, height, color, COUNT(*) OVER () FROM media").fetch_one(&shop.pool).await.unwrap()
}

#[tokio::test]
async fn makes_renditions_never_wider_than_the_source() {
    let shop = TestShop::new().await;
    media::store(&shop, encoded(halves(800, 1000), ImageFormat::Png), false).await.unwrap();
    assert_eq!(widths(&shop), [320, 480, 640, 800]);
    let (width, height, color, _) = row(&shop).await;
    assert_eq!((width, height), (800, 1000));
    assert!(color.starts_with("#7") || color.starts_with("#8"), "the average of red and blue is {color}");
    assert_eq!((rendition(&shop, 480).width(), rendition(&shop, 480).height()), (480, 600));
}

#[tokio::test]
async fn a_new_database_takes_what_the_folder_has() {
    let (old, new) = (TestShop::new().await, TestShop::new().await);
    let picture = encoded(halves(800, 1000), ImageFormat::Png);
    media::store(&old, picture.clone(), false).await.unwrap();
    // A rendition that nobody makes again shows that the picture was not worked on.
    let (from, to) = (folder(&old), new.folder().join("media").join(folder(&old).file_name().unwrap()));
    std::fs::create_dir_all(&to).unwrap();
    std::fs::copy(from.join("facts.json"), to.join("facts.json")).unwrap();
    media::store(&new, picture, false).await.unwrap();
    assert_eq!(row(&new).await, row(&old).await);
    assert!(widths(&new).is_empty());
}

#[tokio::test]
async fn a_large_picture_ends_at_the_widest_rendition_and_a_small_one_stays_small() {
    let shop = TestShop::new().await;
    media::store(&shop, encoded(halves(2400, 600), ImageFormat::Jpeg), false).await.unwrap();
    assert_eq!(widths(&shop), [320, 480, 640, 960, 1280, 1920]);
    assert_eq!(row(&shop).await.1, 480);
    let shop = TestShop::new().await;
    media::store(&shop, encoded(halves(40, 30), ImageFormat::Gif), false).await.unwrap();
    assert_eq!(widths(&shop), [40]);
}

#[tokio::test]
async fn the_same_picture_is_stored_once_even_when_it_comes_ten_times_at_once() {
    let shop = TestShop::new().await;
    let bytes = encoded(halves(400, 300), ImageFormat::Png);
    let ids = futures::future::join_all((0..10).map(|_| media::store(&shop, bytes.clone(), false))).await;
    let first = ids[0].as_ref().unwrap();
    assert!(ids.iter().all(|id| id.as_ref().unwrap() == first));
    assert_eq!(row(&shop).await.3, 1);
    assert_eq!(widths(&shop), [320, 400]);
    // Somebody emptied the folder: the picture comes again, the row stays.
    std::fs::remove_dir_all(folder(&shop)).unwrap();
    assert_eq!(&media::store(&shop, bytes, false).await.unwrap(), first);
    assert_eq!(widths(&shop), [320, 400]);
}

#[tokio::test]
async fn turns_a_photo_upright_and_leaves_its_metadata_behind() {
    let shop = TestShop::new().await;
    let plain = encoded(halves(400, 200), ImageFormat::Jpeg);
    // Orientation 6: the camera was held upright, turn a quarter to the right.
    let tiff = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xff, 0xe1, 0, tiff.len() as u8 + 2]);
    bytes.extend(tiff);
    bytes.extend(&plain[2..]);
    media::store(&shop, bytes, false).await.unwrap();
    let (width, height, ..) = row(&shop).await;
    assert_eq!((width, height), (200, 400));
    let upright = rendition(&shop, 200).into_rgb8();
    assert!(upright.get_pixel(100, 50)[0] > 150 && upright.get_pixel(100, 350)[2] > 150);
    let stored = std::fs::read(folder(&shop).join("200.webp")).unwrap();
    assert!(!stored.windows(4).any(|part| part == b"Exif" || part == b"EXIF"));
}

#[tokio::test]
async fn what_is_seen_through_stays_so() {
    let shop = TestShop::new().await;
    let glass =
        RgbaImage::from_fn(340, 340, |x, _| if x < 170 { Rgba([255, 0, 0, 0]) } else { Rgba([0, 0, 255, 255]) });
    media::store(&shop, encoded(glass.into(), ImageFormat::WebP), false).await.unwrap();
    let stored = rendition(&shop, 320).into_rgba8();
    assert_eq!((stored.get_pixel(20, 20)[3], stored.get_pixel(300, 20)[3]), (0, 255));
    assert!(row(&shop).await.2.ends_with("ff"), "the average is of what is seen");
}

#[tokio::test]
async fn refuses_what_is_no_picture_or_a_bomb_and_stores_nothing() {
    let shop = TestShop::new().await;
    let png = encoded(halves(600, 600), ImageFormat::Png);
    let jpeg = encoded(halves(600, 600), ImageFormat::Jpeg);
    // A few bytes that unpack to 65,535 x 65,535 pixels.
    let bomb = [b"GIF89a".as_slice(), &[255; 4], &[0; 20]].concat();
    let wide = encoded(DynamicImage::new_luma8(5001, 5000), ImageFormat::Png);
    let line = encoded(DynamicImage::new_luma8(16_001, 1), ImageFormat::Png);
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>"#.to_vec();
    let html = b"<html><script>alert(1)</script></html>".to_vec();
    let cases: Vec<(&str, Vec<u8>, fn(&MediaError) -> bool)> = vec![
        ("empty", vec![], |e| matches!(e, MediaError::Picture(PictureError::NotAPicture))),
        ("html", html, |e| matches!(e, MediaError::Picture(PictureError::NotAPicture))),
        ("svg of a stranger", svg, |e| matches!(e, MediaError::Picture(PictureError::NotAPicture))),
        ("pdf", b"%PDF-1.7 ...".to_vec(), |e| matches!(e, MediaError::Picture(PictureError::NotAPicture))),
        ("cut png", png[..png.len() / 2].to_vec(), |e| matches!(e, MediaError::Picture(PictureError::Damaged))),
        ("cut jpeg", jpeg[..jpeg.len() / 2].to_vec(), |e| matches!(e, MediaError::Picture(PictureError::Damaged))),
        ("head of a png", png[..20].to_vec(), |e| matches!(e, MediaError::Picture(PictureError::Damaged))),
        ("bomb", bomb, |e| matches!(e, MediaError::Picture(PictureError::TooManyPixels))),
        ("25 megapixels", wide, |e| matches!(e, MediaError::Picture(PictureError::TooManyPixels))),
        ("long line", line, |e| matches!(e, MediaError::Picture(PictureError::TooManyPixels))),
        ("heavy", vec![0xff; media::MAX_BYTES + 1], |e| matches!(e, MediaError::Picture(PictureError::TooManyBytes))),
    ];
    for (name, bytes, expected) in cases {
        let error = media::store(&shop, bytes, false).await.expect_err(name);
        assert!(expected(&error), "{name}: {error:?}");
    }
    assert!(
        !shop.folder().join("media").exists() || std::fs::read_dir(shop.folder().join("media")).unwrap().count() == 0
    );
}

#[tokio::test]
async fn draws_a_scene_of_the_shops_own() {
    let shop = TestShop::new().await;
    let scene = br##"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 120">
        <rect width="96" height="120" fill="#336699"/></svg>"##;
    media::store(&shop, scene.to_vec(), true).await.unwrap();
    assert_eq!(widths(&shop), [320, 480, 640, 960, 1280]);
    assert_eq!(row(&shop).await, (1280, 1600, "#336699".to_owned(), 1));
    assert!(matches!(
        media::store(&shop, b"<svg><".to_vec(), true).await,
        Err(MediaError::Picture(PictureError::Damaged))
    ));
}

#[tokio::test]
async fn a_picture_that_nothing_shows_is_swept_after_a_day() {
    let shop = TestShop::new().await;
    let old = media::store(&shop, encoded(halves(400, 400), ImageFormat::Png), false).await.unwrap();
    let shown = media::store(&shop, encoded(halves(420, 400), ImageFormat::Png), false).await.unwrap();
    media::store(&shop, encoded(halves(440, 400), ImageFormat::Png), false).await.unwrap();
    let sql = "UPDATE media SET taken_at = UTC_TIMESTAMP(6) - INTERVAL 2 DAY WHERE id IN (?, ?)";
    sqlx::query(sql).bind(old).bind(shown).execute(&shop.pool).await.unwrap();
    let sql = "INSERT INTO site_pictures (name, media_id) VALUES ('hero', ?)";
    sqlx::query(sql).bind(shown).execute(&shop.pool).await.unwrap();
    assert_eq!(media::sweep(&shop).await.unwrap(), 1);
    assert_eq!(media::sweep(&shop).await.unwrap(), 0);
    let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM media").fetch_one(&shop.pool).await.unwrap();
    let folders = std::fs::read_dir(shop.folder().join("media")).unwrap().count();
    assert_eq!((left, folders), (2, 2), "the young one and the shown one stay, with their files");
}

#[tokio::test]
async fn sweeping_walks_past_any_number_of_pictures_that_stay() {
    let shop = TestShop::new().await;
    let mut values = String::new();
    for at in 0..1201 {
        values += &format!(
            "{}(UNHEX(LPAD(HEX({at}), 32, '0')), UNHEX(LPAD(HEX({at}), 64, '0')), 1, 1, '#000000', '', NOW(6) - INTERVAL 9 DAY)",
            if at == 0 { "" } else { "," }
        );
    }
    let sql = format!("INSERT INTO media (id, hash, width, height, color, thumbhash, taken_at) VALUES {values}");
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&shop.pool).await.unwrap();
    // All but the last two are on pages; of these one is in a review, which no other table knows.
    for sql in [
        "INSERT INTO site_pictures (name, media_id) SELECT HEX(id), id FROM media ORDER BY id LIMIT 1199",
        "INSERT INTO products (id, handle, title, description_source, description) VALUES (UNHEX(REPEAT('ab', 16)), 'x', 'x', '', '')",
        "INSERT INTO reviews (id, product_id, rating, body, author) VALUES (UNHEX(REPEAT('ac', 16)), UNHEX(REPEAT('ab', 16)), 5, '', 'x')",
        "INSERT INTO review_photos (review_id, position, media_id)
         SELECT UNHEX(REPEAT('ac', 16)), 1, id FROM media ORDER BY id LIMIT 1 OFFSET 1199",
    ] {
        sqlx::query(sql).execute(&shop.pool).await.unwrap();
    }
    assert_eq!(media::sweep(&shop).await.unwrap(), 1);
    assert_eq!(media::sweep(&shop).await.unwrap(), 0);
    let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM media").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(left, 1200);
}
