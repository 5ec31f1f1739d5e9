//! The web's own matters: who asks, what is answered, and everything between the socket and a page.

pub mod cache;
pub mod cart;
mod client;
mod cookies;
mod errors;
pub mod flash;
mod flood;
mod form;
pub mod health;
mod hosts;
pub mod live;
pub mod metrics;
mod page;
mod paths;
pub mod rpc;
mod sessions;
mod site;
mod staff;
mod state;
mod static_files;
mod visit;
mod webhooks;

pub use client::{caller, client_address, client_ip, is_counted, is_forwarded};
pub use errors::{Failed, fault_of, stamped, status};
pub use flood::Flood;
pub use form::Form;
pub use hosts::Hosts;
pub use page::{Page, PageResult};
pub use paths::{is_secret, page_of};
pub use sessions::{CLEAR_SITE_DATA, StaffStore, USER, staff_sessions};
pub use site::Site;
pub use staff::{Flash, StaffVisit, staff_only};
pub use state::AppState;
pub use static_files::static_files;
pub use visit::{CART_COOKIE, COUNT_COOKIE, Visit, cart_cookie_name, cookie};
pub use webhooks::webhooks;
