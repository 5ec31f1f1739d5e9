//! What a socket hears of, and what it is told when it may have missed something.

use commerce::{
    Actor, Shop,
    orders::{self, OrderError},
};
use model::{OrderId, Time, event::Event};
use serde::Deserialize;

/// What a socket hears of.
pub enum Topic {
    /// The order of a secret link.
    Order { id: OrderId, token: String },
    /// Every order, for staff.
    Orders { actor: Actor, page: StaffPage },
}

/// What the page of a member of staff shows.
#[derive(Default, Deserialize)]
pub struct StaffPage {
    /// The orders up to this moment.
    since: Option<Time>,
    /// This one order.
    order: Option<OrderId>,
}

impl Topic {
    /// The message for an event: its name, and what a page needs to decide whether it is concerned.
    pub fn message(&self, event: &Event) -> Option<String> {
        match (self, event) {
            (Self::Order { id, .. }, Event::OrderChanged { order, version }) if id == order => Some(moved(*version)),
            (Self::Orders { .. }, Event::OrderPlaced { order }) => Some(placed(*order)),
            (Self::Orders { .. }, Event::OrderChanged { order, version }) => Some(changed(*order, *version)),
            _ => None,
        }
    }

    /// The messages that bring a page up to date, whatever it has heard so far.
    pub async fn now(&self, shop: &Shop) -> Result<Vec<String>, OrderError> {
        let (actor, page) = match self {
            Self::Order { token, .. } => return Ok(vec![moved(orders::progress(shop, token).await?.version)]),
            Self::Orders { actor, page } => (actor, page),
        };
        let mut all = vec![];
        if let Some(since) = page.since {
            all.extend(orders::placed_since(shop, actor, since).await?.into_iter().map(placed));
        }
        if let Some(order) = page.order {
            all.push(changed(order, orders::order_for_staff(shop, actor, order).await?.version));
        }
        Ok(all)
    }
}

fn moved(version: u32) -> String {
    format!("order.changed {version}")
}

fn placed(order: OrderId) -> String {
    format!("order.placed {order}")
}

fn changed(order: OrderId, version: u32) -> String {
    format!("order.changed {order} {version}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::payment::PaymentMethod;
    use testkit::{TestShop, sale};

    #[tokio::test]
    async fn a_page_that_missed_something_is_brought_up_to_date() {
        let shop = TestShop::new().await;
        sale::open_for_sale(&shop).await;
        let variant = sale::goods(&shop, 1000, 9).await;
        let placed = sale::buy(&shop, variant, 1, PaymentMethod::OnDelivery).await;
        let token = placed.token.reveal();
        let id = orders::id_of(&shop, &token).await.unwrap();
        let version = orders::progress(&shop, &token).await.unwrap().version;
        let told = async |topic: Topic| topic.now(&shop).await.unwrap();
        assert_eq!(told(Topic::Order { id, token }).await, [format!("order.changed {version}")]);

        let staff = |since, order| Topic::Orders { actor: Actor::System, page: StaffPage { since, order } };
        assert_eq!(told(staff(None, Some(id))).await, [format!("order.changed {id} {version}")]);
        assert_eq!(told(staff(Some(Time(0)), None)).await, [format!("order.placed {id}")]);
        let tomorrow = chrono::Utc::now() + chrono::Duration::days(1);
        assert!(told(staff(Some(tomorrow.into()), None)).await.is_empty());
    }

    #[test]
    fn an_import_is_no_news_of_an_order() {
        let (id, other) = (OrderId::new(), OrderId::new());
        let mine = Topic::Order { id, token: String::new() };
        assert_eq!(mine.message(&Event::CatalogReplaced), None);
        assert_eq!(mine.message(&Event::OrderChanged { order: other, version: 2 }), None);
        let heard = mine.message(&Event::OrderChanged { order: id, version: 2 });
        assert_eq!(heard.as_deref(), Some("order.changed 2"));
    }
}
