//! What is searched for: words and counts by day, never who, and nothing that looks like a person's own.
//!
//! A search only adds to a table in memory; every few seconds it is written in one statement.

use super::{callers::Callers, words};
use crate::{Broken, Shop, db::delete_in_batches};
use sqlx::{MySqlConnection, QueryBuilder};
use std::{
    collections::{BTreeMap, btree_map},
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// How often what was gathered is written.
const PAUSE: Duration = Duration::from_secs(5);
/// Different terms that are gathered between two writings; more are let go.
const MOST: usize = 2_000;
/// Longest term, in letters; what is longer is cut between two words.
const LONGEST: usize = 60;
/// Digits in a row, whatever stands between them, that may be the number of a card or a telephone.
const DIGITS: usize = 9;
/// Turns of the writer between two looks at which searches are popular: an hour.
const TURNS: u32 = 720;

/// Searches that are not written yet.
#[derive(Default)]
pub struct Log {
    gathered: Mutex<BTreeMap<String, Count>>,
    callers: Mutex<Callers>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    searches: u32,
    people: u32,
    none: u32,
    last: u32,
}

impl Log {
    /// Counts a search with what it found, and who made it if that is known. Costs a look into small tables in memory.
    pub fn note(&self, text: &str, hits: u64, address: Option<IpAddr>) {
        let Some(term) = term(text) else { return };
        let last = u32::try_from(hits).unwrap_or(u32::MAX);
        let is_new = |address| self.callers.lock().unwrap_or_else(PoisonError::into_inner).is_new(&term, address);
        let people = u32::from(address.is_some_and(is_new));
        self.add(term, Count { searches: 1, people, none: u32::from(hits == 0), last });
    }

    /// Writes what was gathered; what cannot be written is kept for the next time.
    pub async fn write(&self, shop: &Shop) -> Result<usize, Broken> {
        let gathered = std::mem::take(&mut *self.gathered.lock().unwrap_or_else(PoisonError::into_inner));
        if gathered.is_empty() {
            return Ok(0);
        }
        // In the order of the key, so that two nodes never wait for each other in a ring.
        let rows: Arc<Vec<(String, Count)>> = Arc::new(gathered.into_iter().collect());
        let write =
            shop.transaction(rows.clone(), |tx, rows| Box::pin(async move { Ok::<_, Broken>(add(tx, &rows).await?) }));
        let written = write.await;
        if written.is_err() {
            rows.iter().for_each(|(term, count)| self.add(term.clone(), *count));
        }
        written.map(|()| rows.len())
    }

    fn add(&self, term: String, count: Count) {
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        let full = gathered.len() >= MOST;
        match gathered.entry(term) {
            btree_map::Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.searches = known.searches.saturating_add(count.searches);
                known.people = known.people.saturating_add(count.people);
                known.none = known.none.saturating_add(count.none);
                known.last = count.last;
            }
            btree_map::Entry::Vacant(_) if full => (),
            btree_map::Entry::Vacant(place) => drop(place.insert(count)),
        }
    }
}

/// Writes searches until told to stop, and once more then; asks every hour which searches are popular.
pub async fn keep_log(shop: Shop, stop: CancellationToken) {
    for turn in 1u32.. {
        let last = tokio::select! {
            () = tokio::time::sleep(PAUSE) => false,
            () = stop.cancelled() => true,
        };
        if let Err(error) = shop.search.log.write(&shop).await {
            tracing::warn!(%error, "searches could not be counted; they are kept");
        }
        if last {
            return;
        }
        if turn % TURNS == 0
            && let Err(error) = shop.search.ask_popular(&shop).await
        {
            tracing::warn!(%error, "popular searches could not be read");
        }
    }
}

/// Deletes words of one search that nobody made again on another day, after a month, and everything after thirteen months.
pub async fn clean_log(shop: &Shop) -> Result<u64, Broken> {
    let rare = delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM search_terms WHERE day < UTC_DATE() - INTERVAL 30 DAY AND searches = 1
                AND NOT EXISTS (SELECT 1 FROM search_terms o WHERE o.term = search_terms.term AND o.day <> search_terms.day)
             ORDER BY day LIMIT ?",
            most
        )
    })
    .await?;
    let old = delete_in_batches(&shop.pool, |most| {
        sqlx::query!("DELETE FROM search_terms WHERE day < UTC_DATE() - INTERVAL 395 DAY ORDER BY day LIMIT ?", most)
    })
    .await?;
    Ok(rare + old)
}

/// Searches that found something and that people made five times in a quarter of a year, with their number: what an
/// address repeats on a day counts once.
pub async fn popular(conn: &mut MySqlConnection) -> Result<Vec<(String, u32)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT term, CAST(SUM(people) AS SIGNED) AS "people!: i64" FROM search_terms
           WHERE found AND day >= UTC_DATE() - INTERVAL 90 DAY
           GROUP BY term HAVING SUM(people) >= 5 ORDER BY SUM(people) DESC, term LIMIT 2000"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.term, u32::try_from(row.people).unwrap_or(u32::MAX))).collect())
}

async fn add(conn: &mut MySqlConnection, rows: &[(String, Count)]) -> Result<(), sqlx::Error> {
    let mut query = QueryBuilder::new("INSERT INTO search_terms (day, term, searches, people, no_hits, last_hits) ");
    query.push_values(rows, |mut values, (term, count)| {
        values.push("UTC_DATE()").push_bind(term).push_bind(count.searches).push_bind(count.people);
        values.push_bind(count.none).push_bind(count.last);
    });
    query.push(
        " ON DUPLICATE KEY UPDATE searches = searches + VALUES(searches), people = people + VALUES(people), no_hits = no_hits + VALUES(no_hits),
          last_hits = VALUES(last_hits)",
    );
    query.build().persistent(false).execute(conn).await.map(drop)
}

/// The form in which a search is counted; nothing for one that may tell of a person.
fn term(text: &str) -> Option<String> {
    if text.contains(['@', '\u{ff20}']) || has_long_number(text) {
        return None;
    }
    let whole = words::normal(text);
    let mut cut = String::new();
    for word in whole.split(' ').filter(|word| !word.is_empty()) {
        if cut.chars().count() + word.chars().count() > LONGEST {
            break;
        }
        cut.push_str(if cut.is_empty() { "" } else { " " });
        cut.push_str(word);
    }
    (!cut.is_empty()).then_some(cut)
}

/// Whether so many digits stand together that they may be somebody's number; blanks and marks between them do not part.
fn has_long_number(text: &str) -> bool {
    let mut run = 0;
    for c in text.chars() {
        if c.is_numeric() {
            run += 1;
        } else if c.is_alphabetic() {
            run = 0;
        }
        if run >= DIGITS {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_words_and_nothing_of_people() {
        assert_eq!(term("  Café  LAMPS! ").as_deref(), Some("cafe lamps"));
        assert_eq!(term("board 30x48 cm").as_deref(), Some("board 30 x 48 cm"));
        for own in [
            "ada@example.org",
            "ada＠example.org",
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "call +49 (0)30 901820",
            "2000000051802",
            "４１１１１１１１１１",
            "!!!",
            "",
        ] {
            assert_eq!(term(own), None, "{own}");
        }
        let long = term(&"wonderful ".repeat(20)).unwrap();
        assert_eq!(long, ["wonderful"; 6].join(" "));
        assert!(term(&"x".repeat(300)).is_none_or(|term| term.chars().count() <= LONGEST));
    }

    #[test]
    fn gathers_no_more_than_there_is_room_for() {
        let log = Log::default();
        (0..3 * MOST).for_each(|at| log.note(&format!("word{at}"), 1, None));
        log.note("word1", 0, None);
        let gathered = log.gathered.lock().unwrap();
        assert_eq!(gathered.len(), MOST);
        assert_eq!(gathered["word1"], Count { searches: 2, people: 0, none: 1, last: 0 });
    }

    proptest! {
        #[test]
        fn any_text_is_a_short_term_or_none(text in "\\PC{0,300}") {
            if let Some(term) = term(&text) {
                prop_assert!(!term.is_empty() && term.chars().count() <= LONGEST + 1 && !term.contains('@'));
            }
        }
    }
}
