//! What recurs. However many nodes run, a slot of a schedule becomes one job: the slot is a row with a unique key.

use super::{NewJob, Nothing, enqueue};
use crate::{Broken, Shop, db};
use croner::Cron;
use model::Time;
use std::{collections::HashMap, time::Duration};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

/// A kind of job and when it runs.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    pub name: &'static str,
    /// Minute, hour, day, month, weekday in the shop's time zone.
    pub cron: &'static str,
    /// Lower runs first.
    pub priority: i16,
}

/// Everything that recurs. Held stock is freed and money found before a pile of letters is written; sweeping waits for
/// all of them.
pub const SCHEDULES: &[Schedule] = &[
    schedule("orders.expire", "* * * * *", 10),
    schedule("payments.complete", "* * * * *", 20),
    schedule("payments.reconcile", "*/5 * * * *", 20),
    schedule("payments.reconcile-ended", "53 * * * *", 30),
    schedule("notices.sweep", "*/5 * * * *", 110),
    schedule("orders.overdue", "40 5 * * *", 30),
    // What was new is new no longer.
    schedule("collections.fit-all", "12 * * * *", 100),
    // Does nothing but once after an update that lets other texts through.
    schedule("texts.clean", "2 * * * *", 140),
    schedule("sessions.cleanup", "7 * * * *", 150),
    schedule("limits.cleanup", "17 * * * *", 150),
    schedule("outbox.cleanup", "27 * * * *", 150),
    schedule("jobs.cleanup", "37 * * * *", 150),
    schedule("idempotency.cleanup", "47 * * * *", 150),
    schedule("carts.cleanup", "20 4 * * *", 150),
    schedule("wishlists.cleanup", "25 4 * * *", 150),
    schedule("webhooks.cleanup", "30 4 * * *", 150),
    schedule("notices.cleanup", "10 4 * * *", 150),
    schedule("contact.cleanup", "15 4 * * *", 150),
    schedule("mails.cleanup", "50 4 * * *", 150),
    schedule("imports.cleanup", "15 5 * * *", 150),
    schedule("media.sweep", "10 5 * * *", 150),
    schedule("search.cleanup", "20 5 * * *", 150),
];

const fn schedule(name: &'static str, cron: &'static str, priority: i16) -> Schedule {
    Schedule { name, cron, priority }
}

/// Fires the schedules until told to stop. A slot that passed while no node ran is made up for once.
pub async fn keep_schedules(shop: Shop, stop: CancellationToken) {
    let work = async {
        let mut fired = HashMap::new();
        loop {
            if let Err(error) = keep(&shop, &mut fired).await {
                tracing::warn!(%error, "schedules cannot be kept");
            }
            sleep(Duration::from_secs(5)).await;
        }
    };
    tokio::select! {
        () = work => (),
        () = stop.cancelled() => (),
    }
}

/// Half a minute by the clock of the database, which is asked once.
async fn keep(shop: &Shop, fired: &mut HashMap<&'static str, Time>) -> Result<(), Broken> {
    let start = sqlx::query_scalar!(r#"SELECT UTC_TIMESTAMP(6) as "now!: Time""#).fetch_one(&shop.pool).await?;
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(30) {
        let now = Time(start.0 + began.elapsed().as_micros() as i64);
        for schedule in SCHEDULES {
            let Some(slot) = slot(shop, schedule, now) else { continue };
            if fired.get(schedule.name) != Some(&slot) {
                fire(shop, schedule, slot).await?;
                fired.insert(schedule.name, slot);
            }
        }
        sleep(Duration::from_secs(1)).await;
    }
    Ok(())
}

/// Makes the jobs of all slots that are due at a moment and were not made yet; returns how many.
pub async fn fire_due(shop: &Shop, now: Time) -> Result<usize, Broken> {
    let mut made = 0;
    for schedule in SCHEDULES {
        if let Some(slot) = slot(shop, schedule, now) {
            made += usize::from(fire(shop, schedule, slot).await?);
        }
    }
    Ok(made)
}

/// The latest slot that is not in the future.
fn slot(shop: &Shop, schedule: &Schedule, now: Time) -> Option<Time> {
    let cron: Cron = schedule.cron.parse().ok()?;
    let slot = cron.find_previous_occurrence(&now.utc().with_timezone(&shop.settings.shop.zone()), true).ok()?;
    Some(Time::from(slot.to_utc()))
}

async fn fire(shop: &Shop, schedule: &Schedule, slot: Time) -> Result<bool, Broken> {
    shop.transaction((*schedule, slot), |tx, (Schedule { name, priority, .. }, slot)| {
        Box::pin(async move {
            let job = NewJob::new(name, &Nothing {}).once(format!("slot:{name}:{}", slot.0)).priority(priority);
            let made = sqlx::query!("INSERT INTO schedule_slots (name, slot) VALUES (?, ?)", name, slot)
                .execute(&mut *tx)
                .await;
            match made {
                Ok(_) => Ok(enqueue(tx, job).await?.is_some()),
                Err(error) if db::violated(&error) == Some("PRIMARY") => Ok(false),
                Err(error) => Err(Broken::from(error)),
            }
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schedule_has_a_time_and_a_handler() {
        let handlers = crate::jobs::handlers();
        for schedule in SCHEDULES {
            assert!(handlers.get(schedule.name).is_some(), "{} has no handler", schedule.name);
            assert!(schedule.cron.parse::<Cron>().is_ok(), "{} has no readable time", schedule.name);
        }
    }
}
