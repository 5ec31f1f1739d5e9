//! Adding, changing and removing rows of the table.

use super::{SynonymDraft, SynonymKind, draft::is_address};
use crate::{Actor, Shop, db, outbox, search::SearchError};
use futures::FutureExt;
use model::{Fault, SynonymId, account::Permission, event::Event};
use sqlx::MySqlConnection;

/// Adds a row. Needs `ChangeProducts`.
pub async fn add_synonym(shop: &Shop, actor: &Actor, draft: SynonymDraft) -> Result<SynonymId, SearchError> {
    actor.require(Permission::ChangeProducts).map_err(SearchError::Refused)?;
    let id = SynonymId::new();
    let input = (id, draft.checked(&shop.settings.server.public_url)?);
    shop.transaction(input, |tx, (id, row)| write(tx, id, row, true).boxed()).await?;
    Ok(id)
}

/// Changes a row. Needs `ChangeProducts`.
pub async fn change_synonym(shop: &Shop, actor: &Actor, id: SynonymId, draft: SynonymDraft) -> Result<(), SearchError> {
    actor.require(Permission::ChangeProducts).map_err(SearchError::Refused)?;
    let input = (id, draft.checked(&shop.settings.server.public_url)?);
    shop.transaction(input, |tx, (id, row)| write(tx, id, row, false).boxed()).await
}

/// Removes a row. Needs `ChangeProducts`.
pub async fn remove_synonym(shop: &Shop, actor: &Actor, id: SynonymId) -> Result<(), SearchError> {
    actor.require(Permission::ChangeProducts).map_err(SearchError::Refused)?;
    shop.transaction(id, |tx, id| remove(tx, id).boxed()).await
}

async fn write(
    tx: &mut MySqlConnection,
    id: SynonymId,
    (kind, terms, replacement): (SynonymKind, String, String),
    fresh: bool,
) -> Result<(), SearchError> {
    if kind == SynonymKind::Page && !is_address(&replacement) {
        let page = sqlx::query!("SELECT id FROM pages WHERE handle = ? AND published", replacement);
        if page.fetch_optional(&mut *tx).await?.is_none() {
            return Err(SearchError::Refused(Fault::invalid([("page", "synonym-page-missing")])));
        }
    }
    let kind = kind.as_str();
    let sql = match fresh {
        true => sqlx::query!(
            "INSERT INTO synonyms (kind, terms, replacement, id) VALUES (?, ?, ?, ?)",
            kind,
            terms,
            replacement,
            id
        ),
        false => sqlx::query!(
            "UPDATE synonyms SET kind = ?, terms = ?, replacement = ? WHERE id = ?",
            kind,
            terms,
            replacement,
            id
        ),
    };
    let touched = sql.execute(&mut *tx).await.map_err(taken)?;
    if touched.rows_affected() == 0 {
        return Err(SearchError::NoSynonym);
    }
    outbox::write(tx, &Event::ContentChanged).await?;
    Ok(())
}

fn taken(error: sqlx::Error) -> SearchError {
    match db::violated(&error) {
        Some("uq_synonyms_terms") => SearchError::Refused(Fault::invalid([("terms", "synonym-taken")])),
        _ => error.into(),
    }
}

async fn remove(tx: &mut MySqlConnection, id: SynonymId) -> Result<(), SearchError> {
    let gone = sqlx::query!("DELETE FROM synonyms WHERE id = ?", id).execute(&mut *tx).await?;
    if gone.rows_affected() == 0 {
        return Err(SearchError::NoSynonym);
    }
    outbox::write(tx, &Event::ContentChanged).await?;
    Ok(())
}
