//! What a menu is made of.

use model::{CategoryId, CollectionId, MenuItemId, PageId, ProductId};

/// The menus of the storefront.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    Header,
    Footer,
}

impl Menu {
    /// Every menu.
    pub const ALL: [Self; 2] = [Self::Header, Self::Footer];

    /// The word in the database and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Footer => "footer",
        }
    }

    /// The menu of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|menu| menu.as_str() == word)
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nowhere: a heading.
    Heading,
    Category(CategoryId),
    Collection(CollectionId),
    Page(PageId),
    Product(ProductId),
    Address(String),
}

impl Target {
    /// The word in files.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Category(_) => "category",
            Self::Collection(_) => "collection",
            Self::Page(_) => "page",
            Self::Product(_) => "product",
            Self::Address(_) => "address",
        }
    }
}

/// A link as staff see it, with those below it.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: MenuItemId,
    pub parent: Option<MenuItemId>,
    /// What was typed; empty where the title of the target is shown.
    pub label: String,
    /// What is shown.
    pub words: String,
    pub target: Target,
    /// Where it leads; nothing for a heading.
    pub href: Option<String>,
    /// Whether shoppers see it: not so where the target is not published.
    pub shown: bool,
    pub children: Vec<Item>,
}
