//! Reviews as everybody sees them: sums that agree, votes that count once, photos that go with them.

use crate::{
    reviews::{approve, decide, draft, id_of, product_of, public, write},
    till::Till,
};
use commerce::{
    catalog, media,
    reviews::{self, ReviewError, SubmitReview, Verdict, Vote, Voter, Writer},
    secret::Token,
};
use model::{
    ProductId, ReviewId,
    catalog::Pricing,
    review::{ReviewQuery, ReviewSort},
};

/// Reviews with these stars, published.
async fn published(till: &Till, product: ProductId, stars: &[u32]) -> Vec<ReviewId> {
    let mut all = vec![];
    for (n, rating) in stars.iter().enumerate() {
        let own = write(till, product, &format!("reader{n}@example.com"), *rating).await.unwrap();
        let id = id_of(till, &own).await;
        decide(till, id, approve()).await.unwrap();
        all.push(id);
    }
    all
}

#[tokio::test]
async fn a_list_is_filtered_sorted_and_paged() {
    let till = Till::open().await;
    let product = product_of(&till, till.goods(1).await).await;
    let ids = published(&till, product, &[5, 4, 4, 3, 1, 5, 5, 5, 5, 2]).await;
    let list = async |query| reviews::reviews(&till, product, query).await.unwrap();
    let all = list(ReviewQuery::default()).await;
    assert_eq!((all.stars, all.rating.unwrap().to_string()), ([1, 1, 1, 2, 5], "3.9".into()));
    assert_eq!((all.shown.items.len(), all.shown.total, all.shown.pages(), all.shown.items[0].id), (8, 10, 2, ids[9]));
    let rest = list(ReviewQuery { page: 99, ..ReviewQuery::default() }).await;
    assert_eq!((rest.shown.page, rest.shown.items.len()), (2, 2), "past the end is the end");
    let fours = list(ReviewQuery { stars: Some(4), ..ReviewQuery::default() }).await;
    assert_eq!((fours.shown.total, fours.shown.items[0].id, fours.stars[4]), (2, ids[2], 5));
    let sorted = async |sort| list(ReviewQuery { sort, ..ReviewQuery::default() }).await.shown.items[0].clone();
    assert_eq!((sorted(ReviewSort::Lowest).await.id, sorted(ReviewSort::Highest).await.id), (ids[4], ids[8]));
    let voter = Voter { key: Token::random(), address: None };
    reviews::vote(&till, &voter, ids[3], Vote::Helpful).await.unwrap();
    assert_eq!(sorted(ReviewSort::Helpful).await.id, ids[3]);
    let photos = list(ReviewQuery { photos: true, ..ReviewQuery::default() }).await;
    assert_eq!((photos.shown.total, photos.shown.items.len(), photos.with_photos), (0, 0, 0));
    till.sound().await;
}

#[tokio::test]
async fn a_rating_is_right_however_many_decide_at_once() {
    let till = Till::open().await;
    let product = product_of(&till, till.goods(1).await).await;
    let mut ids = vec![];
    for n in 0..12 {
        let own = write(&till, product, &format!("reader{n}@example.com"), 1 + n % 5).await.unwrap();
        ids.push(id_of(&till, &own).await);
    }
    crate::till::staff(&till).await;
    let outcomes = futures::future::join_all(ids.iter().map(|id| decide(&till, *id, approve()))).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    till.sound().await;
    let undone = futures::future::join_all(ids[..6].iter().map(|id| decide(&till, *id, Verdict::Undo))).await;
    assert!(undone.iter().all(Result::is_ok), "{undone:?}");
    till.sound().await;
    let handle: String = sqlx::query_scalar("SELECT handle FROM products").fetch_one(&till.pool).await.unwrap();
    let pricing = Pricing { currency: till.settings.shop.currency };
    let page = catalog::product_page(&till, &handle, pricing).await.unwrap();
    let card = catalog::cards(&till, &[product], pricing).await.unwrap().remove(0);
    let shown = public(&till, product).await;
    assert_eq!((page.rating, card.rating), (shown.rating, shown.rating));
    assert_eq!(shown.rating.unwrap().count, 6);
}

#[tokio::test]
async fn a_person_has_one_vote() {
    let till = Till::open().await;
    let product = product_of(&till, till.goods(1).await).await;
    let id = published(&till, product, &[5]).await[0];
    let helpful = async || public(&till, product).await.shown.items[0].helpful;
    let ada = Voter { key: Token::random(), address: Some("192.0.2.1".into()) };
    let presses = futures::future::join_all((0..8).map(|_| reviews::vote(&till, &ada, id, Vote::Helpful))).await;
    assert!(presses.iter().all(Result::is_ok), "{presses:?}");
    assert_eq!(helpful().await, 1);
    for _ in 0..2 {
        reviews::vote(&till, &ada, id, Vote::TakeBack).await.unwrap();
        assert_eq!(helpful().await, 0);
    }
    let mut refused = 0;
    for _ in 0..9 {
        let somebody = Voter { key: Token::random(), address: Some("192.0.2.1".into()) };
        refused += u32::from(reviews::vote(&till, &somebody, id, Vote::Helpful).await.is_err());
    }
    assert_eq!((helpful().await, refused), (5, 4), "a crowd does not live at one address");
    let elsewhere = Voter { key: Token::random(), address: Some("192.0.2.2".into()) };
    reviews::vote(&till, &elsewhere, id, Vote::Helpful).await.unwrap();
    decide(&till, id, Verdict::Undo).await.unwrap();
    let hidden = reviews::vote(&till, &elsewhere, id, Vote::TakeBack).await;
    assert!(matches!(hidden, Err(ReviewError::NoReview)), "what is not public has no votes");
    till.sound().await;
}

/// A picture of one colour, as PNG.
fn png(shade: u8) -> Vec<u8> {
    let mut bytes = vec![];
    let picture = image::RgbImage::from_pixel(400, 300, image::Rgb([shade, 90, 60]));
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

#[tokio::test]
async fn photos_come_and_go_with_their_review() {
    let till = Till::open().await;
    let product = product_of(&till, till.goods(1).await).await;
    let kept = reviews::keep_photo(&till, png(10)).await.unwrap();
    let other = reviews::keep_photo(&till, png(20)).await.unwrap();
    let folder = |key: &str| till.settings.storage.dir.join("media").join(key);
    let writer = Writer::Typed("ada@example.com".parse().unwrap());
    let command = SubmitReview { product, draft: draft(5, "With a photo of it."), writer, photos: vec![kept.id] };
    let own = reviews::submit(&till, command).await.unwrap();
    decide(&till, id_of(&till, &own).await, approve()).await.unwrap();
    let shown = public(&till, product).await;
    assert_eq!((shown.with_photos, &shown.shown.items[0].photos[0].key), (1, &kept.key));
    till.hurry().await;
    assert_eq!(till.work().await, Vec::<String>::new());
    assert!(folder(&kept.key).is_dir() && !folder(&other.key).exists(), "what came with no review is gone");
    reviews::withdraw(&till, &own.token.reveal()).await.unwrap();
    till.work().await;
    assert!(!folder(&kept.key).exists());
    assert_eq!(till.count("SELECT COUNT(*) FROM media").await, 0);
    for lie in [b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), b"GIF89a but not really".to_vec(), vec![]] {
        assert!(reviews::keep_photo(&till, lie).await.is_err());
    }
    let huge = reviews::keep_photo(&till, vec![0; media::MAX_BYTES + 1]).await.unwrap_err();
    assert_eq!(huge.code, "picture-bytes");
    till.sound().await;
}
