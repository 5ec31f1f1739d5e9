//! The category tree.

use super::{CatalogError, tree::Tree};
use crate::Shop;
use model::catalog::{CategoryNode, CategoryView};
use std::sync::Arc;

/// The whole tree, for menus; kept in memory.
pub async fn menu(shop: &Shop) -> Result<Arc<Vec<CategoryNode>>, CatalogError> {
    Ok(tree(shop).await?.roots.clone())
}

/// One category by its handle.
pub async fn category(shop: &Shop, handle: &str) -> Result<CategoryView, CatalogError> {
    let tree = tree(shop).await?;
    let id = tree.by_handle.get(handle).ok_or(CatalogError::NoCategory)?;
    let (node, entry) = tree.node(*id).zip(tree.entries.get(id)).ok_or(CatalogError::NoCategory)?;
    Ok(CategoryView {
        id: node.id,
        handle: node.handle.clone(),
        title: node.title.clone(),
        intro: node.intro.clone(),
        seo_text: entry.seo_text.clone(),
        cover: entry.cover.clone(),
        crumbs: entry.crumbs.clone(),
        children: node.children.clone(),
    })
}

/// The tree, from memory where it is there.
pub(super) async fn tree(shop: &Shop) -> Result<Arc<Tree>, CatalogError> {
    Ok(shop.catalog.tree.get(|| Tree::load(shop)).await?)
}
