//! The categories of made-up goods.

use super::{
    product::made_id,
    vocabulary::{DEPARTMENTS, KINDS},
};
use model::CategoryId;

/// A category: a department, or a kind of goods below one.
pub struct Category {
    pub id: CategoryId,
    pub parent: Option<CategoryId>,
    /// Of its own, beside those of another shop.
    pub handle: String,
    pub title: &'static str,
    pub path: String,
}

/// The category of a kind of goods, by its place among [`KINDS`].
pub fn category(kind: usize) -> CategoryId {
    CategoryId(made_id(2, kind as u64))
}

/// All categories, departments first.
pub fn tree() -> Vec<Category> {
    let make = |at: usize, parent: Option<usize>, title: &'static str| {
        let above = parent.map(|_| format!("Scale > {}", DEPARTMENTS[KINDS[at].department]));
        let path = format!("{} > {title}", above.unwrap_or_else(|| "Scale".into()));
        Category { id: category(at), parent: parent.map(category), handle: format!("scale-{at}"), title, path }
    };
    let roots = DEPARTMENTS.iter().enumerate().map(|(at, title)| make(KINDS.len() + at, None, title));
    let kinds = KINDS.iter().enumerate().map(|(at, kind)| make(at, Some(KINDS.len() + kind.department), kind.name));
    roots.chain(kinds).collect()
}
