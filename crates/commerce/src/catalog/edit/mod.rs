//! Products as staff write them. Every change names the version that its form showed; another version now is a conflict
//! that says what was changed. Every change is one transaction with its event.

mod check;
mod create;
mod duplicate;
mod editor;
mod matrix;
mod media;
mod options;
mod place;
mod save;
mod sku;
mod state;
mod update;
mod variant_check;
mod variant_rows;
mod variants;
mod version;

pub use create::{NewProduct, create_product};
pub use duplicate::{DuplicateProduct, duplicate_product};
pub(in crate::catalog) use editor::content;
pub use editor::product_editor;
pub use media::{SetMedia, set_media};
pub use options::{SetOptions, set_options};
pub use place::{SetPlace, set_place};
pub use save::{SaveProduct, Then, save_product};
pub(crate) use state::tell_then;
pub use state::{MoveProducts, PassMoment, Schedule, Target, move_products, pass_moment, schedule_product};
pub use update::{EditProduct, update_product};
pub use variants::{EditVariants, RemoveVariant, edit_variants, remove_variant};
pub(in crate::catalog) use version::{advance, lock};

use crate::{Actor, Shop};
use model::{Currency, UserId};

/// Who changes something, as histories write it, and in which currency the rules of collections count.
#[derive(Clone, Copy)]
pub(in crate::catalog) struct By {
    pub actor: &'static str,
    pub user: Option<UserId>,
    pub currency: Currency,
}

/// Who changes something.
pub(super) fn by(shop: &Shop, actor: &Actor) -> By {
    By { actor: actor.word(), user: actor.user(), currency: shop.settings.shop.currency }
}
