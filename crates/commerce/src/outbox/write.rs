//! Writing an event beside the change it tells of.

use model::event::Event;
use sqlx::MySqlConnection;

/// Records an event in the running transaction: it becomes visible with the change, or not at all.
pub async fn write(conn: &mut MySqlConnection, event: &Event) -> Result<(), sqlx::Error> {
    let payload = serde_json::to_string(event).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query!("INSERT INTO outbox (topic, payload) VALUES (?, ?)", event.topic(), payload).execute(conn).await?;
    Ok(())
}
