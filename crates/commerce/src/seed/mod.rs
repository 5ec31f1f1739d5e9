//! `stoa seed`: what every shop needs, and the demo shop, through the same import and picture pipeline as anybody's.

mod bootstrap;
mod demo;

pub use bootstrap::bootstrap;
pub use demo::{Demo, OWNER, demo};
