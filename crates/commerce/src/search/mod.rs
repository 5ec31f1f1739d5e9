//! Search, lists with facets, and suggestions.
//!
//! Two things lie in memory and on the disk of each node, both made from the database and kept by the outbox: the
//! [`shelf`](shelf::Shelf), sets of products by what they have, and the [text index](text::Store). Neither is ever
//! asked for a price or a stock that a shopper sees: those come from SQL with the cards of a page.

mod beside;
mod callers;
mod error;
mod facets;
mod insights;
#[cfg(test)]
mod judged;
mod leads;
mod lexicon;
mod listing;
mod log;
mod marks;
mod node;
mod shelf;
mod suggest;
mod synonyms;
mod text;
#[cfg(feature = "measure")]
mod trial;
mod vocabulary;
mod words;

pub use beside::beside;
pub use error::SearchError;
pub use insights::{figures, most_searched, no_hits};
pub use leads::leads_to;
pub use listing::{LONGEST_TEXT, list};
pub use log::{clean_log, keep_log};
pub use marks::{Marked, marked};
pub use node::Search;
pub use suggest::{looser, places, suggest};
#[cfg(feature = "measure")]
pub use trial::Trial;
pub use vocabulary::{
    Synonym, SynonymDraft, SynonymKind, SynonymQuery, add_synonym, change_synonym, remove_synonym, synonym_for_staff,
    synonyms_for_staff,
};

use crate::Shop;
use std::net::IpAddr;

/// How many products are shown now.
pub async fn products_shown(shop: &Shop) -> Result<u64, SearchError> {
    Ok(shop.search.shelf(shop).await?.live.len())
}

/// Builds a new index beside the old one and swaps them while searching goes on; returns the number of products.
pub async fn reindex(shop: &Shop) -> Result<u64, SearchError> {
    shop.search.reload(shop).await?;
    Ok(shop.search.text.rebuild(shop).await?)
}

/// Counts a search with what it found; written a little later.
pub fn note(shop: &Shop, text: &str, hits: u64) {
    shop.search.log.note(text, hits, None);
}

/// The same of a known address: only what several addresses search for is suggested to others.
pub fn note_from(shop: &Shop, text: &str, hits: u64, address: IpAddr) {
    shop.search.log.note(text, hits, Some(address));
}

/// Writes the searches counted so far now instead of a little later, and suggests what is popular by then.
pub async fn settle_log(shop: &Shop) -> Result<usize, SearchError> {
    let written = shop.search.log.write(shop).await?;
    shop.search.ask_popular(shop).await?;
    Ok(written)
}
