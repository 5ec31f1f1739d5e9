//! Operations against a real MariaDB, one file a domain.

mod accounts;
