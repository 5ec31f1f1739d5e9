//! Many rows in one statement.

use sqlx::{MySql, MySqlConnection, QueryBuilder, query_builder::Separated};

/// Most placeholders of a statement, with some room below what the protocol allows.
const PLACEHOLDERS: usize = 60_000;

/// Inserts rows, as many at once as fit. `head` is everything before VALUES.
pub(crate) async fn insert_many<R>(
    conn: &mut MySqlConnection,
    head: &'static str,
    columns: usize,
    rows: &[R],
    bind: impl Fn(&mut Separated<'_, MySql, &'static str>, &R),
) -> Result<(), sqlx::Error> {
    for some in rows.chunks(PLACEHOLDERS / columns.max(1)) {
        let mut query = QueryBuilder::new(head);
        query.push_values(some, |mut values, row| bind(&mut values, row));
        // Every length is a statement of its own; keeping them would push the useful ones out.
        query.build().persistent(false).execute(&mut *conn).await?;
    }
    Ok(())
}
