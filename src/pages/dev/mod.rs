//! Pages for development only: mailbox, style guide.
