//! Settings: defaults, then `Leptos.toml`, then the environment. Secrets come from the environment or from `*_FILE` only:
//! a settings file that holds one is refused.

mod check;
mod load;
mod origins;
mod tables;

pub use load::{SettingsError, load};
pub use origins::{Origin, origins};
pub use tables::*;
