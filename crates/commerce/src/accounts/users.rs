//! Making users and changing their roles.

use super::{AccountError, password};
use crate::{Actor, Shop, db};
use futures::FutureExt;
use model::{
    Email, UserId,
    account::{Permission, Role},
};
use sqlx::MySqlConnection;

/// A user to be.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub email: Email,
    pub name: String,
    pub password: String,
    pub role: Role,
}

/// Makes a user. Needs `ManageStaff` for roles of the back office.
pub async fn create_user(shop: &Shop, actor: &Actor, command: NewUser) -> Result<UserId, AccountError> {
    if command.role.staff() && !actor.may(Permission::ManageStaff) {
        return Err(AccountError::Forbidden);
    }
    if !password::strong_enough(&command.password, &[command.email.as_str(), &command.name]) {
        return Err(AccountError::WeakPassword);
    }
    let id = UserId::new();
    let phc = password::hash(command.password).await?;
    let made = sqlx::query!(
        "INSERT INTO users (id, email, email_canonical, name, password_hash, role) VALUES (?, ?, ?, ?, ?, ?)",
        id,
        command.email.as_str(),
        command.email.canonical(),
        command.name,
        phc,
        command.role.as_str(),
    )
    .execute(&shop.pool)
    .await;
    match made {
        Ok(_) => Ok(id),
        Err(error) if db::violated(&error) == Some("uq_users_email") => Err(AccountError::EmailTaken),
        Err(error) => Err(error.into()),
    }
}

/// Gives a user another role and ends the user's sessions. Needs `ManageStaff`; the last admin stays.
pub async fn set_role(shop: &Shop, actor: &Actor, email: &Email, role: Role) -> Result<(), AccountError> {
    if !actor.may(Permission::ManageStaff) {
        return Err(AccountError::Forbidden);
    }
    shop.transaction((email.canonical(), role), |tx, (email, role)| change_role(tx, email, role).boxed()).await
}

async fn change_role(tx: &mut MySqlConnection, email: String, role: Role) -> Result<(), AccountError> {
    // All admins are locked, so that two of them cannot step down at once.
    let admins = sqlx::query_scalar!(
        r#"SELECT id as "id: UserId" FROM users WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE"#
    )
    .fetch_all(&mut *tx)
    .await?;
    let user =
        sqlx::query_scalar!(r#"SELECT id as "id: UserId" FROM users WHERE email_canonical = ? FOR UPDATE"#, email)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(AccountError::NoUser)?;
    if role != Role::Admin && admins == [user] {
        return Err(AccountError::LastAdmin);
    }
    sqlx::query!("UPDATE users SET role = ?, generation = generation + 1 WHERE id = ?", role.as_str(), user)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("UPDATE sessions SET revoked_at = UTC_TIMESTAMP(6) WHERE user_id = ? AND revoked_at IS NULL", user)
        .execute(tx)
        .await?;
    Ok(())
}
