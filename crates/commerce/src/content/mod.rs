//! What staff write besides goods: pages of running text, and the menus around every page of the shop.

mod clean_pages;
mod delete_page;
mod error;
mod glossary;
mod list_pages;
mod markup;
mod menus;
mod page;
mod save_page;

pub use clean_pages::clean_pages;
pub use delete_page::delete_page;
pub use error::ContentError;
pub use glossary::{Word, glossary};
pub use list_pages::{PageQuery, PageRow, pages_for_staff};
pub use markup::{Format, rendered};
pub use menus::{
    Direction, Item, ItemDraft, LinkTo, Menu, MenuLink, PlainItem, Target, add_item, change_item, item_for_staff, menu,
    menu_for_staff, move_item, remove_item, replace_menu, targets,
};
pub use page::{PageEditor, content_page, content_pages, page_for_staff};
pub use save_page::{SavePage, change_page, create_page};
