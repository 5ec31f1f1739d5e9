//! A shop that sells, with its webhooks on a real socket and its jobs done on demand.

use commerce::{
    Actor, Shop,
    actor::Staff,
    check, checkout,
    checkout::Placed,
    jobs,
    orders::{self, TakeStep},
    payments::local::{self, Decision},
};
use model::{
    OrderId, UserId, VariantId,
    account::Role,
    checkout::Next,
    order::{OrderStep, OrderView},
    payment::PaymentMethod,
};
use std::ops::Deref;
use testkit::{
    TestShop, sale,
    webhooks::{WebhookServer, WebhookSocket},
};

pub struct Till {
    shop: TestShop,
    pub webhooks: WebhookServer,
}

impl Deref for Till {
    type Target = Shop;
    fn deref(&self) -> &Shop {
        &self.shop
    }
}

impl Till {
    pub async fn open() -> Self {
        Self::with(|_| ()).await
    }

    pub async fn with(change: impl FnOnce(&mut commerce::Settings)) -> Self {
        let socket = WebhookSocket::bind().await;
        let shop = TestShop::with(|settings| {
            settings.payments.webhook_url = socket.url.clone();
            settings.payments.local_late_seconds = 0;
            change(settings);
        })
        .await;
        sale::open_for_sale(&shop).await;
        let webhooks = socket.serve((*shop).clone());
        Self { shop, webhooks }
    }

    pub async fn goods(&self, stock: i64) -> VariantId {
        sale::goods(self, 2_500, stock).await
    }

    pub async fn buy(&self, variant: VariantId, units: u32, method: PaymentMethod) -> Placed {
        sale::buy(self, variant, units, method).await
    }

    /// Somebody buys one unit by card and stands at the provider's page.
    pub async fn at_the_provider(&self, variant: VariantId) -> (Placed, String) {
        let placed = self.buy(variant, 1, PaymentMethod::Card).await;
        let reference = reference(&placed.next);
        (placed, reference)
    }

    pub async fn press(&self, reference: &str, decision: Decision) -> String {
        local::decide(self, reference, decision).await.unwrap()
    }

    /// The shopper's browser follows the provider's redirect.
    pub async fn come_back(&self, placed: &Placed, url: &str) {
        let payment = url.split_once("?payment=").unwrap().1;
        commerce::payments::on_return(self, &placed.token.reveal(), payment).await.unwrap();
    }

    pub async fn order(&self, order: OrderId) -> OrderView {
        orders::order_for_staff(self, &Actor::System, order).await.unwrap()
    }

    pub async fn states(&self, order: OrderId) -> (String, String, String) {
        let order = self.order(order).await;
        (order.state.as_str().into(), order.payment_status.as_str().into(), order.shipment.state.as_str().into())
    }

    pub async fn stock(&self, variant: VariantId) -> (i64, i64) {
        sqlx::query_as("SELECT on_hand, reserved FROM inventory WHERE variant_id = ?")
            .bind(variant)
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }

    pub async fn step(&self, order: OrderId, step: OrderStep) -> Result<OrderView, orders::OrderError> {
        let version = self.order(order).await.version;
        let command = TakeStep {
            order,
            version,
            step,
            carrier: (step == OrderStep::Ship).then(|| "DHL".into()),
            tracking_number: (step == OrderStep::Ship).then(|| "JJD 01".into()),
            note: (step == OrderStep::Cancel).then(|| "asked by telephone".into()),
        };
        orders::take_step(self, &staff(self).await, command).await
    }

    /// Runs every job that is due, and those they make; returns the kinds that failed.
    pub async fn work(&self) -> Vec<String> {
        let handlers = jobs::handlers();
        let mut failed = vec![];
        loop {
            let due: Option<(Vec<u8>, String, String)> = sqlx::query_as(
                "SELECT id, kind, payload FROM jobs WHERE state = 'ready' AND run_at <= UTC_TIMESTAMP(6)
                 ORDER BY priority, run_at, id LIMIT 1",
            )
            .fetch_optional(&self.pool)
            .await
            .unwrap();
            let Some((id, kind, payload)) = due else { return failed };
            let payload = serde_json::from_str(&payload).unwrap();
            let outcome = jobs::run_now(self, &handlers, &kind, payload).await;
            let outcome = outcome.unwrap_or_else(|| panic!("nobody knows the job {kind}"));
            if outcome.is_err() {
                failed.push(kind);
                self.finish(&id, "UPDATE jobs SET run_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR WHERE id = ?").await;
            } else {
                self.finish(&id, "UPDATE jobs SET state = 'done', unique_key = NULL WHERE id = ?").await;
            }
        }
    }

    /// Brings forward what failed or waits.
    pub async fn hurry(&self) {
        sqlx::query("UPDATE jobs SET run_at = UTC_TIMESTAMP(6) WHERE state = 'ready'")
            .execute(&self.pool)
            .await
            .unwrap();
    }

    async fn finish(&self, id: &[u8], sql: &'static str) {
        sqlx::query(sql).bind(id).execute(&self.pool).await.unwrap();
    }

    /// Lets the hold of an order run out.
    pub async fn let_expire(&self, order: OrderId) {
        sqlx::query("UPDATE reservations SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE order_id = ?")
            .bind(order)
            .execute(&self.pool)
            .await
            .unwrap();
        assert_eq!(checkout::expire_due(self).await.unwrap(), 1);
    }

    /// The subjects of all mails, oldest first.
    pub async fn mails(&self) -> Vec<String> {
        let mut letters = commerce::mail::mailbox(self).await.unwrap();
        letters.reverse();
        letters.into_iter().map(|letter| letter.kind.as_str().to_owned()).collect()
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap()
    }

    /// Nothing is broken, whatever happened.
    pub async fn sound(&self) {
        assert_eq!(check::run(self).await.unwrap(), []);
    }
}

/// The provider's name of the payment whose page comes next.
pub fn reference(next: &Next) -> String {
    match next {
        Next::Provider { url } => url.rsplit('/').next().unwrap().to_owned(),
        Next::Order { .. } => panic!("no provider asks for money"),
    }
}

/// A member of staff who may do everything.
pub async fn staff(shop: &Shop) -> Actor {
    let user: Option<UserId> = sqlx::query_scalar("SELECT id FROM users WHERE email = 'olga@shop.example'")
        .fetch_optional(&shop.pool)
        .await
        .unwrap();
    let user = match user {
        Some(user) => user,
        None => {
            let user = UserId::new();
            sqlx::query(
                "INSERT INTO users (id, email, email_canonical, name, role)
                 VALUES (?, 'olga@shop.example', 'olga@shop.example', 'Olga', 'admin')",
            )
            .bind(user)
            .execute(&shop.pool)
            .await
            .unwrap();
            user
        }
    };
    Actor::Staff(Staff { user, name: "Olga".into(), role: Role::Admin })
}
