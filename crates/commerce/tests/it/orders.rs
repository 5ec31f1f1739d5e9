//! Orders: the steps that staff takes, the link of the guest, the list.

use crate::till::{Till, reference, staff};
use commerce::{
    Actor, Shop,
    actor::Staff,
    orders::{self, OrderError, TakeStep},
    payments::local::Decision,
};
use model::{
    Fault, OrderId, UserId,
    account::Role,
    order::{OrderQuery, OrderState, OrderStep, PaymentStatus},
    payment::PaymentMethod,
};
use testkit::sale;

async fn paid(till: &Till) -> commerce::checkout::Placed {
    let thing = till.goods(5).await;
    let (placed, reference) = till.at_the_provider(thing).await;
    till.press(&reference, Decision::Approve).await;
    till.work().await;
    placed
}

#[tokio::test]
async fn from_the_till_to_the_door() {
    let till = Till::open().await;
    let placed = paid(&till).await;
    let order = till.order(placed.order).await;
    assert_eq!(orders::legal_steps(&order), [OrderStep::Pack, OrderStep::Cancel]);
    till.step(placed.order, OrderStep::Pack).await.unwrap();
    let shipped = till.step(placed.order, OrderStep::Ship).await.unwrap();
    assert_eq!(shipped.shipment.tracking_number.as_deref(), Some("JJD 01"));
    assert!(shipped.shipment.tracking_url.unwrap().ends_with("AWB=JJD01"));
    let refused = till.step(placed.order, OrderStep::Cancel).await.unwrap_err();
    assert!(matches!(refused, OrderError::Illegal { ref allowed } if allowed == &["deliver"]));
    let done = till.step(placed.order, OrderStep::Deliver).await.unwrap();
    assert_eq!(done.state, OrderState::Completed);
    till.work().await;
    assert_eq!(till.mails().await, ["order_placed", "payment_received", "shipped"]);
    let progress = orders::progress(&till, &placed.token.reveal()).await.unwrap();
    assert_eq!((progress.state.as_str(), progress.shipment.as_str()), ("completed", "delivered"));
    assert_eq!(progress.version, done.version);
    till.sound().await;
}

/// A week and an hour, for one order.
async fn a_week_passes(till: &Till, order: OrderId) {
    for sql in [
        "UPDATE orders SET placed_at = placed_at - INTERVAL 169 HOUR WHERE id = ?",
        "UPDATE payments SET created_at = created_at - INTERVAL 169 HOUR WHERE order_id = ?",
    ] {
        sqlx::query(sql).bind(order).execute(&till.pool).await.unwrap();
    }
}

#[tokio::test]
async fn a_transfer_has_its_days_from_when_it_was_chosen() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let placed = till.buy(thing, 1, PaymentMethod::OnDelivery).await;
    a_week_passes(&till, placed.order).await;
    let token = placed.token.reveal();
    orders::pay_again(&till, &Actor::System, &token, PaymentMethod::BankTransfer).await.unwrap();
    // Regression: the days were counted from the order, so that they could be over before the transfer was chosen.
    assert_eq!(orders::end_overdue(&till).await.unwrap(), 0);
    let order = till.order(placed.order).await;
    let days = (orders::transfer_until(&till.settings, &order).0 - order.placed_at.0) / 86_400_000_000;
    assert_eq!(days, 14);
    a_week_passes(&till, placed.order).await;
    assert_eq!(orders::end_overdue(&till).await.unwrap(), 1);
    till.sound().await;
}

#[tokio::test]
async fn choosing_the_transfer_again_gives_no_further_days() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let placed = till.buy(thing, 1, PaymentMethod::BankTransfer).await;
    a_week_passes(&till, placed.order).await;
    for method in [PaymentMethod::OnDelivery, PaymentMethod::BankTransfer] {
        orders::pay_again(&till, &Actor::System, &placed.token.reveal(), method).await.unwrap();
    }
    assert_eq!(orders::end_overdue(&till).await.unwrap(), 1);
    till.sound().await;
}

#[tokio::test]
async fn a_transfer_that_never_comes_ends_its_order() {
    let till = Till::open().await;
    let thing = till.goods(9).await;
    let late = till.buy(thing, 2, PaymentMethod::BankTransfer).await.order;
    let paid = till.buy(thing, 1, PaymentMethod::BankTransfer).await.order;
    let at_the_door = till.buy(thing, 1, PaymentMethod::OnDelivery).await.order;
    let fresh = till.buy(thing, 1, PaymentMethod::BankTransfer).await.order;
    till.step(paid, OrderStep::MarkPaid).await.unwrap();
    for order in [late, paid, at_the_door] {
        a_week_passes(&till, order).await;
    }
    assert_eq!(orders::end_overdue(&till).await.unwrap(), 1);
    assert_eq!(orders::end_overdue(&till).await.unwrap(), 0);
    assert_eq!(till.order(late).await.state, OrderState::Cancelled);
    for order in [paid, at_the_door, fresh] {
        assert_eq!(till.order(order).await.state, OrderState::Confirmed);
    }
    assert_eq!(till.stock(thing).await, (6, 0));
    till.work().await;
    let letter =
        commerce::mail::mailbox(&till).await.unwrap().into_iter().find(|letter| letter.kind.as_str() == "cancelled");
    let text = letter.unwrap().text;
    assert!(text.contains("No payment reached us in time"), "{text}");
    till.sound().await;
}

#[tokio::test]
async fn a_step_from_an_old_page_is_refused() {
    let till = Till::open().await;
    let placed = paid(&till).await;
    let seen = till.order(placed.order).await.version;
    let command = TakeStep {
        order: placed.order,
        version: seen,
        step: OrderStep::Pack,
        carrier: None,
        tracking_number: None,
        note: None,
    };
    let olga = staff(&till).await;
    orders::take_step(&till, &olga, command.clone()).await.unwrap();
    let again = orders::take_step(&till, &olga, command.clone()).await;
    assert!(matches!(again, Err(OrderError::Illegal { .. })), "{again:?}");
    let ship = TakeStep { step: OrderStep::Ship, ..command };
    let old = orders::take_step(&till, &olga, ship).await;
    assert!(matches!(old, Err(OrderError::Moved)), "{old:?}");
    till.sound().await;
}

#[tokio::test]
async fn only_who_may_takes_steps() {
    let till = Till::open().await;
    let placed = paid(&till).await;
    let command = |step| TakeStep {
        order: placed.order,
        version: 1,
        step,
        carrier: Some("x".repeat(65)),
        tracking_number: Some("<1>".into()),
        note: None,
    };
    let clerk = Actor::Staff(Staff { user: UserId::new(), name: "Kim".into(), role: Role::Catalogue });
    for actor in [clerk, sale::somebody(), Actor::Provider] {
        let refused: Fault = orders::take_step(&till, &actor, command(OrderStep::Pack)).await.unwrap_err().into();
        assert_eq!(refused.kind.status(), 403);
        let refused: Fault = orders::list(&till, &actor, OrderQuery::default()).await.unwrap_err().into();
        assert_eq!(refused.kind.status(), 403);
    }
    let wrong: Fault =
        orders::take_step(&till, &staff(&till).await, command(OrderStep::Ship)).await.unwrap_err().into();
    assert_eq!(wrong.kind.status(), 422);
    assert!(wrong.at("carrier").is_some() && wrong.at("tracking_number").is_some());
    let why: Fault = till.step(placed.order, OrderStep::Ship).await.unwrap_err().into();
    assert_eq!(why.kind.status(), 409);
    till.sound().await;
}

#[tokio::test]
async fn cancelling_wants_a_reason_and_gives_all_back() {
    let till = Till::open().await;
    let placed = paid(&till).await;
    let order = till.order(placed.order).await;
    let thing = order.lines[0].variant;
    assert_eq!(till.stock(thing).await, (4, 0));
    let silent = TakeStep {
        order: placed.order,
        version: order.version,
        step: OrderStep::Cancel,
        carrier: None,
        tracking_number: None,
        note: Some("  ".into()),
    };
    let refused: Fault = orders::take_step(&till, &staff(&till).await, silent).await.unwrap_err().into();
    assert!(refused.at("note").is_some());
    till.step(placed.order, OrderStep::Cancel).await.unwrap();
    till.work().await;
    assert_eq!(till.stock(thing).await, (5, 0));
    assert_eq!(till.states(placed.order).await, ("cancelled".into(), "refunded".into(), "cancelled".into()));
    assert_eq!(till.mails().await, ["order_placed", "payment_received", "cancelled", "refunded"]);
    let seen = orders::by_token(&till, &placed.token.reveal()).await.unwrap();
    assert!(seen.timeline.iter().all(|entry| entry.by_name.is_none()), "names of staff stay in the house");
    assert!(!format!("{seen:?}").contains("asked by telephone"), "and so do their notes");
    till.sound().await;
}

#[tokio::test]
async fn the_shopper_cancels_until_it_is_packed() {
    let till = Till::open().await;
    let first = paid(&till).await;
    let token = first.token.reveal();
    let shopper = sale::somebody();
    let ended = orders::cancel(&till, &shopper, &token).await.unwrap();
    assert_eq!(ended.state, OrderState::Cancelled);
    let again = orders::cancel(&till, &shopper, &token).await;
    assert!(matches!(again, Err(OrderError::Illegal { .. })), "{again:?}");
    let second = paid(&till).await;
    till.step(second.order, OrderStep::Pack).await.unwrap();
    let late = orders::cancel(&till, &shopper, &second.token.reveal()).await;
    assert!(matches!(late, Err(OrderError::Illegal { .. })), "{late:?}");
    let paying = orders::pay_again(&till, &shopper, &token, PaymentMethod::Card).await;
    assert!(matches!(paying, Err(OrderError::Illegal { .. })), "{paying:?}");
    till.work().await;
    till.sound().await;
}

#[tokio::test]
async fn a_link_opens_one_order_and_nothing_else() {
    let till = Till::open().await;
    let placed = paid(&till).await;
    let token = placed.token.reveal();
    assert_eq!(orders::by_token(&till, &token).await.unwrap().id, placed.order);
    let mut forged = token.clone().into_bytes();
    forged[5] = if forged[5] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).unwrap();
    let id = placed.order.to_string();
    for wrong in ["", "x", forged.as_str(), id.as_str(), "' OR 1=1 --", &token[1..], &format!("{token}=")] {
        assert!(matches!(orders::by_token(&till, wrong).await, Err(OrderError::NoOrder)), "{wrong}");
        assert!(matches!(orders::progress(&till, wrong).await, Err(OrderError::NoOrder)), "{wrong}");
        let cancelled = orders::cancel(&till, &Actor::System, wrong).await;
        assert!(matches!(cancelled, Err(OrderError::NoOrder)), "{wrong}");
    }
}

#[tokio::test]
async fn the_list_finds_by_view_and_by_text() {
    let till = Till::open().await;
    let thing = till.goods(50).await;
    let by_card = paid(&till).await;
    let transfer = till.buy(thing, 2, PaymentMethod::BankTransfer).await;
    let door = till.buy(thing, 3, PaymentMethod::OnDelivery).await;
    let ended = till.buy(thing, 1, PaymentMethod::OnDelivery).await;
    till.step(ended.order, OrderStep::Cancel).await.unwrap();
    let olga = staff(&till).await;
    let list = async |view: &str, text: &str| {
        let query = OrderQuery { view: view.into(), text: text.into(), page: 0 };
        let page = orders::list(&till, &olga, query).await.unwrap();
        assert_eq!(page.total, page.items.len() as u64);
        page.items.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let (card, transfer, door, ended) = (by_card.order, transfer.order, door.order, ended.order);
    assert_eq!(list("all", "").await, [ended, door, transfer, card]);
    assert_eq!(list("unpaid", "").await, [door, transfer]);
    assert_eq!(list("to_fulfil", "").await, [door, card]);
    assert_eq!(list("shipped", "").await, []);
    assert_eq!(list("cancelled", "").await, [ended]);
    assert_eq!(list("", "ada@example").await.len(), 4);
    assert_eq!(list("", "ADA EXA").await.len(), 4);
    assert_eq!(list("", "%").await, [], "a percent sign is a percent sign");
    let number = till.order(door).await.number;
    assert_eq!(list("", &format!("#{number}")).await, [door]);
    let row = orders::list(&till, &olga, OrderQuery { text: number, ..OrderQuery::default() }).await.unwrap();
    assert_eq!(row.items[0].items, 3);
    assert_eq!(list("money_back", "").await, []);
    till.work().await;
    till.sound().await;
}

#[tokio::test]
async fn cash_is_booked_at_the_door() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let placed = till.buy(thing, 1, PaymentMethod::OnDelivery).await;
    for step in [OrderStep::Pack, OrderStep::Ship, OrderStep::Deliver, OrderStep::MarkPaid] {
        till.step(placed.order, step).await.unwrap();
    }
    assert_eq!(till.states(placed.order).await, ("completed".into(), "paid".into(), "delivered".into()));
    till.work().await;
    till.sound().await;
}

#[tokio::test]
async fn a_transfer_that_became_a_card_is_shown_as_a_card() {
    let till = Till::open().await;
    let thing = till.goods(1).await;
    let placed = till.buy(thing, 1, PaymentMethod::BankTransfer).await;
    let token = placed.token.reveal();
    let next = orders::pay_again(&till, &sale::somebody(), &token, PaymentMethod::Card).await.unwrap();
    assert_eq!(till.order(placed.order).await.payment_method, PaymentMethod::BankTransfer, "not before it is paid");
    till.press(&reference(&next), Decision::Approve).await;
    till.work().await;
    let order = till.order(placed.order).await;
    assert_eq!((order.payment_status, order.payment_method), (PaymentStatus::Paid, PaymentMethod::Card));
    till.sound().await;
}

#[tokio::test]
async fn links_of_older_orders_outlive_a_change_of_the_secret() {
    let till = Till::open().await;
    let placed = paid(&till).await;
    let mut settings = till.settings.clone();
    settings.security.previous_secret = std::mem::replace(&mut settings.security.secret, "the-new-one".into());
    let shop = Shop::on(settings.clone(), till.pool.clone()).unwrap();
    // Regression: mails named a link that opened nothing.
    let token = orders::access_token(&shop, placed.order).await.unwrap();
    assert_eq!(token.reveal(), placed.token.reveal());
    let url = orders::order_url(&shop, placed.order).await.unwrap();
    assert!(url.ends_with(&placed.token.reveal()), "{url}");
    let later = sale::buy(&shop, till.goods(1).await, 1, PaymentMethod::OnDelivery).await;
    assert_eq!(orders::new_access_token(&shop, later.order).unwrap().reveal(), later.token.reveal());
    assert_eq!(orders::by_token(&shop, &later.token.reveal()).await.unwrap().id, later.order);
}
