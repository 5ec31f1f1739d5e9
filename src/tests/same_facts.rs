//! The page, its JSON-LD, the feed and the operation tell the same price, currency, availability and number.

use super::{http::Browser, moved::product, sale::shop};
use commerce::{
    Actor, Shop,
    catalog::{self, EditVariants, SetOptions},
    inventory::{self, AdjustStock},
};
use model::{
    ProductId, VariantId,
    catalog::{Availability, VariantView},
    product::{Content, OptionDetails, Reference, Unit},
    stock::MovementKind,
};
use serde_json::Value;

/// The JSON-LD of the product on a page.
fn json_ld(page: &str) -> Value {
    let blocks = page.split("application/ld+json\">").skip(1).filter_map(|rest| rest.split("</script>").next());
    let blocks = blocks.filter_map(|text| serde_json::from_str::<Value>(text).ok());
    let kind = |block: &Value| matches!(block["@type"].as_str(), Some("Product" | "ProductGroup"));
    blocks.filter(kind).last().expect("a product in JSON-LD")
}

/// The variants of a block: itself, or those of a group.
fn offers(block: &Value) -> Vec<Value> {
    match block["hasVariant"].as_array() {
        Some(variants) => variants.clone(),
        None => vec![block.clone()],
    }
}

/// The fields of the items of the feed.
fn items(feed: &str) -> Vec<impl Fn(&str) -> String> {
    let mut all = vec![];
    for item in feed.split("<item>").skip(1) {
        let item = item.split("</item>").next().unwrap().to_owned();
        all.push(move |name: &str| {
            let rest = item.split(&format!("<g:{name}>")).nth(1).unwrap_or_default().to_owned();
            rest.split("</g:").next().unwrap_or_default().to_owned()
        });
    }
    all
}

fn schema(availability: Availability) -> &'static str {
    match availability {
        Availability::InStock => "https://schema.org/InStock",
        Availability::Low(_) => "https://schema.org/LimitedAvailability",
        Availability::BackOrder => "https://schema.org/BackOrder",
        Availability::SoldOut => "https://schema.org/OutOfStock",
    }
}

async fn compare(shop: &Shop, handle: &str) -> Vec<VariantView> {
    let mut browser = Browser::new(shop);
    let view = catalog::product_page(shop, handle, catalog::default_pricing(shop)).await.unwrap();
    let offers = offers(&json_ld(&browser.get(&format!("/p/{handle}")).await.body));
    let feed = browser.get("/feeds/google.xml").await.body;
    let items = items(&feed);
    assert_eq!((offers.len(), items.len()), (view.variants.len(), view.variants.len()));
    for ((variant, offer), item) in view.variants.iter().zip(&offers).zip(&items) {
        let (price, currency) = (variant.price.now.decimal(), variant.price.now.currency.code().to_owned());
        assert_eq!((offer["sku"].as_str(), offer["gtin"].as_str()), (Some(variant.sku.as_str()), variant.gtin()));
        assert_eq!(offer["offers"]["price"].as_str(), Some(price.as_str()));
        assert_eq!(offer["offers"]["priceCurrency"].as_str(), Some(currency.as_str()));
        assert_eq!(offer["offers"]["availability"].as_str(), Some(schema(variant.availability)));
        let told = if item("sale_price").is_empty() { item("price") } else { item("sale_price") };
        assert_eq!(told, format!("{price} {currency}"));
        assert_eq!(item("gtin"), variant.gtin().unwrap_or_default());
        let there = matches!(variant.availability, Availability::InStock | Availability::Low(_));
        assert_eq!(item("availability"), if there { "in_stock" } else { "out_of_stock" });
        let page = browser.get(&format!("/p/{handle}?variant={}", variant.id)).await.body;
        assert!(
            page.contains(&format!("data-price=\"{}\"", variant.price.now)),
            "the page shows {}",
            variant.price.now
        );
        let rate = &offer["offers"]["shippingDetails"]["shippingRate"]["value"];
        if page.contains("id=\"delivery\"") {
            assert_eq!(rate.as_str() == Some("0.00"), page.contains(", free of charge."), "{rate}");
        }
        let sold_out = page.contains("stock stock--out");
        assert_eq!(sold_out, variant.availability == Availability::SoldOut);
    }
    view.variants
}

async fn edit(shop: &Shop, id: ProductId, change: impl Fn(usize, &mut model::product::VariantDetails)) {
    let editor = catalog::product_editor(shop, &Actor::System, id).await.unwrap();
    let mut variants: Vec<(VariantId, _)> = editor.variants.into_iter().map(|one| (one.id, one.details)).collect();
    variants.iter_mut().enumerate().for_each(|(at, (_, details))| change(at, details));
    let command = EditVariants { product: id, version: editor.version, variants, reason: "test".into() };
    catalog::edit_variants(shop, &Actor::System, command).await.unwrap();
}

#[tokio::test]
async fn everybody_is_told_the_same() {
    let (shop, variant) = shop().await;
    let (id, handle) = product(&shop, variant).await;
    edit(&shop, id, |_, details| details.barcode = "4006381333931".into()).await;
    compare(&shop, &handle).await;
    let editor = catalog::product_editor(&shop, &Actor::System, id).await.unwrap();
    let options = vec![OptionDetails::new("Size", &["S", "M", "L"])];
    let command = SetOptions { product: id, version: editor.version, options };
    catalog::set_options(&shop, &Actor::System, command).await.unwrap();
    edit(&shop, id, |at, details| match at {
        1 => (details.price, details.compare_at) = (9_900, Some(12_900)),
        2 => details.continue_selling = true,
        _ => details.content = Content::new(750, Unit::L, Reference::L1).ok(),
    })
    .await;
    let views = compare(&shop, &handle).await;
    let available: Vec<Availability> = views.iter().map(|view| view.availability).collect();
    assert_eq!(available, [Availability::Low(5), Availability::SoldOut, Availability::BackOrder]);
    let none = AdjustStock { variant, on_hand: 0, expected: 5, kind: MovementKind::Count, reason: "gone".into() };
    inventory::adjust(&shop, &Actor::System, none).await.unwrap();
    assert_eq!(compare(&shop, &handle).await[0].availability, Availability::SoldOut, "it flips at once");
}

#[tokio::test]
async fn the_law_is_told_where_it_wants_to_be() {
    let (shop, variant) = shop().await;
    let (id, handle) = product(&shop, variant).await;
    let mut editor = catalog::product_editor(&shop, &Actor::System, id).await.unwrap();
    editor.details.manufacturer = "Kiln & Sons\nPotter Lane 1, 1010 Vienna\nhello@kiln.example".into();
    editor.details.warnings = "Hot surface.".into();
    let command = catalog::EditProduct { product: id, version: editor.version, details: editor.details };
    catalog::update_product(&shop, &Actor::System, command).await.unwrap();
    edit(&shop, id, |_, details| {
        (details.price, details.compare_at) = (9_900, Some(12_900));
        details.content = Content::new(750, Unit::L, Reference::L1).ok();
    })
    .await;
    // The fixture has no history of its own: give it the price of ten days ago.
    sqlx::query("UPDATE prices SET lowest_before = 11000").execute(&shop.pool).await.unwrap();
    let mut browser = Browser::new(&shop);
    let page = browser.get(&format!("/p/{handle}")).await.body;
    for told in [
        "Kiln &amp; Sons",
        "hello@kiln.example",
        "Hot surface.",
        "Lowest price in the 30 days before",
        "€110.00",
        "0.75 l",
        "€132.00",
    ] {
        assert!(page.contains(told), "{told}");
    }
    let block = json_ld(&page);
    assert_eq!(block["manufacturer"]["name"].as_str(), Some("Kiln & Sons"));
    assert_eq!(block["offers"]["priceSpecification"]["price"].as_str(), Some("132.00"));
    assert_eq!(block["offers"]["shippingDetails"]["@type"].as_str(), Some("OfferShippingDetails"));
    let feed = browser.get("/feeds/google.xml").await.body;
    assert!(feed.contains("<g:unit_pricing_measure>0.75 l</g:unit_pricing_measure>"), "{feed}");
}
