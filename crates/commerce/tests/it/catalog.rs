//! The tree and the collections as menus show them.

use crate::shelf::{Goods, goods, open_shop};
use commerce::{
    Shop,
    catalog::{self, CatalogError},
};
use model::{CategoryId, CollectionId, MediaId, ProductId, VariantId, catalog::CategoryNode};

/// A product, with a picture of this colour if it has one.
async fn product(shop: &Shop, kind: Goods, color: Option<&str>) -> ProductId {
    let variant: VariantId = goods(shop, kind).await;
    let product = sqlx::query_scalar("SELECT product_id FROM variants WHERE id = ?");
    let product: ProductId = product.bind(variant).fetch_one(&shop.pool).await.unwrap();
    if let Some(color) = color {
        let picture = picture(shop, color).await;
        let sql = "INSERT INTO product_media (product_id, position, media_id) VALUES (?, 0, ?)";
        sqlx::query(sql).bind(product).bind(picture).execute(&shop.pool).await.unwrap();
    }
    product
}

async fn picture(shop: &Shop, color: &str) -> MediaId {
    let id = MediaId::new();
    let sql =
        "INSERT INTO media (id, hash, width, height, color, thumbhash) VALUES (?, UNHEX(SHA2(?, 256)), 8, 8, ?, '')";
    sqlx::query(sql).bind(id).bind(color).bind(color).execute(&shop.pool).await.unwrap();
    id
}

async fn category(shop: &Shop, title: &str, parent: Option<CategoryId>, picture: Option<MediaId>) -> CategoryId {
    let id = CategoryId::new();
    sqlx::query(
        "INSERT INTO categories (id, parent_id, handle, path, title, depth, media_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(id)
    .bind(parent)
    .bind(title)
    .bind(title)
    .bind(title)
    .bind(if parent.is_some() { 2 } else { 1 })
    .bind(picture)
    .execute(&shop.pool)
    .await
    .unwrap();
    id
}

async fn put(shop: &Shop, product: ProductId, category: CategoryId) {
    let sql = "INSERT INTO product_categories (product_id, category_id, position) VALUES (?, ?, 0)";
    sqlx::query(sql).bind(product).bind(category).execute(&shop.pool).await.unwrap();
}

fn color(node: &CategoryNode) -> Option<&str> {
    node.picture.as_ref().map(|picture| picture.color.as_str())
}

#[tokio::test]
async fn a_category_without_a_picture_borrows_that_of_its_first_product() {
    let shop = open_shop().await;
    let draft = product(&shop, Goods { status: "draft", ..Goods::default() }, Some("#000001")).await;
    let bare = product(&shop, Goods::default(), None).await;
    let first = product(&shop, Goods::default(), Some("#000002")).await;
    let second = product(&shop, Goods::default(), Some("#000003")).await;
    let own = picture(&shop, "#000009").await;
    let with = category(&shop, "own", None, Some(own)).await;
    let above = category(&shop, "above", None, None).await;
    let borrows = category(&shop, "borrows", Some(above), None).await;
    let none = category(&shop, "none", None, None).await;
    for (product, category) in
        [(second, with), (draft, borrows), (bare, borrows), (second, borrows), (first, borrows), (bare, none)]
    {
        put(&shop, product, category).await;
    }
    let menu = catalog::menu(&shop).await.unwrap();
    let find = |handle: &str| menu.iter().find(|node| node.handle == handle).unwrap();
    assert_eq!(color(find("own")), Some("#000009"));
    assert_eq!(color(&find("above").children[0]), Some("#000002"));
    assert_eq!(color(find("above")), Some("#000002"), "the first one below it");
    assert_eq!(color(find("none")), None);
}

#[tokio::test]
async fn collections_are_those_with_something_for_sale() {
    let shop = open_shop().await;
    let bare = product(&shop, Goods::default(), None).await;
    let mug = product(&shop, Goods::default(), Some("#000002")).await;
    let draft = product(&shop, Goods { status: "draft", ..Goods::default() }, Some("#000003")).await;
    for (position, (handle, products)) in
        [("later", vec![draft]), ("gifts", vec![draft, bare, mug]), ("empty", vec![])].into_iter().enumerate()
    {
        let id = CollectionId::new();
        let sql = "INSERT INTO collections (id, handle, title, intro, position) VALUES (?, ?, 'Title', 'Intro', ?)";
        let position = u32::try_from(position).unwrap();
        sqlx::query(sql).bind(id).bind(handle).bind(position).execute(&shop.pool).await.unwrap();
        for (position, product) in (0u32..).zip(products) {
            let sql = "INSERT INTO collection_products (collection_id, product_id, position) VALUES (?, ?, ?)";
            sqlx::query(sql).bind(id).bind(product).bind(position).execute(&shop.pool).await.unwrap();
        }
    }
    let pricing = catalog::default_pricing(&shop);
    let first = catalog::collection(&shop, "gifts", pricing, 1, 1).await.unwrap().products;
    let second = catalog::collection(&shop, "gifts", pricing, 2, 1).await.unwrap().products;
    assert_eq!((first.items[0].id, second.items[0].id), (bare, mug), "the draft is on no page");
    assert_eq!((first.total, first.pages(), second.page), (2, 2, 2));
    let past = catalog::collection(&shop, "gifts", pricing, 3, 1).await;
    assert!(matches!(past, Err(CatalogError::PastEnd)), "{past:?}");
    let empty = catalog::collection(&shop, "empty", pricing, 1, 24).await.unwrap();
    assert!(empty.products.items.is_empty());
    let list = catalog::collections(&shop).await.unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!((list[0].handle.as_str(), list[0].intro.as_str(), list[0].products), ("gifts", "Intro", 2));
    assert_eq!(list[0].picture.as_ref().map(|picture| picture.color.as_str()), Some("#000002"));
}

#[tokio::test]
async fn all_that_is_for_sale_comes_batch_by_batch() {
    let shop = open_shop().await;
    let mut expected = vec![];
    for at in 0..5 {
        let status = if at == 2 { "draft" } else { "active" };
        let id = product(&shop, Goods { status, ..Goods::default() }, None).await;
        expected.extend((status == "active").then_some(id));
    }
    expected.sort();
    let pricing = catalog::default_pricing(&shop);
    let (mut found, mut after) = (vec![], None);
    loop {
        let batch = catalog::products_for_sale(&shop, after, 2, pricing).await.unwrap();
        found.extend(batch.products.iter().map(|product| (product.id, product.variants.len())));
        after = batch.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(found, expected.iter().map(|id| (*id, 1)).collect::<Vec<_>>());
    let parts = catalog::product_parts(&shop, pricing).await.unwrap();
    assert_eq!(parts.len(), 1);
    assert_eq!(catalog::product_addresses(&shop, 1, pricing).await.unwrap().len(), 4);
    assert!(catalog::product_addresses(&shop, 2, pricing).await.unwrap().is_empty());
}
