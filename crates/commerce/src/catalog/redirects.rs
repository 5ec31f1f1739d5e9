//! Ways from old addresses of the shop to new ones. A live thing at an address always wins; a redirect is asked for only
//! where there is nothing.

use super::CatalogError;
use crate::{Actor, Shop};
use futures::FutureExt;
use model::{Fault, Time, account::Permission};
use sqlx::MySqlConnection;

/// Longest path, in characters, and redirects on one page of the list.
const LONGEST: usize = 512;
const PER_PAGE: u32 = 50;
/// The kind of those that staff make.
const BY_HAND: &str = "hand";

/// What moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Product,
    Category,
    Collection,
    Page,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Product, Self::Category, Self::Collection, Self::Page];

    fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Category => "category",
            Self::Collection => "collection",
            Self::Page => "page",
        }
    }

    /// The address of a thing by its handle.
    fn path(self, handle: &str) -> String {
        match self {
            Self::Product => format!("/p/{handle}"),
            Self::Category => format!("/c/{handle}"),
            Self::Collection => format!("/collection/{handle}"),
            Self::Page => format!("/page/{handle}"),
        }
    }
}

/// A way as staff see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Redirect {
    pub id: u64,
    pub from: String,
    pub to: String,
    /// `product`, `category`, `collection`, `page`, or `hand` for those that staff made.
    pub kind: String,
    pub hits: u64,
    pub created_at: Time,
}

/// Asks for a way from one path of the shop to another.
#[derive(Clone, Debug)]
pub struct NewRedirect {
    pub from: String,
    pub to: String,
    /// What moved, where a file tells; staff make them by hand.
    pub kind: Option<String>,
}

/// Where a path that leads nowhere leads instead; counts the visit where that takes no time.
pub async fn redirect_of(shop: &Shop, path: &str) -> Result<Option<String>, CatalogError> {
    if path.chars().count() > LONGEST {
        return Ok(None);
    }
    let found =
        sqlx::query!("SELECT id, to_path FROM redirects WHERE from_path = ?", path).fetch_optional(&shop.pool).await?;
    let Some(row) = found else { return Ok(None) };
    count(shop, row.id).await;
    Ok(Some(row.to_path))
}

/// Counts a visit. Nobody waits for a number: while somebody else counts, or nothing can be written, the visit is led on
/// without.
async fn count(shop: &Shop, id: u64) {
    let hit = "SET STATEMENT innodb_lock_wait_timeout = 0 FOR UPDATE redirects SET hits = hits + 1 WHERE id = ?";
    if let Err(error) = sqlx::query(hit).bind(id).execute(&shop.pool).await {
        tracing::debug!(%error, "a visit was not counted");
    }
}

/// The ways that contain a text, newest first, and how many there are; pages are counted from 1. Needs `SeeProducts`.
pub async fn redirects(
    shop: &Shop,
    actor: &Actor,
    text: &str,
    page: u32,
) -> Result<model::Page<Redirect>, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    let page = page.clamp(1, 1000);
    let text = text.trim();
    let total = sqlx::query_scalar!(
        "SELECT COUNT(*) FROM redirects WHERE LOCATE(?, from_path) > 0 OR LOCATE(?, to_path) > 0",
        text,
        text
    )
    .fetch_one(&shop.pool)
    .await?;
    let items = sqlx::query_as!(
        Redirect,
        r#"SELECT id, from_path AS "from", to_path AS "to", kind, hits, created_at AS "created_at: Time" FROM redirects
           WHERE LOCATE(?, from_path) > 0 OR LOCATE(?, to_path) > 0 ORDER BY id DESC LIMIT ? OFFSET ?"#,
        text,
        text,
        PER_PAGE,
        (page - 1) * PER_PAGE
    )
    .fetch_all(&shop.pool)
    .await?;
    Ok(model::Page { items, total: total.unsigned_abs(), page, per_page: PER_PAGE })
}

/// Makes a way; one from the same path leads to the new place from now on. Needs `ChangeProducts`.
pub async fn add_redirect(shop: &Shop, actor: &Actor, command: NewRedirect) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let (from, to) = (path(&command.from), path(&command.to));
    let mut wrong = vec![];
    for (name, path) in [("from", &from), ("to", &to)] {
        wrong.extend(path.is_none().then_some((name, "redirect-path")));
    }
    let kind = command.kind.unwrap_or_else(|| BY_HAND.to_owned());
    if !Kind::ALL.iter().any(|known| known.word() == kind) && kind != BY_HAND {
        wrong.push(("kind", "redirect-path"));
    }
    let (Some(from), Some(to), true) = (from, to, wrong.is_empty()) else {
        return Err(CatalogError::Refused(Fault::invalid(wrong)));
    };
    shop.transaction((from, to, kind), |tx, (from, to, kind)| {
        async move {
            // The end of the way is looked up first, so that nobody is led on twice.
            let onward = sqlx::query_scalar!("SELECT to_path FROM redirects WHERE from_path = ?", to)
                .fetch_optional(&mut *tx)
                .await?;
            let end = onward.unwrap_or(to);
            if end == from {
                return Err(CatalogError::Refused(Fault::invalid([("to", "redirect-loop")])));
            }
            Ok(lead(tx, &kind, &from, &end).await?)
        }
        .boxed()
    })
    .await
}

/// Takes a way away. Needs `ChangeProducts`.
pub async fn delete_redirect(shop: &Shop, actor: &Actor, id: u64) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let gone = sqlx::query!("DELETE FROM redirects WHERE id = ?", id).execute(&shop.pool).await?;
    if gone.rows_affected() == 1 { Ok(()) } else { Err(CatalogError::NoRedirect) }
}

/// Leads from the old handle of a thing to its new one.
pub(crate) async fn moved(conn: &mut MySqlConnection, kind: Kind, from: &str, to: &str) -> Result<(), sqlx::Error> {
    taken(conn, kind, to).await?;
    lead(conn, kind.word(), &kind.path(from), &kind.path(to)).await
}

/// Forgets the way from a handle that a live thing has now.
pub(crate) async fn taken(conn: &mut MySqlConnection, kind: Kind, handle: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM redirects WHERE from_path = ?", kind.path(handle)).execute(conn).await.map(drop)
}

/// Leads from the handle of a thing that is gone for good to where its kind is listed.
pub(crate) async fn gone(conn: &mut MySqlConnection, kind: Kind, handle: &str, to: &str) -> Result<(), sqlx::Error> {
    lead(conn, kind.word(), &kind.path(handle), to).await
}

/// Writes a way, and leads all that came to its beginning straight to its end.
async fn lead(conn: &mut MySqlConnection, kind: &str, from: &str, to: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE redirects SET to_path = ? WHERE to_path = ? AND from_path <> ?", to, from, to)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "INSERT INTO redirects (from_path, to_path, kind) VALUES (?, ?, ?)
         ON DUPLICATE KEY UPDATE to_path = VALUES(to_path), kind = VALUES(kind)",
        from,
        to,
        kind
    )
    .execute(conn)
    .await
    .map(drop)
}

/// A path of this shop as it is looked for: decoded, without a stroke at its end.
fn path(typed: &str) -> Option<String> {
    let path = typed.trim().trim_end_matches('/');
    let fine = path.starts_with('/')
        && !path.starts_with("//")
        && path.chars().count() <= LONGEST
        && !path.chars().any(|sign| sign.is_whitespace() || sign.is_control() || "?#\\".contains(sign));
    // What cannot be given away: the back office, and what machines call.
    let own = ["/admin", "/rpc", "/api", "/media", "/checkout", "/cart", "/order"];
    let reserved = own.iter().any(|own| path == *own || path.starts_with(&format!("{own}/")));
    (fine && !reserved).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn only_paths_of_the_shop_lead_anywhere() {
        assert_eq!(path(" /old/chair/ ").as_deref(), Some("/old/chair"));
        for bad in ["", "/", "old", "//evil.example", "https://evil.example", "/a b", "/a?b", "/admin/orders", "/a\\b"]
        {
            assert_eq!(path(bad), None, "{bad}");
        }
    }
}
