//! What providers tell: signature first, then the inbox, then a job.

use super::PaymentError;
use crate::{Broken, Shop};

/// Checks the signature of a raw body and stores the event once; a job does the rest.
pub async fn receive_webhook(
    _shop: &Shop,
    _provider: &str,
    _signature: &str,
    _body: &[u8],
) -> Result<(), PaymentError> {
    // STUB
    Err(Broken::unbuilt("payments::receive_webhook").into())
}
