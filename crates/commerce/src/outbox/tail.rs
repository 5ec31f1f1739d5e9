//! Following the outbox: every event reaches the caches and the feed of this node.

use super::{
    Entry,
    reader::{BATCH, Reader},
};
use crate::{Broken, Shop, search::Search};
use futures::FutureExt;
use model::event::Event;
use std::{future::Future, panic::AssertUnwindSafe, time::Duration};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

/// Pause between two looks while nothing was written here.
/// Other nodes' changes wait for the next look: with it, a page shows them within 100 ms of their commit.
const PAUSE: Duration = Duration::from_millis(40);
/// Shortest pause, so that a busy node looks at a hundred commits with one query.
const BREATH: Duration = Duration::from_millis(5);
/// Pause after a failure.
const AWAY: Duration = Duration::from_secs(1);
/// How often a quiet reader makes sure that the table is still the one it knows.
const CERTAINTY: Duration = Duration::from_secs(5);

/// Follows the outbox until told to stop, and then tells what was written before that. The catalog's caches forget and
/// the search learns what an event has changed before the feed tells anybody, so that whoever hears of an event and asks
/// reads what is true after it. Outlives the database: nothing is missed meanwhile.
pub async fn tail(shop: Shop, stop: CancellationToken) {
    while !stop.is_cancelled() {
        // A defect in what listens is no reason never to listen again: everything is looked at anew.
        let followed = AssertUnwindSafe(follow(&shop, &stop)).catch_unwind().await;
        let followed = followed.unwrap_or_else(|_| Err(Broken::other("what follows the outbox panicked")));
        if let Err(error) = followed {
            tracing::warn!(%error, "the outbox cannot be read");
            pause(&stop, sleep(AWAY)).await;
        }
    }
}

/// Follows from the end of the table until told to stop, or until the table is another one.
async fn follow(shop: &Shop, stop: &CancellationToken) -> Result<(), Broken> {
    let mut reader = Reader::at_the_end(&shop.pool).await?;
    // Only now, with a place in the table: what changes after this is told.
    pause(stop, begin(shop)).await;
    let mut certain = Instant::now();
    loop {
        // Asked before the turn, which then finds all that was written before the stop.
        let last = stop.is_cancelled();
        let entries = match reader.turn(&shop.pool).await {
            Ok(entries) => entries,
            Err(error) if last => return Err(error),
            Err(error) => {
                // The place in the table is kept, so that nothing is missed.
                tracing::warn!(%error, "the outbox cannot be read");
                pause(stop, sleep(AWAY)).await;
                continue;
            }
        };
        let (quiet, full) = (entries.is_empty(), entries.len() as i64 >= BATCH);
        let mut renewed = false;
        for entry in entries {
            publish(shop, entry, &mut renewed).await;
        }
        if last && !full {
            return Ok(());
        }
        if quiet {
            if certain.elapsed() > CERTAINTY {
                certain = Instant::now();
                if reader.is_lost(&shop.pool).await.unwrap_or(false) {
                    tracing::warn!("the outbox begins anew; every cache is emptied");
                    return Ok(());
                }
            }
            pause(stop, timeout(PAUSE, shop.feed.written())).await;
        }
        sleep(BREATH).await;
    }
}

async fn begin(shop: &Shop) {
    if shop.feed.is_live() {
        publish(shop, Entry::new_beginning(), &mut false).await;
    } else {
        shop.catalog.apply(&Event::CatalogReplaced);
        shop.search.begin(shop).await;
        shop.feed.set_live();
    }
}

/// Waits for something, but not beyond a stop.
async fn pause(stop: &CancellationToken, until: impl Future) {
    tokio::select! {
        _ = until => (),
        () = stop.cancelled() => (),
    }
}

/// Once the search has looked at everything, the entries that were read together need no other look: all of them had been
/// committed before.
async fn publish(shop: &Shop, mut entry: Entry, renewed: &mut bool) {
    shop.catalog.apply(&entry.event);
    if !*renewed {
        entry.listed = shop.search.apply(shop, &entry.event).await;
        *renewed = Search::renews(&entry.event);
    }
    shop.feed.publish(entry);
}
