//! Reading the outbox by id.
//!
//! Ids are drawn when a row is inserted, rows are seen when their transaction commits, so a row may appear below one
//! that was read already. A reader therefore remembers every id that it skipped and asks for it again at each turn,
//! until it appears or is older than any transaction may be.

use super::{Entry, gaps::Gaps};
use crate::Broken;
use model::{Time, event::Event};
use sqlx::{MySqlPool, QueryBuilder};

/// Most rows of one turn.
pub(super) const BATCH: i64 = 500;

/// A place in the outbox, and the ids below it that are still awaited.
#[derive(Debug)]
pub(super) struct Reader {
    last: u64,
    gaps: Gaps,
}

impl Reader {
    /// Stands behind the newest row, awaiting what is not committed yet.
    pub async fn at_the_end(pool: &MySqlPool) -> Result<Self, Broken> {
        let now = now(pool).await?;
        let last = newest(pool).await?.unwrap_or(0);
        // Ids since the newest row that is older than any open transaction.
        let floor = sqlx::query_scalar!(
            r#"SELECT MAX(id) as "id: u64" FROM outbox
               WHERE id <= ? AND created_at < UTC_TIMESTAMP(6) - INTERVAL 60 SECOND"#,
            last
        )
        .fetch_one(pool)
        .await?
        .unwrap_or(0);
        let seen = sqlx::query_scalar!("SELECT id FROM outbox WHERE id > ? AND id <= ? ORDER BY id", floor, last)
            .fetch_all(pool)
            .await?;
        // Where the older rows were cleaned away, a little before the first that is left.
        let floor = floor.max(seen.first().map_or(last, |first| first.saturating_sub(100)));
        let mut gaps = Gaps::default();
        gaps.open(floor + 1..last, now);
        for id in seen {
            gaps.close(id);
        }
        Ok(Self { last, gaps })
    }

    /// The rows that appeared since the last turn: the late ones, then at most a batch of new ones.
    pub async fn turn(&mut self, pool: &MySqlPool) -> Result<Vec<Entry>, Broken> {
        let (late, looked) = self.late(pool).await?;
        let rows = sqlx::query!("SELECT id, payload FROM outbox WHERE id > ? ORDER BY id LIMIT ?", self.last, BATCH)
            .fetch_all(pool)
            .await?;
        let skipped = rows.last().is_some_and(|newest| newest.id != self.last + rows.len() as u64);
        let noticed = if skipped { Some(now(pool).await?) } else { None };
        // From here on nothing can fail: what is struck off is told.
        for entry in &late {
            self.gaps.close(entry.id);
        }
        if let Some(looked) = looked {
            self.gaps.give_up(looked);
        }
        let mut entries = late;
        if let Some(noticed) = noticed {
            entries.extend(self.await_skipped(rows.iter().map(|row| row.id), noticed));
        }
        self.last = rows.last().map_or(self.last, |newest| newest.id);
        entries.extend(rows.into_iter().map(|row| entry(row.id, &row.payload)));
        Ok(entries)
    }

    /// Whether the table was replaced under the reader: a restored backup, a fresh database.
    pub async fn is_lost(&self, pool: &MySqlPool) -> Result<bool, Broken> {
        Ok(newest(pool).await?.is_some_and(|newest| newest < self.last))
    }

    /// The awaited rows that have appeared, and the moment before the look; changes nothing.
    async fn late(&self, pool: &MySqlPool) -> Result<(Vec<Entry>, Option<Time>), Broken> {
        if self.gaps.is_empty() {
            return Ok((vec![], None));
        }
        // The clock is read first, so that a gap is only given up after a look at a later moment.
        let now = now(pool).await?;
        let mut query = QueryBuilder::new("SELECT id, payload FROM outbox WHERE id IN (");
        let mut ids = query.separated(", ");
        for id in self.gaps.ids() {
            ids.push_bind(id);
        }
        query.push(") ORDER BY id");
        // As many texts as there are numbers of gaps: none is worth keeping prepared.
        let rows: Vec<(u64, String)> = query.build_query_as().persistent(false).fetch_all(pool).await?;
        Ok((rows.into_iter().map(|(id, payload)| entry(id, &payload)).collect(), Some(now)))
    }

    /// Remembers what lies between the rows; an entry that asks everybody to look again where that is too much.
    fn await_skipped(&mut self, ids: impl Iterator<Item = u64>, now: Time) -> Option<Entry> {
        let mut expected = self.last + 1;
        let mut all = true;
        for id in ids {
            all &= self.gaps.open(expected..id, now);
            expected = id + 1;
        }
        (!all).then(|| Entry::new(expected, Event::CatalogReplaced))
    }
}

async fn newest(pool: &MySqlPool) -> Result<Option<u64>, Broken> {
    Ok(sqlx::query_scalar!(r#"SELECT MAX(id) as "id: u64" FROM outbox"#).fetch_one(pool).await?)
}

async fn now(pool: &MySqlPool) -> Result<Time, Broken> {
    Ok(sqlx::query_scalar!(r#"SELECT UTC_TIMESTAMP(6) as "now!: Time""#).fetch_one(pool).await?)
}

/// A row as an event. One that this version does not know comes from a newer node: look at everything again.
fn entry(id: u64, payload: &str) -> Entry {
    let event = serde_json::from_str(payload).unwrap_or_else(|error| {
        tracing::warn!(id, %error, "an event of the outbox is not understood");
        Event::CatalogReplaced
    });
    Entry::new(id, event)
}
