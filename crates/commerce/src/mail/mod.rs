//! Mails: written from templates, sent by jobs, each effect once.
// STUB: owned by the orders engineer.
