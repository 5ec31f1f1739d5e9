//! Signing in staff.

use super::AccountError;
use crate::{Broken, Shop, actor::Staff};
use model::UserId;

/// A try to sign in.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub email: String,
    pub password: String,
    /// Address as the server sees it, for limits.
    pub address: String,
}

/// Checks address and password of a member of staff, slowed after failures; same answer and time for unknown addresses.
pub async fn sign_in(_shop: &Shop, _command: SignIn) -> Result<Staff, AccountError> {
    // STUB
    Err(Broken::unbuilt("accounts::sign_in").into())
}

/// The member of staff behind a session now; `None` where the person was disabled or lost the role.
pub async fn staff_of(_shop: &Shop, _user: UserId) -> Result<Option<Staff>, Broken> {
    // STUB
    Err(Broken::unbuilt("accounts::staff_of"))
}
