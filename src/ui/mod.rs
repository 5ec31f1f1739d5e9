//! Dumb components: they take texts and numbers, know nothing of the shop, and are the same on both targets.

mod icon;
mod picture;
mod suggest;

pub use icon::{Icon, IconSize};
pub use picture::{Picture, Thumb};
pub use suggest::suggest;
