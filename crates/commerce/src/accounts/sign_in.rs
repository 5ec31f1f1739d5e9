//! Signing in staff.

use super::{AccountError, password};
use crate::{
    Broken, Shop,
    actor::Staff,
    limits::{self, SIGN_IN, SIGN_IN_ACCOUNT, SIGN_IN_ANYWHERE, SIGN_IN_FAILED, SIGN_IN_FAILED_DAY},
    seed::OWNER,
    settings::Mode,
};
use model::{Email, UserId, account::Role};

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
    count(shop, &command.address, &account).await?;
    let known = match command.email.parse::<Email>() {
        Ok(email) => by_email(shop, &email.canonical()).await?,
        Err(_) => None,
    };
    let phc = known.as_ref().and_then(|(_, phc)| phc.clone());
    // Everybody can read the demo's password; the time is spent all the same.
    let public = shop.settings.server.mode == Mode::Production && command.password == OWNER.1;
    let fits = command.password.len() <= 4 * password::MAX_LENGTH && password::verify(command.password, phc).await?;
    match known {
        Some((staff, _)) if fits && !public && staff.role.staff() => {
            forgive(shop, &command.address, &account).await?;
            Ok(staff)
        }
        _ => Err(AccountError::WrongCredentials),
    }
}

/// Each try counts as failed before it is looked at, so that many at once are not more than one after the other.
async fn count(shop: &Shop, address: &str, account: &str) -> Result<(), AccountError> {
    let here = at(account, address);
    let counted = [
        (SIGN_IN, address),
        (SIGN_IN_FAILED, address),
        (SIGN_IN_FAILED_DAY, address),
        (SIGN_IN_ACCOUNT, &here),
        (SIGN_IN_ANYWHERE, account),
    ];
    for (limit, who) in counted {
        if let Some(seconds) = limits::hit(shop, limit, who).await? {
            return Err(AccountError::Slowed { seconds });
        }
    }
    Ok(())
}

/// A try that did not fail is taken back: from the account at this address all, from what others share, this one.
async fn forgive(shop: &Shop, address: &str, account: &str) -> Result<(), Broken> {
    limits::forgive(shop, SIGN_IN_ACCOUNT, &at(account, address)).await?;
    limits::take_back(shop, SIGN_IN_ANYWHERE, account).await?;
    limits::take_back(shop, SIGN_IN_FAILED, address).await?;
    limits::take_back(shop, SIGN_IN_FAILED_DAY, address).await
}

/// An account as one address tries it.
fn at(account: &str, address: &str) -> String {
    format!("{account} {address}")
}

/// Whether the demo's owner has an account with the demo's password: a database of development that came along.
pub async fn demo_owner_is_here(shop: &Shop) -> Result<bool, AccountError> {
    let email: Email = OWNER.0.parse().map_err(Broken::other)?;
    match by_email(shop, &email.canonical()).await? {
        Some((_, Some(phc))) => password::verify(OWNER.1.into(), Some(phc)).await,
        _ => Ok(false),
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
