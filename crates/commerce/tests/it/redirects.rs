//! Ways from old addresses to new ones.

use crate::{
    editing::{new, wrong},
    shelf::open_shop,
};
use commerce::{
    Actor, Shop,
    catalog::{self, EditProduct, NewRedirect},
};
use model::ProductId;

async fn rename(shop: &Shop, product: ProductId, handle: &str) {
    let mut editor = catalog::product_editor(shop, &Actor::System, product).await.unwrap();
    editor.details.handle = handle.into();
    let command = EditProduct { product, version: editor.version, details: editor.details };
    catalog::update_product(shop, &Actor::System, command).await.unwrap();
}

async fn ways(shop: &Shop) -> Vec<(String, String)> {
    sqlx::query_as("SELECT from_path, to_path FROM redirects ORDER BY from_path").fetch_all(&shop.pool).await.unwrap()
}

fn way(from: &str, to: &str) -> (String, String) {
    (from.to_owned(), to.to_owned())
}

#[tokio::test]
async fn chains_are_collapsed_and_never_become_rings() {
    let shop = open_shop().await;
    let id = new(&shop, "A").await;
    rename(&shop, id, "b").await;
    rename(&shop, id, "c").await;
    assert_eq!(ways(&shop).await, [way("/p/a", "/p/c"), way("/p/b", "/p/c")]);
    rename(&shop, id, "a").await;
    assert_eq!(ways(&shop).await, [way("/p/b", "/p/a"), way("/p/c", "/p/a")]);
    assert_eq!(catalog::redirect_of(&shop, "/p/b").await.unwrap().as_deref(), Some("/p/a"));
    assert_eq!(catalog::redirect_of(&shop, "/p/a").await.unwrap(), None);
    // Another product takes one of the old names: it is at home there.
    let other = new(&shop, "Other").await;
    rename(&shop, other, "b").await;
    assert_eq!(ways(&shop).await, [way("/p/c", "/p/a"), way("/p/other", "/p/b")]);
}

#[tokio::test]
async fn staff_lead_and_forget() {
    let shop = open_shop().await;
    let add = async |from: &str, to: &str| {
        catalog::add_redirect(&shop, &Actor::System, NewRedirect { from: from.into(), to: to.into(), kind: None }).await
    };
    add("/old", "/mid").await.unwrap();
    add("/mid/", "/new").await.unwrap();
    assert_eq!(ways(&shop).await, [way("/mid", "/new"), way("/old", "/new")]);
    assert_eq!(wrong(add("/new", "/old").await.unwrap_err())[0].1, "redirect-loop");
    assert_eq!(wrong(add("/x", "/x").await.unwrap_err())[0].1, "redirect-loop");
    assert_eq!(wrong(add("https://evil.example", "/x y").await.unwrap_err()).len(), 2);
    catalog::redirect_of(&shop, "/old").await.unwrap();
    let list = catalog::redirects(&shop, &Actor::System, "old", 1).await.unwrap();
    assert_eq!((list.total, list.items[0].hits, list.items[0].kind.as_str()), (1, 1, "hand"));
    // Whoever counts at the same moment keeps nobody from being led on.
    let mut busy = shop.pool.begin().await.unwrap();
    sqlx::query("UPDATE redirects SET hits = hits + 1").execute(&mut *busy).await.unwrap();
    assert_eq!(catalog::redirect_of(&shop, "/old").await.unwrap().as_deref(), Some("/new"));
    busy.rollback().await.unwrap();
    catalog::delete_redirect(&shop, &Actor::System, list.items[0].id).await.unwrap();
    assert!(catalog::delete_redirect(&shop, &Actor::System, list.items[0].id).await.is_err());
}
