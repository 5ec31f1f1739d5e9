//! What an import does to stock that orders hold.

use super::import::{Case, ROWS};

#[tokio::test]
async fn counts_below_what_orders_hold_are_kept_for_them() {
    let case = Case::new().await;
    case.rows(ROWS).await;
    sqlx::query("UPDATE inventory i JOIN variants v ON v.id = i.variant_id SET i.reserved = 4 WHERE v.sku = 'OS-1'")
        .execute(&case.shop.pool)
        .await
        .unwrap();
    let report = case.rows(&ROWS.replace("OS-1,3200,shopify,7", "OS-1,3200,shopify,1")).await;
    assert_eq!(report.warnings.len(), 1, "{report:?}");
    let (on_hand, sum): (i64, i64) = sqlx::query_as(
        "SELECT i.on_hand, CAST((SELECT SUM(m.delta) FROM stock_movements m WHERE m.variant_id = v.id) AS SIGNED)
         FROM inventory i JOIN variants v ON v.id = i.variant_id WHERE v.sku = 'OS-1'",
    )
    .fetch_one(&case.shop.pool)
    .await
    .unwrap();
    assert_eq!((on_hand, sum), (4, 4));
}
