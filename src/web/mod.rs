//! The web's own matters: who asks, what is answered, and everything between the socket and a page.

mod client;
mod errors;
mod page;
mod site;
mod state;
mod static_files;
mod visit;

pub use client::client_address;
pub use errors::{Failed, explain_failures};
pub use page::{Page, PageResult};
pub use site::Site;
pub use state::AppState;
pub use static_files::static_files;
pub use visit::{CART_COOKIE, COUNT_COOKIE, Visit, cookie};
