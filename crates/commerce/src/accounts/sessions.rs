//! Sessions in MariaDB: found by the hash of their secret, ended at once on every node.

use crate::{Broken, Shop};
use model::{Time, UserId};

/// A session as stored.
#[derive(Clone, Debug)]
pub struct SessionRow {
    pub id_hash: [u8; 32],
    pub realm: String,
    pub user: Option<UserId>,
    /// JSON of the session's own data.
    pub data: String,
    pub expires_at: Time,
}

/// Stores a new session; false where the id is taken.
pub async fn create_session(_shop: &Shop, _row: &SessionRow) -> Result<bool, Broken> {
    // STUB
    Err(Broken::unbuilt("accounts::create_session"))
}

/// Changes a session that is still there; never brings back one that ended.
pub async fn save_session(_shop: &Shop, _row: &SessionRow) -> Result<(), Broken> {
    // STUB
    Err(Broken::unbuilt("accounts::save_session"))
}

/// A session that has not ended.
pub async fn load_session(_shop: &Shop, _id_hash: [u8; 32]) -> Result<Option<SessionRow>, Broken> {
    // STUB
    Err(Broken::unbuilt("accounts::load_session"))
}

/// Ends a session.
pub async fn delete_session(_shop: &Shop, _id_hash: [u8; 32]) -> Result<(), Broken> {
    // STUB
    Err(Broken::unbuilt("accounts::delete_session"))
}

/// Removes sessions that ended, in batches; returns how many.
pub async fn delete_expired_sessions(_shop: &Shop) -> Result<u64, Broken> {
    // STUB
    Err(Broken::unbuilt("accounts::delete_expired_sessions"))
}
