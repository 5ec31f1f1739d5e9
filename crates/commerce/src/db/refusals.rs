//! What the database refuses for now, by the numbers of its errors.

use sqlx::mysql::MySqlDatabaseError;

/// Whether an error means that the database cannot be reached or is full of callers.
pub fn away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => true,
        // Too many connections, shutdown in progress, server gone.
        _ => matches!(number(error), Some(1040 | 1053 | 1077 | 1152 | 1184 | 2006 | 2013)),
    }
}

/// Whether the database is there but did not come to it: a statement took too long, or others were in the way at every
/// try.
pub fn busy(error: &sqlx::Error) -> bool {
    in_the_way(error) || number(error) == Some(1969)
}

/// Whether another transaction was in the way: a changed record, a lock that was not given, a deadlock.
pub(super) fn in_the_way(error: &sqlx::Error) -> bool {
    matches!(number(error), Some(1020 | 1205 | 1213))
}

/// The number of an error of the server.
pub(super) fn number(error: &sqlx::Error) -> Option<u16> {
    let sqlx::Error::Database(inner) = error else { return None };
    Some(inner.try_downcast_ref::<MySqlDatabaseError>()?.number())
}
