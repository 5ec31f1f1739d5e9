//! Settings: defaults, then `Leptos.toml`, then the environment. Secrets come from the environment or from `*_FILE` only.

mod load;
mod tables;

pub use load::{Origin, SettingsError, load, origins};
pub use tables::*;
