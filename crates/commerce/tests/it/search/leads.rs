//! Searches that lead somewhere at once.

use super::{
    goods::{Goods, page, synonym},
    leads_to,
};
use commerce::search::{self, SearchError, SynonymDraft, SynonymKind};
use model::{account::Role, event::Event};
use testkit::TestShop;

fn lead(term: &str, address: &str) -> SynonymDraft {
    SynonymDraft { kind: SynonymKind::Page, terms: vec![term.into()], replacement: address.into() }
}

#[tokio::test]
async fn staff_leads_words_to_an_address() {
    let shop = TestShop::new().await;
    let staff = super::terms::staff(Role::Catalogue);
    let gifts = search::add_synonym(&shop, &staff, lead(" Gutscheine!", "/c/gifts")).await.unwrap();
    let visit = format!("{}/page/visit?x=1", shop.settings.server.public_url);
    search::add_synonym(&shop, &staff, lead("store hours", &visit)).await.unwrap();
    shop.search.apply(&shop, &Event::ContentChanged).await;
    assert_eq!(leads_to(&shop, "gutscheine").await.as_deref(), Some("/c/gifts"));
    assert_eq!(leads_to(&shop, "what are the store hours").await.as_deref(), Some("/page/visit?x=1"));
    assert_eq!(leads_to(&shop, "red gutscheine").await, None);

    search::change_synonym(&shop, &staff, gifts, lead("gutscheine", "/c/vouchers")).await.unwrap();
    shop.search.apply(&shop, &Event::ContentChanged).await;
    assert_eq!(leads_to(&shop, "gutscheine").await.as_deref(), Some("/c/vouchers"));
    search::remove_synonym(&shop, &staff, gifts).await.unwrap();
    shop.search.apply(&shop, &Event::ContentChanged).await;
    assert_eq!(leads_to(&shop, "gutscheine").await, None);
    let outcome = search::add_synonym(&shop, &super::terms::staff(Role::Support), lead("gift", "/c/gifts")).await;
    assert!(matches!(outcome, Err(SearchError::Refused(_))));
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
