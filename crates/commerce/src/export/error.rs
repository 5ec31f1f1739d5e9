//! Why an export ended early.

use crate::{Broken, domain_error};
use model::Fault;

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("not allowed")]
    Refused(Fault),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(ExportError);

impl From<Fault> for ExportError {
    fn from(fault: Fault) -> Self {
        Self::Refused(fault)
    }
}

impl From<ExportError> for Fault {
    fn from(error: ExportError) -> Fault {
        match error {
            ExportError::Refused(fault) => fault,
            ExportError::Broken(broken) => broken.into(),
        }
    }
}
