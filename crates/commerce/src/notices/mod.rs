//! Stock notices: people who wait for something that is sold out, and the one letter that ends their wait.

mod ask;
mod call;
mod error;
mod letter;
mod stop;

pub use ask::{AskNotice, Asked, ask, variant_to_wait_for};
pub use call::{call, delete_old, sweep, waiting};
pub use error::NoticeError;
pub use letter::{NoticeMail, send_mail};
pub use stop::{of_token, stop};

use crate::{Broken, Shop, secret::Token};
use model::NoticeId;

const LINK: &str = "stoa notice link v1";

/// The secret of a notice's link.
fn new_token(shop: &Shop, notice: NoticeId) -> Result<Token, Broken> {
    Token::derive(&shop.settings.security.secret, LINK, notice.0.as_bytes())
}
