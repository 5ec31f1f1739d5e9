//! The lowest price of the 30 days before a reduction, which the law wants told beside it
//! (Directive 98/6/EC, article 6a).

use model::{PriceListId, Time, VariantId};
use sqlx::{MySqlConnection, QueryBuilder};
use std::collections::BTreeMap;

/// The days that count, in microseconds.
const WINDOW: i64 = 30 * 86_400 * 1_000_000;

/// The lowest price that was in force in the 30 days before the last one of a history, which comes in order of time;
/// none where there was no other before.
pub(super) fn lowest_before(history: &[(Time, i64)]) -> Option<i64> {
    let (last, before) = history.split_last()?;
    let begin = last.0.0 - WINDOW;
    let ends = history.iter().skip(1).map(|(at, _)| at.0);
    // A price counts until the next one takes its place. One that was replaced in the same moment counted for nobody.
    let counted = before.iter().zip(ends).filter(|((from, _), until)| *until > begin && *until > from.0);
    counted.map(|((_, amount), _)| *amount).min()
}

/// The prices of a history, without the rows that tell a reduction anew: it began when it began, whatever the old price
/// beside it became since. Rows are moment, amount and whether it is a reduction.
fn prices(rows: &[(Time, i64, bool)]) -> Vec<(Time, i64)> {
    let again = |at: usize| match (at.checked_sub(1).and_then(|before| rows.get(before)), rows.get(at)) {
        (Some((_, before, true)), Some((_, now, true))) => before == now,
        _ => false,
    };
    rows.iter().enumerate().filter(|(at, _)| !again(*at)).map(|(_, (at, amount, _))| (*at, *amount)).collect()
}

/// Notes the lowest price before the present one of some variants, and that there is none where nothing is reduced.
/// Called after the rows of the history were written.
pub(crate) async fn note(
    conn: &mut MySqlConnection,
    list: PriceListId,
    variants: &[VariantId],
) -> Result<(), sqlx::Error> {
    for some in variants.chunks(1000) {
        let mut select = QueryBuilder::new(
            "SELECT p.variant_id, h.at, h.amount, COALESCE(h.compare_at > h.amount, FALSE) FROM prices p
             JOIN price_history h ON h.variant_id = p.variant_id AND h.price_list_id = p.price_list_id
             WHERE p.compare_at > p.amount AND p.price_list_id = ",
        );
        select.push_bind(list).push(" AND p.variant_id IN (");
        let mut ids = select.separated(", ");
        for id in some {
            ids.push_bind(*id);
        }
        select.push(") ORDER BY h.id");
        let rows: Vec<(VariantId, Time, i64, bool)> =
            select.build_query_as().persistent(false).fetch_all(&mut *conn).await?;
        let mut histories: BTreeMap<VariantId, Vec<(Time, i64, bool)>> = BTreeMap::new();
        for (variant, at, amount, reduced) in rows {
            histories.entry(variant).or_default().push((at, amount, reduced));
        }
        for variant in some {
            let lowest = histories.get(variant).and_then(|history| lowest_before(&prices(history)));
            sqlx::query!(
                "UPDATE prices SET lowest_before = ? WHERE variant_id = ? AND price_list_id = ?
                   AND NOT (lowest_before <=> ?)",
                lowest,
                *variant,
                list,
                lowest
            )
            .execute(&mut *conn)
            .await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 86_400 * 1_000_000;

    fn on(days: &[(i64, i64)]) -> Option<i64> {
        let history: Vec<(Time, i64)> = days.iter().map(|(day, amount)| (Time(day * DAY), *amount)).collect();
        lowest_before(&history)
    }

    #[test]
    fn the_lowest_of_thirty_days_counts() {
        assert_eq!(on(&[(0, 100), (40, 80)]), Some(100));
        assert_eq!(on(&[(0, 100), (20, 70), (22, 100), (40, 80)]), Some(70), "a short sale three weeks ago");
        assert_eq!(on(&[(0, 70), (5, 100), (40, 80)]), Some(100), "the low price ended 35 days ago");
        assert_eq!(on(&[(0, 70), (12, 100), (40, 80)]), Some(70), "it was still in force 30 days ago");
        assert_eq!(on(&[(0, 100)]), None, "new at this price");
        assert_eq!(on(&[(0, 100), (0, 90)]), None, "corrected in the same moment");
        assert_eq!(on(&[]), None);
    }

    #[test]
    fn a_reduction_that_is_told_anew_began_when_it_began() {
        let on = |rows: &[(i64, i64, bool)]| {
            let rows: Vec<_> = rows.iter().map(|(day, amount, reduced)| (Time(day * DAY), *amount, *reduced)).collect();
            lowest_before(&prices(&rows))
        };
        assert_eq!(on(&[(0, 100, false), (40, 80, true), (45, 80, true), (50, 80, true)]), Some(100));
        assert_eq!(
            on(&[(0, 100, false), (40, 80, true), (45, 80, false), (50, 80, true)]),
            Some(80),
            "it ended between"
        );
        assert_eq!(on(&[(0, 80, false), (40, 80, true)]), Some(80), "no reduction at all");
        assert_eq!(on(&[(0, 100, false), (40, 80, true), (45, 70, true)]), Some(80), "another price is another one");
    }

    proptest! {
        /// Asked hour by hour what the price was, the answer is the same.
        #[test]
        fn it_is_the_least_of_all_hours(steps in prop::collection::vec((1i64..400, 1i64..1000), 1..30)) {
            let hour = DAY / 24;
            let mut at = 0;
            let history: Vec<(Time, i64)> = steps
                .iter()
                .map(|(hours, amount)| {
                    at += hours * hour;
                    (Time(at), *amount)
                })
                .collect();
            let now = history[history.len() - 1].0.0;
            let price_at = |moment: i64| history.iter().rev().find(|(from, _)| from.0 <= moment).map(|(_, amount)| *amount);
            // The last hour of the window, then every hour back to its beginning.
            let naive = (1..=30 * 24).filter_map(|back| price_at(now - back * hour)).min();
            prop_assert_eq!(lowest_before(&history), naive);
        }
    }
}
