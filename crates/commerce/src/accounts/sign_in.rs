//! Signing in staff.

use super::{AccountError, password};
use crate::{
    Broken, Shop,
    actor::Staff,
    limits::{self, Limit},
};
use model::{Email, UserId, account::Role};

/// Tries from one address.
const BY_ADDRESS: Limit = Limit { name: "sign-in-address", hits: 20, seconds: 900 };
/// Tries at one account, wherever they come from.
const BY_ACCOUNT: Limit = Limit { name: "sign-in-account", hits: 10, seconds: 900 };

/// A try to sign in.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub email: String,
    pub password: String,
    /// Address as the server sees it, for limits.
    pub address: String,
}

/// Checks address and password of a member of staff, slowed after failures; same answer and time for unknown addresses.
pub async fn sign_in(shop: &Shop, command: SignIn) -> Result<Staff, AccountError> {
    let account = command.email.trim().to_lowercase();
    for (limit, who) in [(BY_ADDRESS, command.address.as_str()), (BY_ACCOUNT, account.as_str())] {
        if let Some(seconds) = limits::hit(shop, limit, who).await? {
            return Err(AccountError::Slowed { seconds });
        }
    }
    let known = match command.email.parse::<Email>() {
        Ok(email) => by_email(shop, &email.canonical()).await?,
        Err(_) => None,
    };
    let phc = known.as_ref().and_then(|(_, phc)| phc.clone());
    let fits = command.password.len() <= 4 * password::MAX_LENGTH && password::verify(command.password, phc).await?;
    match known {
        Some((staff, _)) if fits && staff.role.staff() => Ok(staff),
        _ => Err(AccountError::WrongCredentials),
    }
}

/// The member of staff behind a session now; `None` where the person was disabled or lost the role.
pub async fn staff_of(shop: &Shop, user: UserId) -> Result<Option<Staff>, Broken> {
    let row = sqlx::query!("SELECT name, role FROM users WHERE id = ? AND disabled_at IS NULL", user)
        .fetch_optional(&shop.pool)
        .await?;
    Ok(row.and_then(|row| {
        let role: Role = row.role.parse().ok()?;
        role.staff().then_some(Staff { user, name: row.name, role })
    }))
}

async fn by_email(shop: &Shop, canonical: &str) -> Result<Option<(Staff, Option<String>)>, Broken> {
    let row = sqlx::query!(
        r#"SELECT id as "id: UserId", name, role, password_hash FROM users
           WHERE email_canonical = ? AND disabled_at IS NULL"#,
        canonical
    )
    .fetch_optional(&shop.pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let role: Role = row.role.parse().map_err(Broken::other)?;
    Ok(Some((Staff { user: row.id, name: row.name, role }, row.password_hash)))
}
