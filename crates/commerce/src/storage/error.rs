//! What a store of files that is not on this machine may say, and what it means.

use super::Where;
use crate::Broken;
use model::{Fault, FaultKind};
use object_store::Error;

/// Why files cannot be reached. Nothing of it says that a file is not there.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("the file store does not answer: {0}")]
    Away(String),
    #[error("the file store has no such bucket: {0}")]
    NoBucket(String),
    #[error("the file store refuses the key: {0}")]
    Refused(String),
}

impl From<StorageError> for Broken {
    fn from(error: StorageError) -> Self {
        Broken::Storage(error)
    }
}

impl From<&StorageError> for Fault {
    fn from(error: &StorageError) -> Fault {
        let (code, seconds) = match error {
            StorageError::Away(_) => ("storage-away", 10),
            // Somebody has to mend these.
            StorageError::NoBucket(_) => ("storage-no-bucket", 300),
            StorageError::Refused(_) => ("storage-refused", 300),
        };
        Fault::new(FaultKind::Unavailable, code).retry_after(seconds)
    }
}

/// What came, or nothing where there is no such file.
pub(super) fn found<T>(place: Where, answer: Result<T, Error>) -> Result<Option<T>, Broken> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(Error::NotFound { ref source, .. }) if !source.to_string().contains("NoSuchBucket") => Ok(None),
        Err(error) => Err(broken(place, error)),
    }
}

/// What came of a change, to which a file that is not there is no answer.
pub(super) fn outcome<T>(place: Where, answer: Result<T, Error>) -> Result<T, Broken> {
    answer.map_err(|error| broken(place, error))
}

/// A failure: of the disk, or of the store as it says it.
pub(super) fn broken(place: Where, error: Error) -> Broken {
    if place == Where::Here {
        return Broken::other(error);
    }
    match error {
        Error::NotFound { source, .. } => StorageError::NoBucket(source.to_string()).into(),
        Error::PermissionDenied { source, .. } | Error::Unauthenticated { source, .. } => {
            StorageError::Refused(source.to_string()).into()
        }
        Error::Generic { source, .. } => StorageError::Away(source.to_string()).into(),
        other => Broken::other(other),
    }
}
