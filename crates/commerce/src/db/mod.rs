//! The database: connecting, the one transaction helper, migrations, and what a refusal means.

mod batches;
mod constraints;
mod like;
mod lock;
mod many;
mod migrate;
mod pool;
mod refusals;
mod transaction;
mod upkeep;

pub use batches::delete_in_batches;
pub use constraints::violated;
pub use like::like;
pub(crate) use lock::Lock;
pub(crate) use many::insert_many;
pub use migrate::{MigrationState, fresh, migrate, status};
pub use pool::{connect, weaknesses};
pub use refusals::{away, busy};
pub use transaction::transaction;
pub(crate) use upkeep::{note_upkeep, upkept};
