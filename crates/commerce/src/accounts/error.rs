//! What can go wrong with accounts.

use crate::{Broken, domain_error};
use model::{Fault, FaultKind};

/// What can go wrong with accounts.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Wrong address or wrong password: one answer for both.
    #[error("the sign-in failed")]
    WrongCredentials,
    #[error("too many tries; wait {seconds} s")]
    Slowed { seconds: u32 },
    /// As many passwords are computed as this machine can; another moment will do.
    #[error("too many sign-ins at once")]
    Busy,
    #[error("the address is taken")]
    EmailTaken,
    #[error("there is no such user")]
    NoUser,
    #[error("the password is too weak")]
    WeakPassword,
    #[error("the last admin stays")]
    LastAdmin,
    #[error("the role does not allow it")]
    Forbidden,
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(AccountError);

impl From<AccountError> for Fault {
    fn from(error: AccountError) -> Fault {
        match error {
            AccountError::WrongCredentials => Fault::new(FaultKind::Invalid, "wrong-credentials"),
            AccountError::Slowed { seconds } => {
                Fault::new(FaultKind::RateLimited, "sign-in-slowed").retry_after(seconds)
            }
            AccountError::Busy => Fault::new(FaultKind::Unavailable, "sign-in-busy").retry_after(2),
            AccountError::EmailTaken => Fault::new(FaultKind::Conflict, "email-taken"),
            AccountError::NoUser => Fault::not_found("no-user"),
            AccountError::WeakPassword => Fault::invalid([("password", "password-weak")]),
            AccountError::LastAdmin => Fault::new(FaultKind::Conflict, "last-admin"),
            AccountError::Forbidden => Fault::new(FaultKind::Forbidden, "forbidden").arg("right", "ManageStaff"),
            AccountError::Broken(broken) => broken.into(),
        }
    }
}
