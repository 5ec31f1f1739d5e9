//! What crosses the wire between islands and server functions beside their own answers: one fault. `web::rpc` gives the
//! answer its status and its sentence.

use leptos::server_fn::{
    codec::PostcardEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use model::{Fault, FaultKind, FieldFault};
use serde::{Deserialize, Serialize};

/// A fault on its way to an island.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub struct Rejection(pub Fault);

/// A fault with every part in its place: the compact encoding of answers has no names by which one could be missing.
#[derive(Serialize, Deserialize)]
struct Wire {
    kind: FaultKind,
    code: String,
    args: Vec<(String, String)>,
    /// Field, code, sentence.
    fields: Vec<(String, String, String)>,
    message: String,
    reference: Option<String>,
    retry_after: Option<u32>,
}

impl From<Rejection> for Wire {
    fn from(Rejection(fault): Rejection) -> Self {
        let Fault { kind, code, args, fields, message, reference, retry_after } = fault;
        let fields = fields.into_iter().map(|wrong| (wrong.field, wrong.code, wrong.message)).collect();
        Self { kind, code, args, fields, message, reference, retry_after }
    }
}

impl From<Wire> for Rejection {
    fn from(wire: Wire) -> Self {
        let Wire { kind, code, args, fields, message, reference, retry_after } = wire;
        let fields = fields.into_iter().map(|(field, code, message)| FieldFault { field, code, message }).collect();
        Self(Fault { kind, code, args, fields, message, reference, retry_after })
    }
}

impl<E: Into<Fault>> From<E> for Rejection {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl FromServerFnError for Rejection {
    type Encoder = PostcardEncoding;

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
