//! `stoa seed`: the demo shop, through the same import and picture pipeline as anybody's.
// STUB: owned by the catalog engineer.
