//! The category tree: moved whole, never a ring, and by versions.

use crate::{
    editing::{new, wrong},
    shelf::open_shop,
    shelves::edit,
};
use commerce::{
    Actor, Shop,
    catalog::{self, CatalogError, CategoryDetails, CategoryEditor, SaveCategory},
};
use model::CategoryId;

/// Saves a category by its title, over the version that stands.
pub async fn save(
    shop: &Shop,
    id: Option<CategoryId>,
    parent: Option<CategoryId>,
    title: &str,
) -> Result<CategoryId, catalog::CatalogError> {
    let details = CategoryDetails { title: title.into(), ..CategoryDetails::default() };
    let version = match id {
        Some(id) => category(shop, id).await.version,
        None => 0,
    };
    catalog::save_category(shop, &Actor::System, SaveCategory { id, version, parent, details }).await
}

async fn category(shop: &Shop, id: CategoryId) -> CategoryEditor {
    let all = catalog::categories_for_staff(shop, &Actor::System).await.unwrap();
    all.into_iter().find(|one| one.id == id).unwrap()
}

#[tokio::test]
async fn the_tree_moves_whole_and_never_becomes_a_ring() {
    let shop = open_shop().await;
    let home = save(&shop, None, None, "Home").await.unwrap();
    let light = save(&shop, None, Some(home), "Light").await.unwrap();
    let lamps = save(&shop, None, Some(light), "Lamps").await.unwrap();
    let work = save(&shop, None, None, "Work").await.unwrap();
    let path = async |id: CategoryId| {
        let one = category(&shop, id).await;
        (one.path, one.depth)
    };
    assert_eq!(path(lamps).await, ("Home > Light > Lamps".to_owned(), 3));
    save(&shop, Some(light), Some(work), "Lighting").await.unwrap();
    assert_eq!(path(lamps).await, ("Work > Lighting > Lamps".to_owned(), 3));
    for inside in [light, lamps] {
        assert_eq!(wrong(save(&shop, Some(light), Some(inside), "Lighting").await.unwrap_err())[0].1, "category-ring");
    }
    assert_eq!(wrong(save(&shop, None, Some(work), "Lighting").await.unwrap_err())[0].1, "category-taken");
    assert_eq!(wrong(save(&shop, None, None, "A > B").await.unwrap_err())[0].1, "category-title");
    let mut deepest = lamps;
    for level in 4..=8 {
        deepest = save(&shop, None, Some(deepest), &format!("Level {level}")).await.unwrap();
    }
    assert_eq!(wrong(save(&shop, None, Some(deepest), "Too deep").await.unwrap_err())[0].1, "category-deep");
    assert_eq!(wrong(save(&shop, Some(work), Some(home), "Work").await.unwrap_err())[0].1, "category-deep");
    let delete = async |id| catalog::delete_category(&shop, &Actor::System, id).await;
    assert_eq!(wrong(delete(light).await.unwrap_err())[0].1, "category-has-children");
    let mug = new(&shop, "Mug").await;
    edit(&shop, mug, |details| details.categories = vec![deepest]).await;
    assert_eq!(wrong(delete(deepest).await.unwrap_err())[0].1, "category-has-products");
    edit(&shop, mug, |details| details.categories = vec![]).await;
    delete(deepest).await.unwrap();
    let mut details = CategoryDetails { title: "Home".into(), handle: "house".into(), ..CategoryDetails::default() };
    details.intro = "All rooms".into();
    let version = category(&shop, home).await.version;
    let command = SaveCategory { id: Some(home), version, parent: None, details };
    catalog::save_category(&shop, &Actor::System, command.clone()).await.unwrap();
    let late = catalog::save_category(&shop, &Actor::System, command).await.unwrap_err();
    assert!(matches!(late, CatalogError::CategoryMoved), "{late:?}");
    let before = category(&shop, work).await;
    catalog::arrange_categories(&shop, &Actor::System, vec![work, home]).await.unwrap();
    let after = category(&shop, home).await;
    assert_eq!(
        (after.details.position, category(&shop, work).await.version),
        (1, before.version),
        "moved, not written"
    );
    assert_eq!(catalog::redirect_of(&shop, "/c/home").await.unwrap().as_deref(), Some("/c/house"));
    assert_eq!(catalog::category(&shop, "house").await.unwrap().intro, "All rooms");
}
