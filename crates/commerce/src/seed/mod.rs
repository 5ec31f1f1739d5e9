//! `stoa seed`: what every shop needs, the demo shop through the same import and picture pipeline as anybody's, and
//! made-up shops of any size.

mod bootstrap;
mod demo;
pub mod scale;

pub use bootstrap::bootstrap;
pub use demo::{Demo, OWNER, demo};
