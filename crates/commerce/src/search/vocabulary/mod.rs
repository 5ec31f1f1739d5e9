//! The table of synonyms as staff keep it.

mod draft;
mod list;
mod save;

pub use draft::{SynonymDraft, SynonymKind};
pub use list::{Synonym, SynonymQuery, synonym_for_staff, synonyms_for_staff};
pub use save::{add_synonym, change_synonym, remove_synonym};
