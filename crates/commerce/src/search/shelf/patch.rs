//! New shelves from old ones: one product read again.

use super::{Item, Offer, STARS, Shelf, Shell, build};
use model::{ProductId, Time};
use roaring::RoaringBitmap;
use std::{collections::HashSet, sync::Arc};

impl Shelf {
    /// The shelf with a product as it is now; `None` is a product that is for sale no longer.
    /// Says whether words changed, which suggestions and the text index follow.
    pub fn with(&self, id: ProductId, shell: Option<Shell>, offers: &[Offer], now: Time) -> (Self, bool) {
        let mut next = self.clone();
        let there = shell.is_some();
        let worded = match (self.places.get(&id).copied(), shell) {
            (None, None) => return (next, false),
            (Some(at), None) => {
                next.set_tiers(at, &vec![None; next.tiers.len()], now);
                next.take_out(at)
            }
            (Some(at), Some(shell)) => next.put(at, shell, now),
            (None, Some(shell)) => {
                let at = next.items.len();
                Arc::make_mut(&mut next.places).insert(id, at);
                next.generation = build::next_generation();
                next.put(at, shell, now)
            }
        };
        if let Some(at) = next.places.get(&id).copied().filter(|_| there) {
            next.set_tiers(at, offers, now);
        }
        (next, worded)
    }

    /// Whether a product has just this price and stock.
    pub fn offers(&self, id: ProductId, price: i64, buyable: bool, further: &[Offer]) -> bool {
        let Some(at) = self.places.get(&id) else { return false };
        let item = self.item(*at);
        item.is_some_and(|item| item.price == Some(price) && item.buyable == buyable) && self.tiers_hold(*at, further)
    }

    /// The shelf with another price and stock of a product that it shows; `None` where more than these changed.
    pub fn offered(&self, id: ProductId, price: i64, buyable: bool, further: &[Offer], now: Time) -> Option<Self> {
        let at = *self.places.get(&id)?;
        let old = self.item(at)?;
        let was = old.price?;
        let mut next = self.clone();
        if was != price {
            next.prices.set(at, Some(was), Some(price));
        }
        set(&mut next.buyable, at, buyable);
        next.items.set(at, Item { price: Some(price), buyable, ..Item::clone(old) });
        next.set_tiers(at, further, now);
        Some(next)
    }

    fn take_out(&mut self, at: u32) -> bool {
        let Some(old) = self.item(at).cloned() else { return false };
        let was_live = self.live.contains(at);
        remove(&mut self.live, at);
        remove(&mut self.buyable, at);
        self.rated.iter_mut().for_each(|members| remove(members, at));
        self.prices.set(at, old.price, None);
        self.place(at, &old, None);
        let gone = Item { price: None, buyable: false, categories: [].into(), values: [].into(), ..Item::clone(&old) };
        self.items.set(at, gone);
        was_live
    }

    fn put(&mut self, at: u32, shell: Shell, now: Time) -> bool {
        let old = self.item(at).cloned();
        let rank = match &old {
            Some(old) if *old.title == *shell.title => old.title_rank,
            _ => {
                let (rank, fits) = self.rank_of(&shell.title);
                self.crowded |= !fits;
                rank
            }
        };
        let mut words: HashSet<Arc<str>> =
            old.iter().flat_map(|old| old.tags.iter().chain([&old.kind])).cloned().collect();
        let mut facets = self.facets.clone();
        let new = build::item(shell, rank, &self.categories, Arc::make_mut(&mut facets), &mut words);
        // At its moment a product is shown, or no longer, without being another.
        let appeared = self.live.contains(at) != new.shown(now);
        set(&mut self.live, at, new.shown(now));
        if old.as_deref() == Some(&new) {
            return appeared;
        }
        let fact_changed = old.as_ref().is_none_or(|old| old.values != new.values || old.categories != new.categories);
        if fact_changed {
            self.facets = facets;
            let nothing = Item { categories: [].into(), values: [].into(), ..new.clone() };
            self.place(at, old.as_deref().unwrap_or(&nothing), Some(&new));
        }
        let was = old.as_ref().and_then(|old| old.price);
        if was != new.price {
            self.prices.set(at, was, new.price);
        }
        set(&mut self.buyable, at, new.buyable);
        for (members, stars) in self.rated.iter_mut().zip(STARS) {
            set(members, at, new.has_stars(stars));
        }
        if let Some(moment) = new.next_moment(now) {
            self.due = Some(self.due.map_or(moment, |due| due.min(moment)));
        }
        let worded = old.as_ref().is_none_or(|old| {
            fact_changed
                || appeared
                || (&old.title, &old.kind, &old.tags, old.published, old.until)
                    != (&new.title, &new.kind, &new.tags, new.published, new.until)
        });
        self.items.set(at, new);
        worded
    }

    /// Moves a product between the sets of facet values and categories.
    fn place(&mut self, at: u32, old: &Item, new: Option<&Item>) {
        let (values, slots) = new.map_or((&[][..], &[][..]), |new| (&new.values[..], &new.categories[..]));
        let facets = Arc::make_mut(&mut self.facets);
        for value in old.values.iter().filter(|value| !values.contains(value)) {
            facets.remove(*value, at);
        }
        for value in values {
            facets.add(*value, at);
        }
        let categories = Arc::make_mut(&mut self.categories);
        for slot in old.categories.iter().filter(|slot| !slots.contains(slot)) {
            remove(&mut categories.list[*slot as usize].members, at);
        }
        for slot in slots {
            set(&mut categories.list[*slot as usize].members, at, true);
        }
    }
}

fn remove(members: &mut Arc<RoaringBitmap>, at: u32) {
    set(members, at, false);
}

pub(super) fn set(members: &mut Arc<RoaringBitmap>, at: u32, wanted: bool) {
    if members.contains(at) == wanted {
        return;
    }
    let members = Arc::make_mut(members);
    if wanted {
        members.insert(at)
    } else {
        members.remove(at)
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{shelf::FOREVER, synonyms::Synonyms};

    fn shell(title: &str, published: i64) -> Shell {
        Shell {
            id: ProductId::new(),
            title: title.into(),
            vendor: String::new(),
            kind: String::new(),
            tags: vec![],
            published: Time(published),
            until: FOREVER,
            popularity: 0,
            rating_sum: 0,
            rating_count: 0,
            price: Some(100),
            buyable: true,
            categories: vec![],
            facets: vec![],
        }
    }

    fn shelf(titles: &[&str], published: i64) -> Shelf {
        let shells = titles.iter().map(|title| shell(title, published)).collect();
        Shelf::build(shells, vec![], &[], Synonyms::default(), Arc::default(), Time(0))
    }

    #[test]
    fn a_product_is_shown_at_its_moment_without_being_another() {
        let before = shelf(&["Lamp"], 50);
        let same = Shell { id: before.item(0).unwrap().id, ..shell("Lamp", 50) };
        assert!(before.live.is_empty());
        let (after, worded) = before.with(same.id, Some(same), &[], Time(60));
        assert!(worded && after.live.contains(0));
        // And no longer, at the other one.
        let ending = || Shell { id: before.item(0).unwrap().id, until: Time(70), ..shell("Lamp", 50) };
        let (shown, _) = after.with(ending().id, Some(ending()), &[], Time(65));
        assert!(shown.live.contains(0));
        let (gone, worded) = shown.with(ending().id, Some(ending()), &[], Time(80));
        assert!(worded && gone.live.is_empty());
    }

    #[test]
    fn titles_stand_in_order_until_there_is_no_room_between_two() {
        let mut shelf = shelf(&["a", "b"], 0);
        let title = |at: usize| format!("a{}", "a".repeat(40 - at));
        let mut put = 0;
        while !shelf.crowded {
            let new = shell(&title(put), 0);
            (shelf, _) = shelf.with(new.id, Some(new), &[], Time(0));
            put += 1;
            assert!(put < 40, "room without end");
            let order = shelf.page(&shelf.live, model::search::Sort::Title, 0, 100);
            let titles: Vec<&str> = order.iter().map(|at| &*shelf.item(*at).unwrap().title).collect();
            assert!(shelf.crowded || titles.is_sorted(), "{titles:?}");
        }
        assert!(put > 20, "{put}");
    }
}
