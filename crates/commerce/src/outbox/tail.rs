//! Following the outbox: every event reaches the caches and the feed of this node.

use super::{Entry, reader::Reader};
use crate::{Broken, Shop};
use model::event::Event;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

/// Pause between two looks while nothing was written here.
const PAUSE: Duration = Duration::from_millis(200);
/// Shortest pause, so that a busy node looks at a hundred commits with one query.
const BREATH: Duration = Duration::from_millis(5);
/// Pause after a failure.
const AWAY: Duration = Duration::from_secs(1);
/// How often a quiet reader makes sure that the table is still the one it knows.
const CERTAINTY: Duration = Duration::from_secs(5);

/// Follows the outbox until told to stop. The catalog's caches forget and the search learns what an event has changed
/// before the feed tells anybody, so that whoever hears of an event and asks reads what is true after it. Outlives the
/// database: nothing is missed meanwhile.
pub async fn tail(shop: Shop, stop: CancellationToken) {
    let work = async {
        loop {
            if let Err(error) = follow(&shop).await {
                tracing::warn!(%error, "the outbox cannot be read");
                sleep(AWAY).await;
            }
        }
    };
    tokio::select! {
        () = work => (),
        () = stop.cancelled() => (),
    }
}

/// Follows from the end of the table until the table is another one.
async fn follow(shop: &Shop) -> Result<(), Broken> {
    let mut reader = Reader::at_the_end(&shop.pool).await?;
    // Only now, with a place in the table: what changes after this is told.
    if shop.feed.is_live() {
        publish(shop, Entry::new_beginning()).await;
    } else {
        shop.catalog.apply(&Event::CatalogReplaced);
        shop.search.begin(shop).await;
        shop.feed.set_live();
    }
    let mut certain = Instant::now();
    loop {
        let entries = match reader.turn(&shop.pool).await {
            Ok(entries) => entries,
            Err(error) => {
                // The place in the table is kept, so that nothing is missed.
                tracing::warn!(%error, "the outbox cannot be read");
                sleep(AWAY).await;
                continue;
            }
        };
        if entries.is_empty() {
            if certain.elapsed() > CERTAINTY {
                certain = Instant::now();
                if reader.is_lost(&shop.pool).await.unwrap_or(false) {
                    tracing::warn!("the outbox begins anew; every cache is emptied");
                    return Ok(());
                }
            }
            let _ = timeout(PAUSE, shop.feed.written()).await;
        }
        for entry in entries {
            publish(shop, entry).await;
        }
        sleep(BREATH).await;
    }
}

async fn publish(shop: &Shop, entry: Entry) {
    shop.catalog.apply(&entry.event);
    shop.search.apply(shop, &entry.event).await;
    shop.feed.publish(entry);
}
