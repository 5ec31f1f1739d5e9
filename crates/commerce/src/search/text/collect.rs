//! Gathering every hit with its place on the shelf.

use std::sync::Arc;
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
};

/// Collects (place on the shelf, score) of all hits that have a place.
pub struct OnShelf {
    /// Places of the documents of each segment.
    pub places: Vec<Arc<Vec<u32>>>,
}

/// The same for one segment.
pub struct OneSegment {
    places: Arc<Vec<u32>>,
    hits: Vec<(u32, Score)>,
}

impl Collector for OnShelf {
    type Fruit = Vec<(u32, Score)>;
    type Child = OneSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<OneSegment> {
        Ok(OneSegment { places: self.places.get(ordinal as usize).cloned().unwrap_or_default(), hits: vec![] })
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
        if let Some(place) = self.places.get(doc as usize).filter(|place| **place != u32::MAX) {
            self.hits.push((*place, score));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.hits
    }
}
