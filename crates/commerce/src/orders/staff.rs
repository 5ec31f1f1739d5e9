//! Orders as the back office lists them.

use super::{
    OrderError,
    load::{self, word},
};
use crate::{Actor, Shop};
use model::{
    Currency, Money, OrderId, Page, Time,
    account::Permission,
    order::{OrderQuery, OrderRow, OrderView},
};
use sqlx::{MySql, QueryBuilder, Row, mysql::MySqlRow};

/// Rows of one page.
pub const PER_PAGE: u32 = 30;
/// Most characters of a search.
const MAX_TEXT: usize = 200;
/// Farthest row that can be asked for.
const MAX_OFFSET: u32 = 10_000;

/// Orders with a refund that no provider sends, or that the provider refused and nobody asked for again.
const MONEY_BACK: &str = "o.id IN (SELECT p.order_id FROM refunds r JOIN payments p ON p.id = r.payment_id
     WHERE r.state IN ('created', 'failed') AND IF(r.state = 'created', p.gateway = 'hand',
         p.captured > (SELECT COALESCE(SUM(g.amount), 0) FROM refunds g
                       WHERE g.payment_id = p.id AND g.state <> 'failed')))";

/// A page of orders, newest first. Needs `SeeOrders`.
pub async fn list(shop: &Shop, actor: &Actor, query: OrderQuery) -> Result<Page<OrderRow>, OrderError> {
    actor.require(Permission::SeeOrders).map_err(OrderError::Refused)?;
    let page = query.page.clamp(1, MAX_OFFSET / PER_PAGE);
    let mut count = QueryBuilder::new("SELECT COUNT(*) FROM orders o JOIN shipments s ON s.order_id = o.id WHERE ");
    narrow(&mut count, &query);
    let total: i64 = count.build_query_scalar().fetch_one(&shop.pool).await?;
    let mut rows = QueryBuilder::new(
        "SELECT o.id, o.number, o.placed_at, o.customer_name, o.email, o.currency, o.total, o.state, o.payment_status,
                s.state AS shipment,
                (SELECT CAST(SUM(l.quantity) AS SIGNED) FROM order_lines l WHERE l.order_id = o.id) AS items, ",
    );
    rows.push(MONEY_BACK);
    rows.push(" AS money_back FROM orders o JOIN shipments s ON s.order_id = o.id WHERE ");
    narrow(&mut rows, &query);
    rows.push(" ORDER BY o.placed_at DESC, o.id DESC LIMIT ").push_bind(PER_PAGE);
    rows.push(" OFFSET ").push_bind((page - 1) * PER_PAGE);
    let rows = rows.build().fetch_all(&shop.pool).await?;
    let items = rows.iter().map(order_row).collect::<Result<_, _>>()?;
    Ok(Page { items, total: total.cast_unsigned(), page, per_page: PER_PAGE })
}

/// How many orders have money that is to go back and waits for a member of staff. Needs `SeeOrders`.
pub async fn money_back_count(shop: &Shop, actor: &Actor) -> Result<u64, OrderError> {
    actor.require(Permission::SeeOrders).map_err(OrderError::Refused)?;
    let mut count = QueryBuilder::new("SELECT COUNT(*) FROM orders o WHERE ");
    count.push(MONEY_BACK);
    let waiting: i64 = count.build_query_scalar().fetch_one(&shop.pool).await?;
    Ok(waiting.cast_unsigned())
}

/// The orders placed after a moment, newest first, at most a hundred. Needs `SeeOrders`.
pub async fn placed_since(shop: &Shop, actor: &Actor, moment: Time) -> Result<Vec<OrderId>, OrderError> {
    actor.require(Permission::SeeOrders).map_err(OrderError::Refused)?;
    let orders = sqlx::query_scalar!(
        r#"SELECT id AS "id: OrderId" FROM orders WHERE placed_at > ? ORDER BY placed_at DESC LIMIT 100"#,
        moment
    );
    Ok(orders.fetch_all(&shop.pool).await?)
}

/// One order with everything. Needs `SeeOrders`.
pub async fn order_for_staff(shop: &Shop, actor: &Actor, order: OrderId) -> Result<OrderView, OrderError> {
    actor.require(Permission::SeeOrders).map_err(OrderError::Refused)?;
    load::order(shop, order).await
}

fn narrow(sql: &mut QueryBuilder<MySql>, query: &OrderQuery) {
    sql.push(condition(&query.view));
    let text: String = query.text.trim().trim_start_matches('#').chars().take(MAX_TEXT).collect();
    if text.is_empty() {
        return;
    }
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    // The number only from its beginning; people remember the middle of a name.
    sql.push(" AND (o.number LIKE ").push_bind(format!("{escaped}%"));
    sql.push(" OR o.email LIKE ").push_bind(format!("%{escaped}%"));
    sql.push(" OR o.customer_name LIKE ").push_bind(format!("%{escaped}%")).push(")");
}

fn condition(view: &str) -> &'static str {
    match view {
        "unpaid" => "o.payment_status = 'unpaid' AND o.state <> 'cancelled'",
        "to_fulfil" => {
            "o.state = 'confirmed' AND s.state IN ('pending', 'packed')
             AND (o.payment_status <> 'unpaid' OR o.payment_method = 'on_delivery')"
        }
        "shipped" => "s.state IN ('shipped', 'delivered')",
        "cancelled" => "o.state = 'cancelled'",
        "money_back" => MONEY_BACK,
        _ => "1 = 1",
    }
}

fn order_row(row: &MySqlRow) -> Result<OrderRow, OrderError> {
    let currency: Currency = word(row.try_get("currency")?)?;
    Ok(OrderRow {
        id: row.try_get::<OrderId, _>("id")?,
        number: row.try_get("number")?,
        placed_at: row.try_get::<Time, _>("placed_at")?,
        customer: row.try_get("customer_name")?,
        email: row.try_get("email")?,
        total: Money::new(row.try_get("total")?, currency),
        state: word(row.try_get("state")?)?,
        payment_status: word(row.try_get("payment_status")?)?,
        shipment: word(row.try_get("shipment")?)?,
        money_back: row.try_get("money_back")?,
        items: u32::try_from(row.try_get::<Option<i64>, _>("items")?.unwrap_or_default()).unwrap_or(u32::MAX),
    })
}
