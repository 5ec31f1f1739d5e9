//! The mathematics of search and intelligence: no SQL, no web, no clock.
//!
//! Everything here works on dense numbers ("ordinals") and on words that were brought into one form before; what they
//! stand for is known to the shop alone. Each part has property tests against the naive way of doing it.

pub mod facets;
pub mod near;
pub mod range;
pub mod spell;
pub mod suggest;
pub mod top;

pub use facets::Scopes;
pub use range::{Bounds, RangeIndex};
pub use spell::{Correction, Spelling};
pub use suggest::{Entry, Hit, Suggester};
