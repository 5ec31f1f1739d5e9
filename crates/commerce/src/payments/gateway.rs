//! What the shop asks of any payment provider.

use crate::Settings;

/// The gateways of this shop, by name.
pub struct Gateways {}

impl Gateways {
    /// The gateways that the settings name.
    pub fn new(_settings: &Settings) -> Self {
        Self {}
    }
}
