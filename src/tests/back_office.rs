//! The back office over HTTP: what staff sees and presses.

use super::staff::signed_in;
use commerce::{
    Actor,
    orders::{self, TakeStep},
};
use model::{
    account::Role,
    order::{OrderStep, PaymentStatus},
    payment::PaymentMethod,
};
use testkit::{
    TestShop,
    sale::{buy, goods, open_for_sale},
};

#[tokio::test]
async fn money_that_came_by_hand_is_sent_back_by_hand() {
    let shop = TestShop::new().await;
    open_for_sale(&shop).await;
    let thing = goods(&shop, 12_900, 5).await;
    let order = buy(&shop, thing, 1, PaymentMethod::BankTransfer).await.order;
    for step in [OrderStep::MarkPaid, OrderStep::Cancel] {
        let version = orders::order_for_staff(&shop, &Actor::System, order).await.unwrap().version;
        let note = Some("asked by telephone".to_owned());
        let command = TakeStep { order, version, step, carrier: None, tracking_number: None, note };
        orders::take_step(&shop, &Actor::System, command).await.unwrap();
    }
    let (mut browser, _) = signed_in(&shop, Role::Support).await;
    let list = browser.get("/admin/orders").await.body;
    assert!(list.contains("The money of 1 order waits for you to give it back."), "{list}");
    let path = format!("/admin/orders/{order}");
    let page = browser.get(&path).await.body;
    for said in ["Refund sent", "€129.00 came by hand", "The money has to be sent by hand", "The order was cancelled"]
    {
        assert!(page.contains(said), "{said} is not said: {page}");
    }
    assert!(!page.contains("note refund"), "a word of the program is shown");
    let version = orders::order_for_staff(&shop, &Actor::System, order).await.unwrap().version;
    browser.post(&format!("{path}/step"), &format!("step=refund_sent&version={version}")).await;
    let after = orders::order_for_staff(&shop, &Actor::System, order).await.unwrap();
    assert_eq!(after.payment_status, PaymentStatus::Refunded);
    let page = browser.get(&path).await.body;
    assert!(page.contains("Done.") && page.contains("Nothing is left to do with this order."));
    assert!(!browser.get("/admin/orders").await.body.contains("waits for you to give it back"));
}
