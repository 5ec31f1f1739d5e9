//! The database: connecting, the one transaction helper, migrations, and what a refusal means.

mod constraints;
mod migrate;
mod pool;
mod refusals;
mod sweep;
mod transaction;

pub use constraints::violated;
pub use migrate::{MigrationState, fresh, migrate, status};
pub use pool::{connect, weaknesses};
pub use refusals::{away, busy};
pub use sweep::sweep;
pub use transaction::transaction;
