//! Wishlists: saving, prices that fell, sharing.

use commerce::{
    Actor, Shop,
    actor::Shopper,
    catalog::{SetPrice, default_pricing, set_price},
    secret::Token,
    wishlist::{self, WishlistError},
};
use model::{ProductId, VariantId, wishlist::WishlistView};
use sqlx::query;
use testkit::{
    TestShop,
    sale::{goods, open_for_sale},
};

fn somebody() -> Actor {
    Actor::Shopper(Shopper { wishes: Some(Token::random()), ..Shopper::default() })
}

async fn product_of(shop: &Shop, variant: VariantId) -> ProductId {
    sqlx::query_scalar("SELECT product_id FROM variants WHERE id = ?")
        .bind(variant)
        .fetch_one(&shop.pool)
        .await
        .unwrap()
}

async fn two() -> (TestShop, [(ProductId, VariantId); 2]) {
    let shop = TestShop::new().await;
    open_for_sale(&shop).await;
    let mut all = vec![];
    for price in [12_900, 4_500] {
        let variant = goods(&shop, price, 5).await;
        all.push((product_of(&shop, variant).await, variant));
    }
    (shop, [all[0], all[1]])
}

async fn add(shop: &Shop, actor: &Actor, product: ProductId) -> Result<Vec<ProductId>, WishlistError> {
    wishlist::add(shop, actor, product, shop.settings.shop.currency).await
}

async fn view(shop: &Shop, actor: &Actor) -> WishlistView {
    wishlist::view(shop, actor, default_pricing(shop)).await.unwrap()
}

#[tokio::test]
async fn what_is_saved_is_there_once_and_goes_again() {
    let (shop, [(lamp, lamp_variant), (mug, _)]) = two().await;
    let me = somebody();
    assert!(view(&shop, &me).await.items.is_empty());
    add(&shop, &me, lamp).await.unwrap();
    assert_eq!(add(&shop, &me, mug).await.unwrap(), [mug, lamp]);
    assert_eq!(add(&shop, &me, lamp).await.unwrap(), [mug, lamp], "saving it again changes nothing");
    let list = view(&shop, &me).await;
    assert_eq!(list.items.iter().map(|wish| wish.card.id).collect::<Vec<_>>(), [mug, lamp]);
    assert_eq!(list.items[1].variants.iter().map(|variant| variant.id).collect::<Vec<_>>(), [lamp_variant]);
    assert!(view(&shop, &somebody()).await.items.is_empty(), "a list is one person's own");
    assert_eq!(wishlist::remove(&shop, &me, mug).await.unwrap(), [lamp]);
    assert_eq!(wishlist::remove(&shop, &me, mug).await.unwrap(), [lamp], "twice is no error");
}

#[tokio::test]
async fn a_price_that_fell_is_said_and_one_that_rose_is_not() {
    let (shop, [(lamp, variant), (mug, other)]) = two().await;
    let me = somebody();
    for product in [lamp, mug] {
        add(&shop, &me, product).await.unwrap();
    }
    for (variant, expected, amount) in [(variant, 12_900, 9_900), (other, 4_500, 5_000)] {
        let command = SetPrice {
            variant,
            amount,
            compare_at: None,
            expected,
            expected_compare_at: None,
            reason: "season".into(),
        };
        set_price(&shop, &Actor::System, command).await.unwrap();
    }
    let list = view(&shop, &me).await;
    let less: Vec<_> = list.items.iter().map(|wish| wish.less.map(|less| less.minor)).collect();
    assert_eq!((less, list.cheaper()), (vec![None, Some(3_000)], 1));
}

#[tokio::test]
async fn what_is_sold_no_longer_is_named() {
    let (shop, [(lamp, _), (mug, _)]) = two().await;
    let me = somebody();
    for product in [lamp, mug] {
        add(&shop, &me, product).await.unwrap();
    }
    query("UPDATE products SET status = 'archived' WHERE id = ?").bind(lamp).execute(&shop.pool).await.unwrap();
    let list = view(&shop, &me).await;
    assert_eq!((list.items.len(), list.gone.len(), list.gone[0].product), (1, 1, lamp));
    assert!(matches!(add(&shop, &somebody(), lamp).await, Err(WishlistError::NoProduct)));
    assert!(matches!(add(&shop, &somebody(), ProductId::new()).await, Err(WishlistError::NoProduct)));
}

#[tokio::test]
async fn a_link_shows_the_list_until_it_is_closed_and_never_again() {
    let (shop, [(lamp, _), _]) = two().await;
    let me = somebody();
    assert!(matches!(wishlist::share(&shop, &me).await, Err(WishlistError::NoList)));
    add(&shop, &me, lamp).await.unwrap();
    let link = wishlist::share(&shop, &me).await.unwrap();
    assert_eq!(wishlist::share(&shop, &me).await.unwrap(), link, "the same link as long as it is open");
    let pricing = default_pricing(&shop);
    assert_eq!(wishlist::shared(&shop, &link, pricing).await.unwrap().items.len(), 1);
    assert!(view(&shop, &me).await.shared);
    wishlist::unshare(&shop, &me).await.unwrap();
    wishlist::unshare(&shop, &me).await.unwrap();
    assert!(matches!(wishlist::shared(&shop, &link, pricing).await, Err(WishlistError::NotShared)));
    let next = wishlist::share(&shop, &me).await.unwrap();
    assert!(next != link && wishlist::shared(&shop, &link, pricing).await.is_err());
    assert!(matches!(wishlist::shared(&shop, &Token::random(), pricing).await, Err(WishlistError::NotShared)));
}

#[tokio::test]
async fn a_list_is_full_at_a_hundred_even_when_many_save_at_once() {
    let (shop, [(lamp, _), (mug, _)]) = two().await;
    let me = somebody();
    add(&shop, &me, lamp).await.unwrap();
    let fill = "INSERT INTO products (id, handle, title, description_source, description)
                SELECT RANDOM_BYTES(16), CONCAT('filler-', seq), 'Filler', '', '' FROM seq_1_to_98";
    query(fill).execute(&shop.pool).await.unwrap();
    let fill = "INSERT INTO wishlist_items (wishlist_id, product_id, currency)
                SELECT w.id, p.id, 'EUR' FROM wishlists w JOIN products p ON p.handle LIKE 'filler-%'";
    query(fill).execute(&shop.pool).await.unwrap();
    let third = product_of(&shop, goods(&shop, 100, 1).await).await;
    let (one, other) = tokio::join!(add(&shop, &me, mug), add(&shop, &me, third));
    assert!(one.is_ok() != other.is_ok(), "there is room for one");
    assert!([one, other].into_iter().any(|outcome| matches!(outcome, Err(WishlistError::Full))));
}

#[tokio::test]
async fn a_list_that_nobody_came_back_to_is_deleted() {
    let (shop, [(lamp, _), (mug, _)]) = two().await;
    let (me, you) = (somebody(), somebody());
    add(&shop, &me, lamp).await.unwrap();
    query("UPDATE wishlists SET updated_at = UTC_TIMESTAMP(6) - INTERVAL 366 DAY").execute(&shop.pool).await.unwrap();
    add(&shop, &you, mug).await.unwrap();
    assert_eq!(wishlist::delete_stale(&shop).await.unwrap(), 1);
    assert!(view(&shop, &me).await.items.is_empty() && view(&shop, &you).await.items.len() == 1);
}
