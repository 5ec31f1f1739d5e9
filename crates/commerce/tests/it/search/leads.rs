//! Searches that lead somewhere at once.

use super::{
    goods::{Goods, page, synonym},
    leads_to,
};
use commerce::{
    Actor,
    search::{self, SearchError, SetLead},
};
use model::{account::Role, event::Event};
use testkit::TestShop;

fn set(term: &str, address: &str) -> SetLead {
    SetLead { term: term.into(), address: address.into() }
}

#[tokio::test]
async fn staff_leads_words_to_an_address() {
    let shop = TestShop::new().await;
    let staff = super::terms::staff(Role::Catalogue);
    search::lead(&shop, &staff, set(" Gutscheine!", "/c/gifts")).await.unwrap();
    search::lead(&shop, &staff, set("store hours", &format!("{}/page/visit?x=1", shop.settings.server.public_url)))
        .await
        .unwrap();
    shop.search.apply(&shop, &Event::ContentChanged).await;
    assert_eq!(leads_to(&shop, "gutscheine").await.as_deref(), Some("/c/gifts"));
    assert_eq!(leads_to(&shop, "what are the store hours").await.as_deref(), Some("/page/visit?x=1"));
    assert_eq!(leads_to(&shop, "red gutscheine").await, None);

    // The same words again lead elsewhere, and nowhere when they are let go.
    search::lead(&shop, &staff, set("gutscheine", "/c/vouchers")).await.unwrap();
    let leads = search::leads(&shop, &staff).await.unwrap();
    let known: Vec<_> = leads.iter().map(|lead| (lead.terms.join("|"), lead.address.as_str())).collect();
    assert_eq!(known, [("gutscheine".into(), "/c/vouchers"), ("store hours".into(), "/page/visit?x=1")]);
    search::unlead(&shop, &staff, leads[0].id).await.unwrap();
    assert!(matches!(search::unlead(&shop, &staff, leads[0].id).await, Err(SearchError::NoLead)));
    shop.search.apply(&shop, &Event::ContentChanged).await;
    assert_eq!(leads_to(&shop, "gutscheine").await, None);
}

#[tokio::test]
async fn wrong_words_and_foreign_addresses_are_refused() {
    let shop = TestShop::new().await;
    let staff = super::terms::staff(Role::Catalogue);
    let fields = |error: SearchError| match error {
        SearchError::Refused(fault) => fault.fields.into_iter().map(|wrong| wrong.field).collect::<Vec<_>>(),
        other => panic!("{other}"),
    };
    for term in ["", "  !!", &"x y ".repeat(60)] {
        assert_eq!(fields(search::lead(&shop, &staff, set(term, "/c/gifts")).await.unwrap_err()), ["term"], "{term}");
    }
    let long = format!("/{}", "a".repeat(400));
    for address in [
        "",
        "gifts",
        "//evil.example",
        "https://evil.example/",
        "/\\evil",
        "/a b",
        "javascript:alert(1)",
        "/a\nb",
        &long,
    ] {
        let error = search::lead(&shop, &staff, set("gift", address)).await.unwrap_err();
        assert_eq!(fields(error), ["address"], "{address}");
    }
    let support = super::terms::staff(Role::Support);
    for stranger in [support, Actor::System] {
        let outcome = search::lead(&shop, &stranger, set("gift", "/c/gifts")).await;
        assert!(matches!(stranger, Actor::System) || matches!(outcome, Err(SearchError::Refused(_))));
    }
}

#[tokio::test]
async fn a_code_opens_its_product_and_a_page_its_words() {
    let shop = TestShop::new().await;
    let lamp = Goods { codes: vec![("L-100".into(), "4006381333931".into())], ..Goods::new("Lamp 2000", 100) };
    lamp.put(&shop).await;
    synonym(&shop, "send back|return", "page", "returns").await;
    synonym(&shop, "warranty", "page", "gone").await;
    page(&shop, "returns", "Returns").await;
    assert_eq!(leads_to(&shop, "4006381333931").await.as_deref(), Some("/p/lamp-2000"));
    assert_eq!(leads_to(&shop, " 4006381 333931 ").await.as_deref(), Some("/p/lamp-2000"));
    assert_eq!(leads_to(&shop, "l-100").await.as_deref(), Some("/p/lamp-2000"));
    assert_eq!(leads_to(&shop, "Returns").await.as_deref(), Some("/page/returns"));
    for list in ["lamp", "lamp 2000", "warranty", "return lamp", "", "4006", &"9".repeat(300)] {
        assert_eq!(leads_to(&shop, list).await, None, "{list}");
    }
}
