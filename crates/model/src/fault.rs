//! The one error that crosses the wire: a stable code, the fields it concerns, and a sentence.

use serde::{Deserialize, Serialize};

/// What family an error belongs to; decides status code, page and log level (see `docs/architecture.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The input is wrong: 422, shown at the field.
    Invalid,
    /// The request itself cannot be read: 400.
    Malformed,
    /// Sign in first: 401.
    Unauthenticated,
    /// Not allowed: 403.
    Forbidden,
    /// Not there, or not to be seen: 404.
    NotFound,
    /// There once, gone for good: 410.
    Gone,
    /// Something changed meanwhile: 409.
    Conflict,
    /// The body is larger than allowed: 413.
    TooLarge,
    /// The content type is not understood: 415.
    Unsupported,
    /// Too often: 429 with Retry-After.
    RateLimited,
    /// A part the shop leans on is down: 503 with Retry-After.
    Unavailable,
    /// A defect of ours: 500 with a reference.
    Internal,
}

impl FaultKind {
    /// The HTTP status of the family.
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Gone => 410,
            Self::TooLarge => 413,
            Self::Unsupported => 415,
            Self::Invalid => 422,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

/// One wrong field of a form: its name and the code of the sentence that says why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    pub field: String,
    pub code: String,
    /// The sentence, filled in at the boundary from the text catalog.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
}

/// An error on its way to a person or a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}")]
pub struct Fault {
    pub kind: FaultKind,
    /// Stable name, also the key `fault-<code>` of the text catalog.
    pub code: String,
    /// Values for the sentence, such as `available` = "2".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldFault>,
    /// The sentence, filled in at the boundary from the text catalog.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// Names the log entry, for errors that a person may report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Seconds to wait, for `RateLimited` and `Unavailable`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl Fault {
    /// A fault of a kind, named by its code.
    pub fn new(kind: FaultKind, code: impl Into<String>) -> Self {
        Self {
            kind,
            code: code.into(),
            args: vec![],
            fields: vec![],
            message: String::new(),
            reference: None,
            retry_after: None,
        }
    }

    /// The thing asked for is not there.
    pub fn not_found(code: impl Into<String>) -> Self {
        Self::new(FaultKind::NotFound, code)
    }

    /// A form with one or more wrong fields, as (field, code of the sentence).
    pub fn invalid<F: Into<String>, C: Into<String>>(fields: impl IntoIterator<Item = (F, C)>) -> Self {
        let mut fault = Self::new(FaultKind::Invalid, "invalid-input");
        fault.fields = fields
            .into_iter()
            .map(|(field, code)| FieldFault { field: field.into(), code: code.into(), message: String::new() })
            .collect();
        fault
    }

    /// Adds a value for the sentence.
    pub fn arg(mut self, name: &str, value: impl ToString) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// Says how many seconds to wait before another try.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What is said where there is room for one sentence: that of the first wrong field, else its own.
    pub fn sentence(&self) -> &str {
        self.fields.first().map_or(&self.message, |field| &field.message)
    }

    /// The sentence at a field, if that field is wrong.
    pub fn at(&self, field: &str) -> Option<&FieldFault> {
        self.fields.iter().find(|wrong| wrong.field == field)
    }
}
