//! The one place that knows how a product is rated: two numbers on its row, kept with the reviews.

use model::ProductId;
use sqlx::MySqlConnection;

/// Sums up the approved reviews of a product on its row. Called last in the transaction that changed one: the row is
/// locked before anything is counted, so of two changes at once the later counts both.
pub(crate) async fn recount(conn: &mut MySqlConnection, product: ProductId) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT id AS "id: ProductId" FROM products WHERE id = ? FOR UPDATE"#, product)
        .fetch_optional(&mut *conn)
        .await?;
    sqlx::query!(
        "UPDATE products p
         SET rating_sum = (SELECT COALESCE(SUM(r.rating), 0) FROM reviews r WHERE r.product_id = p.id AND r.status = 'approved'),
             rating_count = (SELECT COUNT(*) FROM reviews r WHERE r.product_id = p.id AND r.status = 'approved')
         WHERE p.id = ?",
        product
    )
    .execute(conn)
    .await
    .map(drop)
}
