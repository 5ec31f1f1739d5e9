//! A look at the database before money goes into it: in production, one that may forget a commit is no place for money.

use commerce::{Broken, Shop, accounts, db, settings::Mode};
use std::{
    future::{Future, pending},
    time::Duration,
};
use tokio::time::sleep;

/// Between two looks at a database that is away.
const PAUSE: Duration = Duration::from_secs(1);

/// What was found: (variable, value, wanted).
type Weak = Vec<(String, String, String)>;

/// Refuses a weak database at once. One that is away is looked at until it answers: the future that is given back ends,
/// with the reason, where it turns out to be weak, and goes on for ever where all is well.
pub async fn begin(shop: &Shop) -> anyhow::Result<impl Future<Output = anyhow::Error> + use<>> {
    let strict = shop.settings.server.mode == Mode::Production;
    let mut answered = !strict;
    if strict {
        match db::weaknesses(&shop.pool).await {
            Ok(weak) => {
                answered = true;
                sound(weak)?;
                mention_demo_owner(shop).await;
            }
            Err(error) => tracing::warn!(%error, "the database could not be examined yet"),
        }
    }
    let shop = shop.clone();
    Ok(async move {
        if !answered {
            if let Err(weak) = until_it_answers(|| db::weaknesses(&shop.pool), PAUSE).await {
                return weak;
            }
            mention_demo_owner(&shop).await;
        }
        pending().await
    })
}

async fn until_it_answers<W: Future<Output = Result<Weak, Broken>>>(
    look: impl Fn() -> W,
    pause: Duration,
) -> anyhow::Result<()> {
    loop {
        sleep(pause).await;
        match look().await {
            Ok(weak) => return sound(weak),
            Err(error) => tracing::debug!(%error, "the database cannot be examined yet"),
        }
    }
}

fn sound(weak: Weak) -> anyhow::Result<()> {
    if weak.is_empty() {
        return Ok(());
    }
    let weak: Vec<_> = weak.iter().map(|(name, value, good)| format!("{name} is {value}, must be {good}")).collect();
    anyhow::bail!("the database may lose what it confirmed: {}", weak.join("; "))
}

/// A database of development that went into production brings an account whose password everybody can read.
async fn mention_demo_owner(shop: &Shop) {
    match accounts::demo_owner_is_here(shop).await {
        Ok(true) => {
            tracing::warn!("the demo's owner has an account here; nobody can sign in with it, `stoa doctor` says more");
        }
        Ok(false) => {}
        Err(error) => tracing::warn!(%error, "the accounts could not be looked at"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// Looks at a database that is away twice, and counts the looks.
    async fn after_two_tries(weak: Weak) -> (u32, anyhow::Result<()>) {
        let looks = Cell::new(0);
        let look = || {
            looks.set(looks.get() + 1);
            let answer = if looks.get() < 3 { Err(Broken::other("away")) } else { Ok(weak.clone()) };
            async { answer }
        };
        let outcome = until_it_answers(look, Duration::ZERO).await;
        (looks.get(), outcome)
    }

    #[tokio::test]
    async fn a_database_that_is_away_is_looked_at_until_it_answers() {
        let (looks, outcome) = after_two_tries(vec![]).await;
        assert!(looks == 3 && outcome.is_ok());
        let (looks, outcome) = after_two_tries(vec![("sync_binlog".into(), "0".into(), "1".into())]).await;
        assert_eq!((looks, outcome.unwrap_err().to_string().contains("sync_binlog is 0, must be 1")), (3, true));
    }
}
