//! Menus of the storefront: links in up to three levels. An empty menu is drawn by the shop itself.

mod change;
mod item;
mod load;
mod order;
mod replace;
mod targets;

pub use change::{ItemDraft, LinkTo, add_item, change_item, remove_item};
pub use item::{Item, Menu, Target};
pub use load::{MenuLink, item_for_staff, menu, menu_for_staff};
pub use order::{Direction, move_item};
pub use replace::{PlainItem, replace_menu};
pub use targets::targets;

/// Levels of a menu.
const LEVELS: usize = 3;
/// Links in a menu.
const MOST: usize = 200;
