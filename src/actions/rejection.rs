//! The error of every server function: one fault. `web::rpc` gives the answer its status and its sentence.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use model::{Fault, FaultKind};
use serde::{Deserialize, Serialize};

/// A fault on its way to an island.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rejection(pub Fault);

impl<E: Into<Fault>> From<E> for Rejection {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl FromServerFnError for Rejection {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let (kind, code) = match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => (FaultKind::Invalid, "form-fields"),
            // Nothing came back, or no answer of ours: a proxy's page, the end of a connection.
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) => {
                (FaultKind::Unavailable, "not-reached")
            }
            _ => (FaultKind::Internal, "internal"),
        };
        Self(Fault::new(kind, code))
    }
}
