//! Gathering every hit with its place on the shelf.

use roaring::RoaringBitmap;
use std::sync::Arc;
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
};

/// Collects (place on the shelf, score) of all hits that are on show.
#[derive(Clone)]
pub struct OnShelf {
    /// Places of the documents of each segment.
    pub places: Vec<Arc<Vec<u32>>>,
    /// Places that nobody may see yet, or any more.
    pub hidden: Arc<RoaringBitmap>,
}

impl OnShelf {
    /// The place of a document, if it is on show.
    pub fn place(&self, segment: usize, doc: DocId) -> Option<u32> {
        shown(self.places.get(segment)?, &self.hidden, doc)
    }
}

fn shown(places: &[u32], hidden: &RoaringBitmap, doc: DocId) -> Option<u32> {
    places.get(doc as usize).copied().filter(|place| *place != u32::MAX && !hidden.contains(*place))
}

/// The same for one segment.
pub struct OneSegment {
    places: Arc<Vec<u32>>,
    hidden: Arc<RoaringBitmap>,
    hits: Vec<(u32, Score)>,
}

impl Collector for OnShelf {
    type Fruit = Vec<(u32, Score)>;
    type Child = OneSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<OneSegment> {
        let places = self.places.get(ordinal as usize).cloned().unwrap_or_default();
        Ok(OneSegment { places, hidden: self.hidden.clone(), hits: vec![] })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Vec<(u32, Score)>>) -> tantivy::Result<Self::Fruit> {
        Ok(segments.concat())
    }
}

impl SegmentCollector for OneSegment {
    type Fruit = Vec<(u32, Score)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if let Some(place) = shown(&self.places, &self.hidden, doc) {
            self.hits.push((place, score));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.hits
    }
}
