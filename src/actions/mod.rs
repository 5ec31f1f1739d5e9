//! Server functions: thin skins over the operations of `commerce`, one file a domain.
//! Every one of them is a public endpoint under `/rpc/`; its first line asks who calls.

pub mod cart;
pub mod checkout;
pub mod order;

pub use crate::wire::Rejection;
