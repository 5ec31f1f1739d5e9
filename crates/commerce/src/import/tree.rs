//! Categories by their paths: made when a product names them, described by a list of their own.

use super::{
    ImportError,
    category::{self, Categories, Category},
    report::Tally,
};
use crate::Shop;
use model::{CategoryId, Handle, ImportBatchId, MediaId};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

/// The tree as it is and as it will be.
pub(super) struct Tree {
    by_path: HashMap<String, Category>,
    handles: HashSet<String>,
    /// Places taken below each parent.
    places: HashMap<Option<CategoryId>, u16>,
    made: Vec<String>,
    /// Those that were described, as they were read.
    changed: BTreeMap<CategoryId, Category>,
}

/// What a list says of a category.
#[derive(Clone, Debug, Default)]
pub(super) struct Description {
    pub steps: Vec<String>,
    pub title: String,
    pub handle: String,
    pub intro: String,
    pub seo_text: String,
    pub position: Option<u16>,
    pub media: Option<MediaId>,
    pub alt: String,
}

impl Tree {
    /// Reads the tree of the database.
    pub async fn load(shop: &Shop) -> Result<Self, sqlx::Error> {
        let mut tree = Self {
            by_path: HashMap::new(),
            handles: HashSet::new(),
            places: HashMap::new(),
            made: vec![],
            changed: BTreeMap::new(),
        };
        for row in category::all(&shop.pool).await? {
            tree.handles.insert(row.handle.clone());
            let taken = tree.places.entry(row.parent).or_default();
            *taken = row.position.max(*taken);
            tree.by_path.insert(row.path.clone(), row);
        }
        Ok(tree)
    }

    /// The category of a path, made with its ancestors where it is not there.
    pub fn reach(&mut self, steps: &[String]) -> Option<CategoryId> {
        let path = steps.join(" > ");
        if let Some(known) = self.by_path.get(&path) {
            return Some(known.id);
        }
        let (title, above) = steps.split_last()?;
        let parent = if above.is_empty() { None } else { Some(self.reach(above)?) };
        let place = self.places.entry(parent).or_default();
        *place = place.saturating_add(1);
        let category = Category {
            id: CategoryId::new(),
            parent,
            handle: String::new(),
            path: path.clone(),
            title: title.clone(),
            intro: String::new(),
            seo_text: String::new(),
            depth: u8::try_from(steps.len()).unwrap_or(u8::MAX),
            position: *place,
            media: None,
            alt: String::new(),
        };
        let handle = self.free_handle(steps, "");
        let category = Category { handle, ..category };
        let id = category.id;
        self.made.push(path.clone());
        self.by_path.insert(path, category);
        Some(id)
    }

    /// Takes over what a list says of a category. Handles stay as they were: they are addresses.
    pub fn describe(&mut self, said: Description) {
        let path = said.steps.join(" > ");
        let is_new = !self.by_path.contains_key(&path);
        if self.reach(&said.steps).is_none() {
            return;
        }
        let new_handle = is_new.then(|| {
            if let Some(made) = self.by_path.get(&path) {
                self.handles.remove(&made.handle);
            }
            self.free_handle(&said.steps, &said.handle)
        });
        let Some(category) = self.by_path.get_mut(&path) else { return };
        let before = category.clone();
        category.handle = new_handle.unwrap_or_else(|| before.handle.clone());
        category.title = said.title;
        category.intro = said.intro;
        category.seo_text = said.seo_text;
        category.position = said.position.unwrap_or(before.position);
        if said.media.is_some() {
            (category.media, category.alt) = (said.media, said.alt);
        }
        if !is_new && *category != before && !self.made.contains(&path) {
            self.changed.entry(before.id).or_insert(before);
        }
    }

    /// Writes what is new and what has changed, with one event.
    pub async fn save(&mut self, shop: &Shop, batch: Option<ImportBatchId>) -> Result<Tally, ImportError> {
        let tally = self.tally();
        if tally.changed() {
            let made = self.made.iter().filter_map(|path| self.by_path.get(path).cloned()).collect();
            let changed = std::mem::take(&mut self.changed).into_values();
            let changed = changed.filter_map(|read| Some((read.clone(), self.by_path.get(&read.path)?.clone())));
            let work = Arc::new((Categories { made, changed: changed.collect() }, batch));
            shop.transaction(work, |tx, work| Box::pin(async move { category::write(tx, &work.0, work.1).await }))
                .await?;
        }
        self.forget();
        Ok(tally)
    }

    /// What `save` would do.
    pub fn tally(&self) -> Tally {
        Tally { created: self.made.len() as u64, updated: self.changed.len() as u64, ..Tally::default() }
    }

    /// Lets go of what was not saved, for a run that writes nothing.
    pub fn forget(&mut self) {
        self.made.clear();
        self.changed.clear();
    }

    /// The handle that is wanted, or else of the last step, or else of more steps, or else with a number.
    fn free_handle(&mut self, steps: &[String], wanted: &str) -> String {
        let last = steps.last().map(String::as_str).unwrap_or_default();
        let mut candidates: Vec<String> = vec![wanted.to_owned(), last.to_owned()];
        candidates.extend((0..steps.len()).rev().map(|from| steps.get(from..).unwrap_or_default().join(" ")));
        let base = steps.join(" ");
        let numbered = (2..).map(|n| format!("{base} {n}"));
        let handles = candidates.into_iter().chain(numbered).filter_map(|name| Handle::from_title(&name));
        let free = handles.map(String::from).find(|handle| !self.handles.contains(handle));
        let handle = free.unwrap_or_else(|| CategoryId::new().to_string());
        self.handles.insert(handle.clone());
        handle
    }
}
