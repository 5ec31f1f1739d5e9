//! Where products stand: drafts, shown from and until a moment, archived.

use super::{
    super::CatalogError,
    By, by,
    version::{self, Held, advance},
};
use crate::{
    Actor, Shop,
    jobs::{self, NewJob},
    outbox,
};
use futures::FutureExt;
use model::{Fault, ProductId, Time, account::Permission, catalog::ProductStatus, event::Event};
use serde::{Deserialize, Serialize};
use sqlx::MySqlConnection;

/// Most products of one change.
const MOST: usize = 200;

/// Where products shall stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Out of sight, until published.
    Draft,
    /// Shown from now on.
    Published,
    Archived,
    /// Out of the archive, to where it stood before.
    Restored,
}

/// Asks for some products to stand elsewhere, whatever their versions are.
#[derive(Clone, Debug)]
pub struct MoveProducts {
    pub products: Vec<ProductId>,
    pub to: Target,
}

/// Asks for a product to be shown from a moment on, and until another.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    pub product: ProductId,
    pub version: u32,
    /// None is now, or stays as it is where it is shown already.
    pub publish_at: Option<Time>,
    pub unpublish_at: Option<Time>,
}

/// Tells everybody that a moment of a product has come.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct PassMoment {
    pub product: ProductId,
}

impl PassMoment {
    /// The kind of the job.
    pub const KIND: &'static str = "catalog.moment";
}

/// Moves products; those that stand there already are left alone. Returns how many were moved. Needs `ChangeProducts`.
pub async fn move_products(shop: &Shop, actor: &Actor, command: MoveProducts) -> Result<u32, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    if command.products.len() > MOST {
        return Err(CatalogError::Refused(Fault::invalid([("products", "products-many")])));
    }
    let input = (command, by(shop, actor));
    shop.transaction(input, |tx, (mut command, by)| {
        async move {
            command.products.sort_unstable();
            command.products.dedup();
            let mut moved = 0;
            for product in command.products {
                moved += u32::from(move_one(tx, product, command.to, by).await?);
            }
            Ok(moved)
        }
        .boxed()
    })
    .await
}

/// Moves one product inside a transaction; returns whether it stood elsewhere.
pub(super) async fn move_one(
    tx: &mut MySqlConnection,
    product: ProductId,
    to: Target,
    by: By,
) -> Result<bool, CatalogError> {
    let held = version::lock(tx, product).await?;
    let moved = go(tx, &held, to).await?;
    if moved {
        advance(tx, &held, &["status"], by).await?;
    }
    Ok(moved)
}

/// Publishes a product from a moment on; it appears and disappears by the clock of the database. Returns the version
/// after it. Needs `ChangeProducts`.
pub async fn schedule_product(shop: &Shop, actor: &Actor, command: Schedule) -> Result<u32, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    shop.transaction((command, by(shop, actor)), |tx, (command, by)| schedule(tx, command, by).boxed()).await
}

/// The same inside a transaction.
pub(super) async fn schedule(tx: &mut MySqlConnection, command: Schedule, by: By) -> Result<u32, CatalogError> {
    let held = version::hold(tx, command.product, command.version).await?;
    plan(tx, &held, command).await?;
    advance(tx, &held, &["status"], by).await
}

/// Makes what is kept of a product old, because it is shown from now on or no longer. Harmless at any time.
pub async fn pass_moment(shop: &Shop, job: PassMoment) -> Result<(), CatalogError> {
    shop.transaction(job, |tx, job| {
        async move { Ok(outbox::write(tx, &Event::ProductChanged { product: job.product }).await?) }.boxed()
    })
    .await
}

/// Where a product goes, by where it stands.
async fn go(tx: &mut MySqlConnection, held: &Held, to: Target) -> Result<bool, sqlx::Error> {
    use ProductStatus::{Active, Archived, Draft};
    let (status, published) = match (to, held.status) {
        (Target::Archived, Archived) | (Target::Draft, Draft) => return Ok(false),
        (Target::Restored, Draft | Active) => return Ok(false),
        (Target::Archived, _) => (Archived, held.published_at.is_some()),
        (Target::Restored, Archived) => {
            (if held.published_at.is_some() { Active } else { Draft }, held.published_at.is_some())
        }
        (Target::Draft, _) => (Draft, false),
        (Target::Published, _) => {
            let shown = sqlx::query!(
                "UPDATE products SET status = 'active', published_at = LEAST(COALESCE(published_at, UTC_TIMESTAMP(6)),
                        UTC_TIMESTAMP(6)), unpublish_at = '9999-12-31 23:59:59'
                 WHERE id = ? AND NOT (status = 'active'
                     AND COALESCE(UTC_TIMESTAMP(6) BETWEEN published_at AND unpublish_at, FALSE))",
                held.product
            );
            return Ok(shown.execute(tx).await?.rows_affected() == 1);
        }
    };
    sqlx::query!(
        "UPDATE products SET status = ?, published_at = IF(?, published_at, NULL),
                unpublish_at = IF(?, unpublish_at, '9999-12-31 23:59:59') WHERE id = ?",
        status.as_str(),
        published,
        published,
        held.product
    )
    .execute(tx)
    .await?;
    Ok(true)
}

async fn plan(tx: &mut MySqlConnection, held: &Held, command: Schedule) -> Result<(), CatalogError> {
    let now = sqlx::query_scalar!(r#"SELECT UTC_TIMESTAMP(6) AS "now!: Time""#).fetch_one(&mut *tx).await?;
    let shown = held.published_at.filter(|_| held.status == ProductStatus::Active);
    let from = command.publish_at.or(shown.filter(|at| *at <= now)).unwrap_or(now);
    let mut wrong = vec![];
    if held.status == ProductStatus::Archived {
        wrong.push(("publish_at", "product-archived"));
    }
    if command.unpublish_at.is_some_and(|until| until <= from || until <= now) {
        wrong.push(("unpublish_at", "unpublish-early"));
    }
    if !wrong.is_empty() {
        return Err(CatalogError::Refused(Fault::invalid(wrong)));
    }
    sqlx::query!(
        "UPDATE products SET status = 'active', published_at = ?,
                unpublish_at = COALESCE(?, '9999-12-31 23:59:59') WHERE id = ?",
        from,
        command.unpublish_at,
        held.product
    )
    .execute(&mut *tx)
    .await?;
    Ok(tell_then(tx, held.product, [Some(from), command.unpublish_at].into_iter().flatten(), now).await?)
}

/// Sees to it that everybody is told when the moments of a product that are still to come have come.
pub(crate) async fn tell_then(
    conn: &mut MySqlConnection,
    product: ProductId,
    moments: impl Iterator<Item = Time>,
    now: Time,
) -> Result<(), sqlx::Error> {
    for moment in moments.filter(|moment| *moment > now) {
        let job = NewJob::new(PassMoment::KIND, &PassMoment { product });
        jobs::enqueue(conn, job.once(format!("moment:{product}:{}", moment.0)).at(moment).priority(5)).await?;
    }
    Ok(())
}
