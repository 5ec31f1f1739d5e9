//! What shoppers browse.

pub mod home;
