//! Locks by name, for work that one process at a time may do and that no transaction can hold together: files, and
//! imports of hours.

use crate::Broken;
use sqlx::{Connection, MySqlConnection, MySqlPool};

/// A lock of this shop's database. A holder that goes away drops the connection, and the lock with it.
pub(crate) struct Lock(MySqlConnection);

impl Lock {
    /// Waits for a lock some seconds; `None` where somebody else has it for longer.
    pub async fn take(pool: &MySqlPool, name: &str, seconds: u32) -> Result<Option<Self>, Broken> {
        let mut connection = pool.acquire().await?.detach();
        // Names are those of the whole server.
        let got: Option<i64> = sqlx::query_scalar("SELECT GET_LOCK(LEFT(CONCAT(?, ' ', DATABASE()), 64), ?)")
            .bind(name)
            .bind(seconds)
            .fetch_one(&mut connection)
            .await?;
        Ok((got == Some(1)).then_some(Self(connection)))
    }

    /// Gives it free.
    pub async fn release(self) {
        if let Err(error) = self.0.close().await {
            tracing::debug!(%error, "a lock went with its connection");
        }
    }
}
