//! The category tree in memory: nodes for menus, and the way from the root to each.

use super::pictures::{PictureColumns, picture};
use crate::Shop;
use model::{
    CategoryId, ProductId,
    catalog::{CategoryNode, Crumb, Picture},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// The whole tree and what is looked up in it.
pub(crate) struct Tree {
    pub roots: Arc<Vec<CategoryNode>>,
    pub entries: HashMap<CategoryId, Entry>,
    pub by_handle: HashMap<String, CategoryId>,
}

/// A category as it lies in the tree.
pub(crate) struct Entry {
    /// From the root down to the category itself.
    pub crumbs: Vec<Crumb>,
    pub seo_text: String,
    /// The picture that staff chose.
    pub cover: Option<Picture>,
    /// Places among siblings, from the root down.
    place: Vec<usize>,
}

impl Tree {
    /// Reads the tree with the counts of products that are for sale. A category without a picture of its own shows that
    /// of its first product; one without products the first picture below it.
    pub async fn load(shop: &Shop) -> Result<Self, sqlx::Error> {
        let mut connection = shop.pool.acquire().await?;
        let rows = sqlx::query_as!(
            Row,
            r#"SELECT c.id AS "id: CategoryId", c.parent_id AS "parent: CategoryId", c.handle, c.title, c.intro, c.seo_text,
                      c.depth AS "depth: u32",
                      CASE WHEN m.id IS NOT NULL
                      THEN JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, c.media_alt)
                      ELSE (SELECT JSON_ARRAY(LOWER(HEX(pic.id)), LOWER(HEX(pic.hash)), pic.width, pic.height, pic.color, '')
                            FROM product_categories pc
                            JOIN products p ON p.id = pc.product_id
                            JOIN product_media pm ON pm.product_id = p.id AND pm.position = 0
                            JOIN media pic ON pic.id = pm.media_id
                            WHERE pc.category_id = c.id AND p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
                            ORDER BY pc.product_id LIMIT 1)
                      END AS "picture: sqlx::types::Json<PictureColumns>",
                      m.id IS NOT NULL AS "has_cover!: bool"
               FROM categories c LEFT JOIN media m ON m.id = c.media_id
               ORDER BY c.depth, c.position, c.title"#
        )
        .fetch_all(&mut *connection)
        .await?;
        let places = sqlx::query!(
            r#"SELECT pc.product_id AS "product: ProductId", pc.category_id AS "category: CategoryId"
               FROM product_categories pc JOIN products p ON p.id = pc.product_id
               WHERE p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at"#
        )
        .fetch_all(&mut *connection)
        .await?;
        let pairs = places.into_iter().map(|place| (place.product, place.category));
        Ok(Self::grow(rows, pairs))
    }

    /// The node of a category.
    pub fn node(&self, id: CategoryId) -> Option<&CategoryNode> {
        let place = &self.entries.get(&id)?.place;
        let (first, rest) = place.split_first()?;
        rest.iter().try_fold(self.roots.get(*first)?, |node, at| node.children.get(*at))
    }

    fn grow(rows: Vec<Row>, products: impl Iterator<Item = (ProductId, CategoryId)>) -> Self {
        let parents: HashMap<CategoryId, Option<CategoryId>> = rows.iter().map(|row| (row.id, row.parent)).collect();
        let counts = count(&parents, products);
        let mut children: HashMap<Option<CategoryId>, Vec<Row>> = HashMap::new();
        for row in rows {
            children.entry(row.parent).or_default().push(row);
        }
        let mut tree = Self { roots: Arc::default(), entries: HashMap::new(), by_handle: HashMap::new() };
        let roots = tree.branch(None, &[], &[], &mut children, &counts);
        tree.roots = Arc::new(roots);
        tree
    }

    fn branch(
        &mut self,
        parent: Option<CategoryId>,
        crumbs: &[Crumb],
        place: &[usize],
        children: &mut HashMap<Option<CategoryId>, Vec<Row>>,
        counts: &HashMap<CategoryId, u32>,
    ) -> Vec<CategoryNode> {
        let rows = children.remove(&parent).unwrap_or_default();
        let mut nodes = Vec::with_capacity(rows.len());
        for (at, row) in rows.into_iter().enumerate() {
            let mut crumbs = crumbs.to_vec();
            crumbs.push(Crumb { handle: row.handle.clone(), title: row.title.clone() });
            let mut place = place.to_vec();
            place.push(at);
            let below = self.branch(Some(row.id), &crumbs, &place, children, counts);
            self.by_handle.insert(row.handle.clone(), row.id);
            let shown = row.picture.map(|columns| picture(columns.0));
            let cover = shown.clone().filter(|_| row.has_cover);
            self.entries.insert(row.id, Entry { crumbs, seo_text: row.seo_text, cover, place });
            nodes.push(CategoryNode {
                id: row.id,
                handle: row.handle,
                title: row.title,
                intro: row.intro,
                depth: row.depth,
                picture: shown.or_else(|| below.iter().find_map(|node| node.picture.clone())),
                products: counts.get(&row.id).copied().unwrap_or_default(),
                children: below,
            });
        }
        nodes
    }
}

struct Row {
    id: CategoryId,
    parent: Option<CategoryId>,
    handle: String,
    title: String,
    intro: String,
    seo_text: String,
    depth: u32,
    picture: Option<sqlx::types::Json<PictureColumns>>,
    has_cover: bool,
}

/// Products in each category and below, each product once.
fn count(
    parents: &HashMap<CategoryId, Option<CategoryId>>,
    products: impl Iterator<Item = (ProductId, CategoryId)>,
) -> HashMap<CategoryId, u32> {
    let mut seen = HashSet::new();
    let mut counts = HashMap::new();
    for (product, category) in products {
        let mut at = Some(category);
        while let Some(id) = at {
            if !seen.insert((product, id)) {
                break;
            }
            *counts.entry(id).or_default() += 1;
            at = parents.get(&id).copied().flatten();
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: CategoryId, parent: Option<CategoryId>, title: &str) -> Row {
        let (handle, title) = (title.to_lowercase(), title.to_owned());
        Row {
            id,
            parent,
            handle,
            title,
            intro: String::new(),
            seo_text: String::new(),
            depth: 1,
            picture: None,
            has_cover: false,
        }
    }

    #[test]
    fn counts_a_product_once_however_many_ways_lead_to_it() {
        let [home, light, lamps, work] = [(); 4].map(|()| CategoryId::new());
        let rows = vec![
            row(home, None, "Home"),
            row(work, None, "Work"),
            row(light, Some(home), "Light"),
            row(lamps, Some(light), "Lamps"),
        ];
        let [a, b] = [ProductId::new(), ProductId::new()];
        let tree = Tree::grow(rows, [(a, lamps), (a, light), (a, work), (b, light)].into_iter());
        let counts = |id| tree.node(id).map(|node: &CategoryNode| node.products);
        assert_eq!([home, light, lamps, work].map(counts), [Some(2), Some(2), Some(1), Some(1)]);
        let way: Vec<&str> = tree.entries[&lamps].crumbs.iter().map(|crumb| crumb.handle.as_str()).collect();
        assert_eq!(way, ["home", "light", "lamps"]);
    }
}
