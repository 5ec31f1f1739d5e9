//! What tantivy finds by itself: the measure that our ranking is held against.

use super::index::{Part, TextIndex, WEIGHTS};
use crate::{
    Broken,
    search::{shelf::Shelf, words},
};
use tantivy::{collector::TopDocs, query::QueryParser, schema::Field};

impl TextIndex {
    /// Places on the shelf by plain BM25: the stock parser of queries over the same fields with its default settings
    /// (any word, no weights, no corrections). Punctuation is taken out before, so that no sign is an operator.
    pub fn plain(&self, shelf: &Shelf, text: &str, most: usize) -> Result<Vec<u32>, Broken> {
        let fields: Vec<Field> = WEIGHTS.iter().map(|(part, _): &(Part, f32)| self.fields.part(*part)).collect();
        let searcher = self.reader.searcher();
        let places = self.places(&searcher, shelf.generation, &|id| shelf.places.get(&id).copied())?;
        let (query, _) = QueryParser::for_index(&self.index, fields).parse_query_lenient(&words::normal(text));
        let top = searcher.search(&query, &TopDocs::with_limit(most).order_by_score()).map_err(Broken::other)?;
        let place = |doc: tantivy::DocAddress| places[doc.segment_ord as usize][doc.doc_id as usize];
        Ok(top.into_iter().map(|(_, doc)| place(doc)).filter(|place| *place != u32::MAX).collect())
    }
}
