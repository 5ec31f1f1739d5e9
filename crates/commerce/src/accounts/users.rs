//! Making users and changing their roles.

use super::AccountError;
use crate::{Actor, Broken, Shop};
use model::{Email, UserId, account::Role};

/// A user to be.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub email: Email,
    pub name: String,
    pub password: String,
    pub role: Role,
}

/// Makes a user. Needs `ManageStaff` for roles of the back office.
pub async fn create_user(_shop: &Shop, _actor: &Actor, _command: NewUser) -> Result<UserId, AccountError> {
    // STUB
    Err(Broken::unbuilt("accounts::create_user").into())
}

/// Gives a user another role and ends the user's sessions. Needs `ManageStaff`; the last admin stays.
pub async fn set_role(_shop: &Shop, _actor: &Actor, _email: &Email, _role: Role) -> Result<(), AccountError> {
    // STUB
    Err(Broken::unbuilt("accounts::set_role").into())
}
