//! Taking an import back: one change at a time, the last first, each in a transaction of its own that notes what became of
//! it. Whoever is cut off in between goes on where the other ended.

use super::{
    ImportError,
    batches::{self, BatchState},
    category,
    products::alone,
    restore::{self, Fate, How},
};
use crate::{Actor, Shop, catalog, fault_point::fault_point};
use model::{ImportBatchId, PriceListId, UserId, account::Permission};
use sqlx::MySqlConnection;
use std::sync::Arc;

/// One change of a batch, to be taken back.
#[derive(Debug)]
pub(super) struct Undo {
    pub change: u64,
    pub kind: String,
    pub subject: uuid::Uuid,
    pub before: Option<String>,
    pub after: String,
    pub list: PriceListId,
    pub actor: &'static str,
    pub user: Option<UserId>,
}

/// Takes a batch back. What somebody changed since stays as it is; what was sold or reviewed since is archived instead of
/// removed. Needs `ChangeProducts`.
pub async fn undo(shop: &Shop, actor: &Actor, id: ImportBatchId) -> Result<batches::Batch, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let found = batches::batch(shop, actor, id).await?;
    if found.state == BatchState::Checked && !found.can_be_undone() {
        return Err(ImportError::NotYet);
    }
    let lock = alone(shop).await?;
    let outcome = undo_all(shop, actor, id).await;
    lock.release().await;
    outcome?;
    batches::batch(shop, actor, id).await
}

async fn undo_all(shop: &Shop, actor: &Actor, id: ImportBatchId) -> Result<(), ImportError> {
    // No import runs now, so one that seems to was cut off.
    use BatchState::{Checked, Done, Failed, Running, Undoing, Undone};
    let from = [Checked, Done, Failed, Running, Undoing, Undone];
    let begun = shop
        .transaction(id, move |tx, id| {
            Box::pin(async move { Ok::<bool, ImportError>(batches::step(tx, id, &from, BatchState::Undoing).await?) })
        })
        .await?;
    if !begun {
        return Err(ImportError::NotYet);
    }
    let list = catalog::default_list(&shop.pool, shop.settings.shop.currency).await?;
    while let Some(next) = last_made(shop, actor, id, list).await? {
        undo_one(shop, next).await?;
        fault_point("import.undone-one");
    }
    shop.transaction(id, |tx, id| {
        Box::pin(async move {
            batches::step(tx, id, &[BatchState::Undoing], BatchState::Undone).await?;
            Ok::<(), ImportError>(())
        })
    })
    .await
}

async fn last_made(
    shop: &Shop,
    actor: &Actor,
    id: ImportBatchId,
    list: PriceListId,
) -> Result<Option<Undo>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT id, kind, subject_id AS "subject: uuid::Uuid", before_image, after_image FROM import_changes
           WHERE batch_id = ? AND state = 'made' ORDER BY id DESC LIMIT 1"#,
        id
    )
    .fetch_optional(&shop.pool)
    .await?;
    Ok(row.map(|row| Undo {
        change: row.id,
        kind: row.kind,
        subject: row.subject,
        before: row.before_image,
        after: row.after_image,
        list,
        actor: actor.word(),
        user: actor.user(),
    }))
}

/// First as if nobody used what the batch made; where somebody does, the gentle way.
async fn undo_one(shop: &Shop, next: Undo) -> Result<(), ImportError> {
    let next = Arc::new(next);
    match with(shop, next.clone(), How::Remove).await {
        Err(error) if batches::in_the_way(&error) => match with(shop, next.clone(), How::Archive).await {
            // What it was before leans on something that is gone.
            Err(error) if batches::in_the_way(&error) => with(shop, next, How::Keep).await,
            outcome => outcome,
        },
        outcome => outcome,
    }
}

async fn with(shop: &Shop, next: Arc<Undo>, how: How) -> Result<(), ImportError> {
    shop.transaction((next, how), |tx, (next, how)| Box::pin(async move { take_back(tx, &next, how).await })).await
}

async fn take_back(tx: &mut MySqlConnection, next: &Undo, how: How) -> Result<(), ImportError> {
    let fate = match (how, next.kind.as_str()) {
        (How::Keep, _) => Fate::Kept,
        (_, "category") => category::restore(tx, next, how).await?,
        _ => restore::product(tx, next, how).await?,
    };
    sqlx::query!("UPDATE import_changes SET state = ? WHERE id = ? AND state = 'made'", fate.as_str(), next.change)
        .execute(tx)
        .await?;
    Ok(())
}
