//! The menus as they are drawn: what staff made of them, or the shop's own from categories and collections.

use commerce::content::MenuLink;
use leptos::prelude::*;
use model::catalog::{CategoryNode, CollectionCard, Picture};

/// A link of a menu with those below it.
#[derive(Clone)]
pub struct Branch {
    pub words: String,
    /// Nothing for a heading.
    pub href: Option<String>,
    pub picture: Option<Picture>,
    /// Handle of the category that it leads to, which marks the pages of that category.
    pub section: Option<String>,
    pub children: Vec<Branch>,
}

impl Branch {
    /// The words, as a link where they lead somewhere.
    pub fn link(&self, class: Option<&'static str>) -> AnyView {
        let words = self.words.clone();
        match self.href.clone() {
            Some(href) => view! { <a class=class href=href>{words}</a> }.into_any(),
            None => view! { <span class=class>{words}</span> }.into_any(),
        }
    }

    fn category(node: &CategoryNode) -> Self {
        Self {
            words: node.title.clone(),
            href: Some(format!("/c/{}", node.handle)),
            picture: node.picture.clone(),
            section: Some(node.handle.clone()),
            children: node.children.iter().map(Self::category).collect(),
        }
    }

    fn made(link: &MenuLink, tree: &[CategoryNode]) -> Self {
        let handle = link.href.as_deref().and_then(|href| href.strip_prefix("/c/"));
        let node = handle.and_then(|handle| find(tree, handle));
        Self {
            words: link.words.clone(),
            href: link.href.clone(),
            picture: node.and_then(|node| node.picture.clone()),
            section: handle.map(str::to_owned),
            children: link.children.iter().map(|link| Self::made(link, tree)).collect(),
        }
    }
}

/// The branches of the header: the menu, or all categories where there is none.
pub fn branches(menu: &[MenuLink], tree: &[CategoryNode]) -> Vec<Branch> {
    match menu.is_empty() {
        true => tree.iter().map(Branch::category).collect(),
        false => menu.iter().map(|link| Branch::made(link, tree)).collect(),
    }
}

/// The collections that stand beside the categories, where the menu is the shop's own.
pub fn beside<'c>(menu: &[MenuLink], collections: &'c [CollectionCard]) -> &'c [CollectionCard] {
    if menu.is_empty() { collections } else { &[] }
}

fn find<'t>(tree: &'t [CategoryNode], handle: &str) -> Option<&'t CategoryNode> {
    tree.iter().find_map(|node| if node.handle == handle { Some(node) } else { find(&node.children, handle) })
}
