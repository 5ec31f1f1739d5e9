//! Search, lists with facets, and suggestions.
//!
//! Two things lie in memory and on the disk of each node, both made from the database and kept by the outbox: the
//! [`shelf`](shelf::Shelf), sets of products by what they have, and the [text index](text::Store). Neither is ever
//! asked for a price or a stock that a shopper sees: those come from SQL with the cards of a page.

mod beside;
mod error;
mod facets;
#[cfg(test)]
mod judged;
mod lexicon;
mod listing;
mod node;
mod shelf;
mod suggest;
mod synonyms;
mod text;
mod vocabulary;
mod words;

pub use beside::beside;
pub use error::SearchError;
pub use listing::list;
pub use node::Search;
pub use suggest::suggest;
pub use vocabulary::{
    Synonym, SynonymDraft, SynonymKind, SynonymQuery, add_synonym, change_synonym, remove_synonym, synonym_for_staff,
    synonyms_for_staff,
};

use crate::Shop;

/// Builds a new index beside the old one and swaps them while searching goes on; returns the number of products.
pub async fn reindex(shop: &Shop) -> Result<u64, SearchError> {
    shop.search.reload(shop).await?;
    Ok(shop.search.text.rebuild(shop).await?)
}
