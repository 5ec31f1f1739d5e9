//! Cart, checkout, payment and order pages.
