//! Collections by hand and by rule, and products put beside others.

use crate::{
    category_tree::save,
    editing::{new, wish, wrong},
    shelf::{Goods, fit_out, goods, open_shop},
};
use commerce::{
    Actor, Shop,
    catalog::{
        self, CatalogError, EditProduct, FitCollections, LinkKind, Members, MoveProducts, SaveCollection, SaveType,
        SetLinks, SetPlace, SetPrice, Target,
    },
    inventory::{self, AdjustStock},
    jobs, search,
};
use model::{
    CategoryId, CollectionId, ProductId, VariantId,
    collection::{Condition, Rule},
    event::Event,
    product::{AttributeDefinition, AttributeKind, ProductDetails},
    search::ListQuery,
    stock::MovementKind,
};

pub fn collection(title: &str, members: Members) -> SaveCollection {
    let (handle, intro, seo_text) = (String::new(), String::new(), String::new());
    SaveCollection { id: None, version: 0, title: title.into(), handle, intro, seo_text, position: 0, members }
}

pub async fn by_rule(shop: &Shop, title: &str, all: bool, conditions: Vec<Condition>) -> CollectionId {
    let command = collection(title, Members::ByRule(Rule { all, conditions }));
    catalog::save_collection(shop, &Actor::System, command).await.unwrap()
}

pub async fn members(shop: &Shop, id: CollectionId) -> Vec<ProductId> {
    let editor = catalog::collection_editor(shop, &Actor::System, id).await.unwrap();
    let mut ids: Vec<ProductId> = editor.products.into_iter().map(|(id, _)| id).collect();
    ids.sort();
    ids
}

/// Edits a product as it stands.
pub async fn edit(shop: &Shop, id: ProductId, change: impl FnOnce(&mut ProductDetails)) {
    let mut editor = catalog::product_editor(shop, &Actor::System, id).await.unwrap();
    change(&mut editor.details);
    let command = EditProduct { product: id, version: editor.version, details: editor.details };
    catalog::update_product(shop, &Actor::System, command).await.unwrap();
}

pub async fn variant(shop: &Shop, product: ProductId) -> VariantId {
    sqlx::query_scalar("SELECT id FROM variants WHERE product_id = ?")
        .bind(product)
        .fetch_one(&shop.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn every_condition_finds_its_products_and_no_other() {
    let shop = open_shop().await;
    let home = save(&shop, None, None, "Home").await.unwrap();
    let lamps = save(&shop, None, Some(home), "Lamps").await.unwrap();
    let other = new(&shop, "Other thing").await;
    let lamp = new(&shop, "Reading lamp").await;
    edit(&shop, lamp, |details| {
        details.tags = vec!["Sale".into(), "new in".into()];
        (details.vendor, details.product_type) = ("Kiln".into(), "Lamp".into());
        details.attributes = vec![("Material".into(), vec!["Oak".into(), "Linen".into()])];
        details.categories = vec![lamps];
    })
    .await;
    let price = SetPrice {
        variant: variant(&shop, lamp).await,
        amount: 900,
        compare_at: Some(1_650),
        expected: 1_650,
        expected_compare_at: None,
        reason: "sale".into(),
    };
    catalog::set_price(&shop, &Actor::System, price).await.unwrap();
    let finds = [
        Condition::Tag("sale".into()),
        Condition::Tag("new in".into()),
        Condition::Type("Lamp".into()),
        Condition::Vendor("Kiln".into()),
        Condition::Title("lamp".into()),
        Condition::PriceAtMost(900),
        Condition::Reduced,
        Condition::Category(home),
        Condition::Category(lamps),
        Condition::Attribute("Material".into(), "Oak".into()),
    ];
    for (at, condition) in finds.into_iter().enumerate() {
        let id = by_rule(&shop, &format!("R{at}"), true, vec![condition.clone()]).await;
        assert_eq!(members(&shop, id).await, [lamp], "{condition:?}");
    }
    for (at, condition) in [Condition::NotTag("sale".into()), Condition::PriceAtLeast(901)].into_iter().enumerate() {
        let id = by_rule(&shop, &format!("N{at}"), true, vec![condition.clone()]).await;
        assert_eq!(members(&shop, id).await, [other], "{condition:?}");
    }
    let nobody =
        [Condition::Attribute("Oak".into(), "Material".into()), Condition::SoldOut, Condition::Tag("sal".into())];
    for (at, condition) in nobody.into_iter().enumerate() {
        let id = by_rule(&shop, &format!("Z{at}"), true, vec![condition.clone()]).await;
        assert!(members(&shop, id).await.is_empty(), "{condition:?}");
    }
    let both = vec![Condition::Vendor("Kiln".into()), Condition::Title("other".into())];
    let any = by_rule(&shop, "Any", false, both.clone()).await;
    let all = by_rule(&shop, "All", true, both).await;
    assert_eq!((members(&shop, any).await.len(), members(&shop, all).await.len()), (2, 0));
    let none = collection("None", Members::ByRule(Rule { all: true, conditions: vec![] }));
    assert_eq!(wrong(catalog::save_collection(&shop, &Actor::System, none).await.unwrap_err())[0].1, "rule-conditions");
}

#[tokio::test]
async fn members_follow_what_staff_change_at_once() {
    let shop = open_shop().await;
    let cheap =
        by_rule(&shop, "Gifts under 10", true, vec![Condition::PriceAtMost(1_000), Condition::Tag("gift".into())])
            .await;
    let mug = new(&shop, "Mug").await;
    assert!(members(&shop, cheap).await.is_empty());
    edit(&shop, mug, |details| details.tags = vec!["gift".into()]).await;
    assert!(members(&shop, cheap).await.is_empty(), "too dear");
    let price = SetPrice {
        variant: variant(&shop, mug).await,
        amount: 990,
        compare_at: None,
        expected: 1_650,
        expected_compare_at: None,
        reason: "sale".into(),
    };
    catalog::set_price(&shop, &Actor::System, price).await.unwrap();
    assert_eq!(members(&shop, cheap).await, [mug]);
    let pricing = catalog::default_pricing(&shop);
    let shown = async || catalog::collection(&shop, "gifts-under-10", pricing, 1, 24).await.unwrap().products.total;
    assert_eq!(shown().await, 0, "a draft is shown nowhere");
    let publish = MoveProducts { products: vec![mug], to: Target::Published };
    catalog::move_products(&shop, &Actor::System, publish).await.unwrap();
    assert_eq!(shown().await, 1);
    let archive = MoveProducts { products: vec![mug], to: Target::Archived };
    catalog::move_products(&shop, &Actor::System, archive).await.unwrap();
    assert!(members(&shop, cheap).await.is_empty());
}

#[tokio::test]
async fn members_follow_stock_and_imports_by_a_job() {
    let shop = open_shop().await;
    fit_out_again(&shop).await;
    let left = by_rule(&shop, "Still there", true, vec![Condition::InStock]).await;
    let cup = goods(&shop, Goods { on_hand: 1, ..Goods::default() }).await;
    let product: ProductId = sqlx::query_scalar("SELECT product_id FROM variants WHERE id = ?")
        .bind(cup)
        .fetch_one(&shop.pool)
        .await
        .unwrap();
    catalog::fit_after(&shop, &Event::CategoryChanged { category: CategoryId::new() }).await.unwrap();
    work(&shop).await;
    assert_eq!(members(&shop, left).await, [product], "what lies below a category may be something else now");
    let none = AdjustStock { variant: cup, on_hand: 0, expected: 1, kind: MovementKind::Count, reason: "gone".into() };
    inventory::adjust(&shop, &Actor::System, none).await.unwrap();
    let event = Event::StockChanged { product, variant: cup };
    for _ in 0..3 {
        catalog::fit_after(&shop, &event).await.unwrap();
    }
    let waiting: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM jobs WHERE kind = 'collections.fit' AND state = 'ready'")
            .fetch_one(&shop.pool)
            .await
            .unwrap();
    assert_eq!(waiting, 1, "many events are one look");
    work(&shop).await;
    assert!(members(&shop, left).await.is_empty());
    catalog::fit_collections(&shop, FitCollections { product: None }).await.unwrap();
    catalog::fit_collections(&shop, FitCollections { product: Some(ProductId::new()) }).await.unwrap();
}

async fn fit_out_again(shop: &Shop) {
    let lists: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM price_lists").fetch_one(&shop.pool).await.unwrap();
    if lists == 0 {
        fit_out(shop).await;
    }
}

/// Runs the jobs of collections that wait, as a worker would.
async fn work(shop: &Shop) {
    let handlers = jobs::handlers();
    let rows: Vec<String> =
        sqlx::query_scalar("SELECT payload FROM jobs WHERE kind = 'collections.fit' AND state = 'ready'")
            .fetch_all(&shop.pool)
            .await
            .unwrap();
    assert!(handlers.names().any(|name| name == FitCollections::KIND));
    sqlx::query("DELETE FROM jobs WHERE kind = 'collections.fit'").execute(&shop.pool).await.unwrap();
    for row in rows {
        catalog::fit_collections(shop, serde_json::from_str(&row).unwrap()).await.unwrap();
    }
}

#[tokio::test]
async fn a_collection_by_hand_keeps_its_order_and_moves_with_its_address() {
    let shop = open_shop().await;
    let [a, b] = [new(&shop, "A").await, new(&shop, "B").await];
    let mut command = collection("Favourites", Members::ByHand(vec![b, a]));
    let id = catalog::save_collection(&shop, &Actor::System, command.clone()).await.unwrap();
    let order = async || {
        catalog::collection_editor(&shop, &Actor::System, id)
            .await
            .unwrap()
            .products
            .into_iter()
            .map(|(id, _)| id)
            .collect::<Vec<_>>()
    };
    assert_eq!(order().await, [b, a]);
    (command.id, command.handle, command.members) = (Some(id), "loved".into(), Members::ByHand(vec![a, b]));
    command.version = 1;
    catalog::save_collection(&shop, &Actor::System, command.clone()).await.unwrap();
    let late = catalog::save_collection(&shop, &Actor::System, command.clone()).await.unwrap_err();
    assert!(matches!(late, CatalogError::CollectionMoved), "{late:?}");
    command.version = 2;
    assert_eq!(order().await, [a, b]);
    let way = catalog::redirect_of(&shop, "/collection/favourites").await.unwrap();
    assert_eq!(way.as_deref(), Some("/collection/loved"));
    let again = SaveCollection { id: None, ..command.clone() };
    assert_eq!(
        wrong(catalog::save_collection(&shop, &Actor::System, again).await.unwrap_err()),
        [("handle".to_owned(), "handle-taken".to_owned())]
    );
    let twice = SaveCollection { members: Members::ByHand(vec![a, a]), ..command.clone() };
    assert_eq!(wrong(catalog::save_collection(&shop, &Actor::System, twice).await.unwrap_err())[0].1, "product-twice");
    let strange = SaveCollection { members: Members::ByHand(vec![ProductId::new()]), ..command };
    assert_eq!(wrong(catalog::save_collection(&shop, &Actor::System, strange).await.unwrap_err())[0].1, "no-product");
    catalog::delete_collection(&shop, &Actor::System, id).await.unwrap();
    assert!(catalog::collection_editor(&shop, &Actor::System, id).await.is_err());
    for old in ["/collection/loved", "/collection/favourites"] {
        assert_eq!(catalog::redirect_of(&shop, old).await.unwrap().as_deref(), Some("/collections"), "{old}");
    }
}

#[tokio::test]
async fn only_what_can_be_bought_is_put_beside() {
    let shop = open_shop().await;
    let publish = async |title: &str, on_hand| {
        let command = commerce::catalog::NewProduct { on_hand, ..wish(title, vec![]) };
        let id = catalog::create_product(&shop, &Actor::System, command).await.unwrap();
        catalog::move_products(&shop, &Actor::System, MoveProducts { products: vec![id], to: Target::Published })
            .await
            .unwrap();
        id
    };
    let mug = publish("Mug", 3).await;
    let [saucer, spoon, gone] = [publish("Saucer", 3).await, publish("Spoon", 3).await, publish("Gone", 0).await];
    let draft = new(&shop, "Draft").await;
    let set =
        async |kind, others| catalog::set_links(&shop, &Actor::System, SetLinks { product: mug, kind, others }).await;
    set(LinkKind::Cross, vec![spoon, draft, gone, saucer]).await.unwrap();
    set(LinkKind::Related, vec![saucer]).await.unwrap();
    assert_eq!(wrong(set(LinkKind::Upsell, vec![mug]).await.unwrap_err())[0].1, "link-self");
    assert_eq!(wrong(set(LinkKind::Upsell, vec![spoon, spoon]).await.unwrap_err())[0].1, "product-twice");
    assert_eq!(wrong(set(LinkKind::Upsell, vec![ProductId::new()]).await.unwrap_err())[0].1, "no-product");
    let pricing = catalog::default_pricing(&shop);
    let cards = catalog::linked_cards(&shop, &[mug], &LinkKind::ALL, pricing).await.unwrap();
    let shown: Vec<_> = cards.iter().map(|(kind, card)| (*kind, card.id)).collect();
    assert_eq!(shown, [(LinkKind::Related, saucer), (LinkKind::Cross, spoon)], "each once");
    let in_cart = [variant(&shop, mug).await];
    let beside = catalog::cross_sells(&shop, &in_cart, 1, pricing).await.unwrap();
    assert_eq!(beside.iter().map(|card| card.id).collect::<Vec<_>>(), [spoon]);
    let all = [variant(&shop, mug).await, variant(&shop, spoon).await, variant(&shop, saucer).await];
    assert!(catalog::cross_sells(&shop, &all, 2, pricing).await.unwrap().is_empty(), "it is in the cart already");
    assert_eq!(catalog::links_for_staff(&shop, &Actor::System, mug).await.unwrap().len(), 5);
}

#[tokio::test]
async fn a_product_is_put_into_collections_by_hand_from_its_own_page() {
    let shop = open_shop().await;
    let (a, b) = (new(&shop, "Mug").await, new(&shop, "Bowl").await);
    let hand = async |title: &str, who: &[ProductId]| {
        let command = collection(title, Members::ByHand(who.to_vec()));
        catalog::save_collection(&shop, &Actor::System, command).await.unwrap()
    };
    let (loved, gifts) = (hand("Loved", &[b]).await, hand("Gifts", &[a]).await);
    let ruled = by_rule(&shop, "Reduced", true, vec![Condition::Reduced]).await;
    let version = catalog::product_editor(&shop, &Actor::System, a).await.unwrap().version;
    let put = async |version, collections| {
        let command = SetPlace { product: a, version, collections, links: vec![] };
        catalog::set_place(&shop, &Actor::System, command).await
    };
    let next = put(version, vec![loved]).await.unwrap();
    assert_eq!(next, version + 1);
    let order: Vec<_> = catalog::collection_editor(&shop, &Actor::System, loved).await.unwrap().products;
    assert_eq!(order.into_iter().map(|(id, _)| id).collect::<Vec<_>>(), [b, a], "last");
    assert_eq!(members(&shop, gifts).await, []);
    assert_eq!(put(next, vec![loved]).await.unwrap(), next, "the same again changes nothing");
    assert!(put(version, vec![]).await.is_err(), "an older form");
    assert_eq!(wrong(put(next, vec![ruled]).await.unwrap_err())[0].1, "collection-not-by-hand");
    assert_eq!(wrong(put(next, vec![CollectionId::new()]).await.unwrap_err())[0].0, "collections");
    let shown = catalog::collections_of(&shop, &Actor::System, a).await.unwrap();
    let shown: Vec<_> = shown.into_iter().map(|one| (one.id, one.by_rule, one.member)).collect();
    assert_eq!(shown.len(), 3);
    assert!(shown.contains(&(loved, false, true)) && shown.contains(&(gifts, false, false)));
    assert!(shown.contains(&(ruled, true, false)));
}

#[tokio::test]
async fn an_attribute_may_be_kept_out_of_the_filters() {
    let shop = open_shop().await;
    let attribute = |name: &str, facet| AttributeDefinition {
        name: name.into(),
        kind: AttributeKind::Text,
        unit: String::new(),
        choices: vec![],
        required: false,
        facet,
    };
    let definitions = vec![attribute("Wood", true), attribute("Batch", false)];
    let save = SaveType { id: None, name: "Chair".into(), definitions };
    catalog::save_type(&shop, &Actor::System, save).await.unwrap();
    for at in 0..8 {
        let (wood, batch) = if at % 2 == 0 { ("Oak", "17") } else { ("Ash", "18") };
        let id = new(&shop, &format!("Chair {at}")).await;
        edit(&shop, id, |details| {
            details.product_type = "chair".into();
            details.attributes = vec![("Wood".into(), vec![wood.into()]), ("Batch".into(), vec![batch.into()])];
        })
        .await;
        let publish = MoveProducts { products: vec![id], to: Target::Published };
        catalog::move_products(&shop, &Actor::System, publish).await.unwrap();
    }
    let query = ListQuery { page: 1, ..ListQuery::default() };
    let list = search::list(&shop, &query, catalog::default_pricing(&shop)).await.unwrap();
    let facets: Vec<&str> = list.facets.iter().map(|facet| facet.key.as_str()).collect();
    assert!(facets.contains(&"wood") && !facets.contains(&"batch"), "{facets:?}");
}
