//! Orders as the back office lists them.

use super::OrderError;
use crate::{Actor, Broken, Shop};
use model::{
    OrderId, Page,
    order::{OrderQuery, OrderRow, OrderView},
};

/// A page of orders, newest first. Needs `SeeOrders`.
pub async fn list(_shop: &Shop, _actor: &Actor, _query: OrderQuery) -> Result<Page<OrderRow>, OrderError> {
    // STUB
    Err(Broken::unbuilt("orders::list").into())
}

/// One order with everything. Needs `SeeOrders`.
pub async fn order_for_staff(_shop: &Shop, _actor: &Actor, _order: OrderId) -> Result<OrderView, OrderError> {
    // STUB
    Err(Broken::unbuilt("orders::order_for_staff").into())
}
