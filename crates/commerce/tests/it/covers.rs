//! Pictures of categories and collections: chosen, shown, taken away, and never swept while they are shown.

use super::import::Case;
use commerce::{
    Actor,
    catalog::{self, CatalogError, Covered, SetCover},
    import, media,
};
use image::{ImageFormat, Rgb, RgbImage};
use model::{CategoryId, CollectionId, MediaId};
use std::io::Cursor;

fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    RgbImage::from_fn(400, 225, |x, _| Rgb([shade, x as u8, 9])).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A category and a collection of one product, whose picture both borrow.
async fn shelf() -> (Case, CategoryId, CollectionId) {
    let case = Case::new().await;
    case.write("stool.png", picture(1));
    case.rows("stool,Stool,,,,,TRUE,Title,Default Title,,,S-1,,,,deny,12.00,,stool.png,1,A stool,active,Seating,\n")
        .await;
    let file = case.write("collections.csv", "handle,title,products\nquiet,Quiet things,stool\n");
    import::collections(&case.shop, &Actor::System, &file, None).await.unwrap();
    let category = sqlx::query_scalar("SELECT id FROM categories").fetch_one(&case.shop.pool).await.unwrap();
    let collection = sqlx::query_scalar("SELECT id FROM collections").fetch_one(&case.shop.pool).await.unwrap();
    (case, category, collection)
}

/// What the tile of the category and the card of the collection show: the picture and its words.
async fn shown(case: &Case) -> [(MediaId, String); 2] {
    case.shop.catalog.clear();
    let tile = catalog::menu(&case.shop).await.unwrap()[0].picture.clone().unwrap();
    let card = catalog::collections(&case.shop).await.unwrap()[0].picture.clone().unwrap();
    [(tile.id, tile.alt), (card.id, card.alt)]
}

#[tokio::test]
async fn a_cover_is_shown_until_it_is_taken_away() {
    let (case, category, collection) = shelf().await;
    let borrowed = shown(&case).await;
    assert_eq!(borrowed[0], borrowed[1]);
    let id = media::store(&case.shop, picture(2), false).await.unwrap();
    for of in [Covered::Category(category), Covered::Collection(collection)] {
        let before = catalog::cover(&case.shop, &Actor::System, of).await.unwrap();
        assert_eq!((before.own, before.choices.len(), before.choices[0].id), (None, 1, borrowed[0].0));
        let command = SetCover { of, picture: Some(id), alt: " A quiet room ".into() };
        catalog::set_cover(&case.shop, &Actor::System, command).await.unwrap();
        let after = catalog::cover(&case.shop, &Actor::System, of).await.unwrap().own.unwrap();
        assert_eq!((after.id, after.alt.as_str()), (id, "A quiet room"));
    }
    assert_eq!(shown(&case).await, [(id, "A quiet room".to_owned()), (id, "A quiet room".to_owned())]);
    let pricing = catalog::default_pricing(&case.shop);
    let list = catalog::collection(&case.shop, "quiet", pricing, 1, 24).await.unwrap();
    assert_eq!(list.cover.map(|cover| cover.id), Some(id));
    assert_eq!(catalog::category(&case.shop, "seating").await.unwrap().cover.map(|cover| cover.id), Some(id));
    // A category that is saved keeps it, and no sweep takes it while only a collection shows it.
    let none = SetCover { of: Covered::Category(category), picture: None, alt: "forgotten".into() };
    catalog::set_cover(&case.shop, &Actor::System, none).await.unwrap();
    sqlx::query("UPDATE media SET taken_at = NOW(6) - INTERVAL 9 DAY").execute(&case.shop.pool).await.unwrap();
    assert_eq!(media::sweep(&case.shop).await.unwrap(), 0);
    let none = SetCover { of: Covered::Collection(collection), picture: None, alt: String::new() };
    catalog::set_cover(&case.shop, &Actor::System, none).await.unwrap();
    assert_eq!(shown(&case).await, borrowed);
    assert_eq!(catalog::category(&case.shop, "seating").await.unwrap().cover, None);
    assert_eq!(media::sweep(&case.shop).await.unwrap(), 1);
}

#[tokio::test]
async fn a_cover_that_cannot_be_is_refused() {
    let (case, category, _) = shelf().await;
    let id = media::store(&case.shop, picture(3), false).await.unwrap();
    let set = async |of, picture, alt: &str, actor: &Actor| {
        catalog::set_cover(&case.shop, actor, SetCover { of, picture: Some(picture), alt: alt.into() }).await
    };
    let own = Covered::Category(category);
    assert!(
        matches!(set(own, MediaId::new(), "", &Actor::System).await, Err(CatalogError::Refused(f)) if f.at("file").is_some())
    );
    let long = "x".repeat(513);
    assert!(
        matches!(set(own, id, &long, &Actor::System).await, Err(CatalogError::Refused(f)) if f.at("alt").is_some())
    );
    let nowhere = Covered::Collection(CollectionId::new());
    assert!(matches!(set(nowhere, id, "", &Actor::System).await, Err(CatalogError::NoCollection)));
    let shopper = Actor::Shopper(Default::default());
    assert!(matches!(set(own, id, "", &shopper).await, Err(CatalogError::Refused(_))));
    assert_eq!(catalog::cover(&case.shop, &Actor::System, own).await.unwrap().own, None);
}
