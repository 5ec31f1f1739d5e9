//! What every domain error has in common: the part nobody can act on, and the way to one [`Fault`].

use crate::storage::StorageError;
use model::{Fault, FaultKind};

/// A failure that the caller can do nothing about: the database, the disk, a defect.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Storage(StorageError),
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

impl Broken {
    /// Any other failure, by its sentence.
    pub fn other(what: impl std::fmt::Display) -> Self {
        Self::Other(anyhow::anyhow!("{what}"))
    }

    /// Whether the database is away (as opposed to unwilling): pages then say 503.
    pub fn database_away(&self) -> bool {
        match self {
            Self::Database(error) => crate::db::away(error),
            Self::Storage(_) | Self::Other(_) => false,
        }
    }

    /// Whether files cannot be reached: what was asked for may work in a while.
    pub fn storage_away(&self) -> bool {
        matches!(self, Self::Storage(_))
    }

    /// Whether the database did not come to it for others: the same request may work in a while.
    pub fn database_busy(&self) -> bool {
        match self {
            Self::Database(error) => crate::db::busy(error),
            Self::Storage(_) | Self::Other(_) => false,
        }
    }
}

impl From<Broken> for Fault {
    fn from(broken: Broken) -> Fault {
        if broken.database_away() {
            tracing::error!(error = %broken, "the database does not answer");
            return Fault::new(FaultKind::Unavailable, "database-away").retry_after(5);
        }
        if broken.database_busy() {
            tracing::warn!(error = %broken, "the database did not come to it");
            return Fault::new(FaultKind::Unavailable, "too-busy").retry_after(5);
        }
        if let Broken::Storage(error) = &broken {
            tracing::error!(%error, "files cannot be reached");
            return error.into();
        }
        let reference = uuid::Uuid::now_v7().simple().to_string();
        tracing::error!(error = %broken, reference, "internal error");
        let mut fault = Fault::new(FaultKind::Internal, "internal");
        fault.reference = Some(reference);
        fault
    }
}

/// What the transaction helper must know of a domain error: whether the database asks for another try.
pub trait TransactionError: From<sqlx::Error> + Send + 'static {
    /// The database error inside, if that is what it is.
    fn database(&self) -> Option<&sqlx::Error>;
}

impl TransactionError for Broken {
    fn database(&self) -> Option<&sqlx::Error> {
        match self {
            Self::Database(error) => Some(error),
            Self::Storage(_) | Self::Other(_) => None,
        }
    }
}

/// Gives a domain enum with a variant `Broken(Broken)` its conversions from database and other failures.
#[macro_export]
macro_rules! domain_error {
    ($name:ident) => {
        impl From<$crate::error::Broken> for $name {
            fn from(broken: $crate::error::Broken) -> Self {
                Self::Broken(broken)
            }
        }
        impl From<sqlx::Error> for $name {
            fn from(error: sqlx::Error) -> Self {
                Self::Broken(error.into())
            }
        }
        impl From<anyhow::Error> for $name {
            fn from(error: anyhow::Error) -> Self {
                Self::Broken(error.into())
            }
        }
        impl $crate::error::TransactionError for $name {
            fn database(&self) -> Option<&sqlx::Error> {
                match self {
                    Self::Broken(broken) => broken.database(),
                    _ => None,
                }
            }
        }
    };
}
