//! Why a file as a whole was refused.

use crate::{Broken, domain_error};
use model::{Fault, FaultKind};
use std::path::Path;

/// Why a file as a whole was refused. Single bad rows are no error; they stand in the report.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{path}: {why}")]
    Unreadable { path: String, why: String },
    #[error("the file is empty")]
    Empty,
    #[error("the file is {0}; save it as plain CSV")]
    Encoding(&'static str),
    #[error("the file has no column `{0}`")]
    NoColumn(&'static str),
    #[error("the column `{0}` stands there twice")]
    TwiceColumn(String),
    #[error("the file has no column `{0}` that could be mapped")]
    NoSuchColumn(String),
    #[error("there is no column `{0}` to map to")]
    UnknownColumn(String),
    #[error("the file has {0} columns; at most {max} are read", max = super::reader::MAX_COLUMNS)]
    TooManyColumns(usize),
    #[error("the file has more than {0} variations")]
    TooManyVariations(usize),
    #[error("the file has more than {0} rows; split it")]
    TooManyRows(u64),
    #[error("the row in line {0} is longer than can be read; is a quotation mark not closed?")]
    EndlessRow(u64),
    #[error("another import is under way")]
    Busy,
    #[error("the import stands elsewhere by now")]
    NotYet,
    #[error("not allowed")]
    Refused(Fault),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(ImportError);

impl ImportError {
    /// A file that cannot be read.
    pub(super) fn unreadable(path: &Path, why: impl std::fmt::Display) -> Self {
        Self::Unreadable { path: path.display().to_string(), why: why.to_string() }
    }

    /// Whether the store of files could not be reached: nothing is wrong with the file.
    pub(super) fn storage_away(&self) -> bool {
        matches!(self, Self::Broken(broken) if broken.storage_away())
    }

    /// The same without the place in the shop's own folders, which is nobody's business.
    pub(super) fn without_path(self) -> Self {
        match self {
            Self::Unreadable { why, .. } => Self::Unreadable { path: String::new(), why },
            other => other,
        }
    }
}

impl From<Fault> for ImportError {
    fn from(fault: Fault) -> Self {
        Self::Refused(fault)
    }
}

impl From<ImportError> for Fault {
    fn from(error: ImportError) -> Fault {
        match error {
            ImportError::Unreadable { path, why } => {
                Fault::new(FaultKind::Malformed, "import-unreadable").arg("path", path).arg("why", why)
            }
            ImportError::Empty => Fault::new(FaultKind::Malformed, "import-empty"),
            ImportError::Encoding(found) => Fault::new(FaultKind::Unsupported, "import-encoding").arg("found", found),
            ImportError::NoColumn(name) => Fault::new(FaultKind::Malformed, "import-no-column").arg("column", name),
            ImportError::TwiceColumn(name) => {
                Fault::new(FaultKind::Malformed, "import-twice-column").arg("column", name)
            }
            ImportError::NoSuchColumn(name) => {
                Fault::new(FaultKind::Invalid, "import-no-such-column").arg("column", name)
            }
            ImportError::UnknownColumn(name) => {
                Fault::new(FaultKind::Invalid, "import-unknown-column").arg("column", name)
            }
            ImportError::TooManyColumns(count) => {
                Fault::new(FaultKind::TooLarge, "import-too-many-columns").arg("count", count)
            }
            ImportError::TooManyVariations(most) => {
                Fault::new(FaultKind::TooLarge, "import-too-many-variations").arg("most", most)
            }
            ImportError::TooManyRows(most) => Fault::new(FaultKind::TooLarge, "import-too-many-rows").arg("most", most),
            ImportError::EndlessRow(line) => Fault::new(FaultKind::TooLarge, "import-endless-row").arg("line", line),
            ImportError::NotYet => Fault::new(FaultKind::Conflict, "import-not-yet"),
            ImportError::Busy => Fault::new(FaultKind::Conflict, "import-busy"),
            ImportError::Refused(fault) => fault,
            ImportError::Broken(broken) => broken.into(),
        }
    }
}
