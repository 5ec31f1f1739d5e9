//! People: staff with passwords and roles, and the sessions of everybody.

mod error;
mod password;
mod sessions;
mod sign_in;
mod users;

pub use error::AccountError;
pub use sessions::{SessionRow, create_session, delete_expired_sessions, delete_session, load_session, save_session};
pub use sign_in::{SignIn, demo_owner_is_here, sign_in, staff_of};
pub use users::{NewUser, create_user, set_role};
