//! The database behind the server: what must be true in it, and how its clock is moved.

use super::guest::{Away, Guest};
use model::VariantId;
use std::time::Duration;
use testkit::{
    TestShop,
    sale::{goods, open_for_sale},
};
use tokio::time::{sleep, timeout};

const STOCK: i64 = 5;

/// A shop with one thing to sell.
pub struct Books {
    pub shop: TestShop,
    pub thing: VariantId,
}

impl Books {
    /// A fresh database.
    pub async fn open() -> Self {
        let shop = TestShop::new().await;
        open_for_sale(&shop).await;
        let thing = goods(&shop, 2_500, STOCK).await;
        Self { shop, thing }
    }

    /// Waits until a count is above zero; the server may end before.
    pub async fn wait_for(&self, sql: &'static str) -> Result<(), Away> {
        for _ in 0..1_000 {
            if self.count(sql).await > 0 {
                return Ok(());
            }
            sleep(Duration::from_millis(10)).await;
        }
        Err(Away)
    }

    /// Leases of the dead process end, and payments become old enough to be asked about.
    pub async fn let_time_pass(&self) {
        self.write("UPDATE jobs SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE WHERE state = 'running'").await;
        self.write("UPDATE jobs SET run_at = UTC_TIMESTAMP(6) WHERE state = 'ready'").await;
        self.write(
            "UPDATE payments SET created_at = created_at - INTERVAL 10 MINUTE, updated_at = updated_at - INTERVAL 10 MINUTE",
        )
        .await;
    }

    /// The fifteen minutes of every hold are over.
    pub async fn let_holds_run_out(&self) {
        self.write("UPDATE reservations SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE state = 'held'")
            .await;
    }

    /// Waits until no job is due or running.
    pub async fn wait_until_idle(&self) {
        let due = "SELECT COUNT(*) FROM jobs WHERE state = 'running' OR (state = 'ready' AND run_at <= UTC_TIMESTAMP(6) + INTERVAL 30 SECOND)";
        let idle = timeout(Duration::from_secs(60), async {
            while self.count(due).await > 0 {
                sleep(Duration::from_millis(20)).await;
            }
        });
        idle.await.expect("the queue never became empty");
    }

    /// At most one order, in the state that the provider's books call for; stock, letters and jobs to match.
    pub async fn prove(&self, point: &str, guest: &Guest) {
        let orders: Vec<(String, String, i64)> = sqlx::query_as(
            "SELECT o.state, o.payment_status, CAST((SELECT COUNT(*) FROM local_gateway_payments g
                 JOIN payments p ON p.idem_key = g.idem_key WHERE p.order_id = o.id AND g.state = 'paid') AS SIGNED)
             FROM orders o",
        )
        .fetch_all(&self.shop.pool)
        .await
        .unwrap();
        assert!(orders.len() <= 1, "{point}: {orders:?}");
        assert!(!guest.was_told_of_an_order() || orders.len() == 1, "{point}: an order that was told of is gone");
        let mut sold = 0;
        for (state, money, paid) in &orders {
            match (state.as_str(), money.as_str(), *paid) {
                ("confirmed", "paid", 1) => sold += 1,
                ("cancelled", "refunded", 1) | ("cancelled", "unpaid", 0) => {}
                other => panic!("{point}: {other:?}"),
            }
        }
        let stock: (i64, i64) = sqlx::query_as("SELECT on_hand, reserved FROM inventory WHERE variant_id = ?")
            .bind(self.thing)
            .fetch_one(&self.shop.pool)
            .await
            .unwrap();
        assert_eq!(stock, (STOCK - sold, 0), "{point}: on hand and reserved");
        for (what, sql) in [
            ("letters sent twice", "SELECT COUNT(*) - COUNT(DISTINCT effect_key) FROM mails"),
            ("letters not sent", "SELECT COUNT(*) FROM mails WHERE sent_at IS NULL"),
            ("dead jobs", "SELECT COUNT(*) FROM jobs WHERE state = 'dead'"),
        ] {
            assert_eq!(self.count(sql).await, 0, "{point}: {what}");
        }
    }

    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.shop.pool).await.unwrap()
    }

    async fn write(&self, sql: &'static str) {
        sqlx::query(sql).execute(&self.shop.pool).await.unwrap();
    }
}
