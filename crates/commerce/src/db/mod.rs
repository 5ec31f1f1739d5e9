//! The database: connecting, the one transaction helper, migrations, and the names of constraints.

mod constraints;
mod migrate;
mod pool;
mod transaction;

pub use constraints::violated;
pub use migrate::{MigrationState, fresh, migrate, status};
pub use pool::{away, connect, weaknesses};
pub use transaction::transaction;
