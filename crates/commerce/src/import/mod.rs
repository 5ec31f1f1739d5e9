//! `stoa import products`: Shopify's CSV in both header generations, streamed, with every bad row reported.
// STUB: owned by the catalog engineer.
