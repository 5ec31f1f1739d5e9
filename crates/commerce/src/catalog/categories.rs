//! The category tree as staff change it.

use super::{CatalogError, redirects};
use crate::{Actor, Shop, db, outbox};
use futures::FutureExt;
use model::{CategoryId, Fault, Handle, MediaId, account::Permission, event::Event, product::MAX_LEVELS};
use sqlx::MySqlConnection;

/// Longest path from the root, in characters.
const LONGEST_PATH: usize = 700;
/// What parts the titles of a path.
const STEP: &str = " > ";

/// What staff write of a category.
#[derive(Clone, Debug, Default)]
pub struct CategoryDetails {
    pub title: String,
    /// An empty one is made of the title, or stays what it was.
    pub handle: String,
    pub intro: String,
    pub seo_text: String,
    /// Its place among the categories beside it.
    pub position: u16,
    pub picture: Option<MediaId>,
}

/// A category as staff see it.
#[derive(Clone, Debug)]
pub struct CategoryEditor {
    pub id: CategoryId,
    pub version: u32,
    pub parent: Option<CategoryId>,
    /// "Home > Lighting".
    pub path: String,
    pub depth: u8,
    pub details: CategoryDetails,
    /// Products right in it, for sale or not.
    pub products: i64,
    pub children: i64,
}

/// Asks for a new category below another, or for another form of one; who names another parent moves it with all below.
#[derive(Clone, Debug)]
pub struct SaveCategory {
    pub id: Option<CategoryId>,
    /// The version that the form showed, where there is one already.
    pub version: u32,
    pub parent: Option<CategoryId>,
    pub details: CategoryDetails,
}

/// The whole tree in the order of its paths. Needs `SeeProducts`.
pub async fn categories_for_staff(shop: &Shop, actor: &Actor) -> Result<Vec<CategoryEditor>, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id: CategoryId", c.version, c.parent_id AS "parent: CategoryId", c.path, c.depth, c.title, c.handle, c.intro,
                  c.seo_text, c.position, c.media_id AS "picture: MediaId",
                  (SELECT COUNT(*) FROM product_categories pc WHERE pc.category_id = c.id) AS "products!: i64",
                  (SELECT COUNT(*) FROM categories child WHERE child.parent_id = c.id) AS "children!: i64"
           FROM categories c ORDER BY c.path"#
    )
    .fetch_all(&shop.pool)
    .await?;
    let editor = rows.into_iter().map(|row| CategoryEditor {
        id: row.id,
        version: row.version,
        parent: row.parent,
        path: row.path,
        depth: row.depth,
        details: CategoryDetails {
            title: row.title,
            handle: row.handle,
            intro: row.intro,
            seo_text: row.seo_text,
            position: row.position,
            picture: row.picture,
        },
        products: row.products,
        children: row.children,
    });
    Ok(editor.collect())
}

/// Writes a category; an old handle leads to the new one. Needs `ChangeProducts`.
pub async fn save_category(shop: &Shop, actor: &Actor, command: SaveCategory) -> Result<CategoryId, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let command = checked(command)?;
    shop.transaction(command, |tx, command| write(tx, command).boxed()).await
}

/// Puts categories that stand beside each other into this order. What else somebody writes of them is no conflict with it.
/// Needs `ChangeProducts`.
pub async fn arrange_categories(shop: &Shop, actor: &Actor, order: Vec<CategoryId>) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    shop.transaction(order, |tx, order| {
        async move {
            sqlx::query!("SELECT id FROM categories ORDER BY id FOR UPDATE").fetch_all(&mut *tx).await?;
            for (place, id) in (0u16..).zip(order) {
                let moved =
                    sqlx::query!("UPDATE categories SET position = ? WHERE id = ? AND position <> ?", place, id, place);
                if moved.execute(&mut *tx).await?.rows_affected() == 1 {
                    outbox::write(tx, &Event::CategoryChanged { category: id }).await?;
                }
            }
            Ok(())
        }
        .boxed()
    })
    .await
}

/// Takes an empty category away: one with products or with others below stays. Needs `ChangeProducts`.
pub async fn delete_category(shop: &Shop, actor: &Actor, id: CategoryId) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    shop.transaction(id, |tx, id| {
        async move {
            let gone = sqlx::query!("DELETE FROM categories WHERE id = ?", id).execute(&mut *tx).await;
            match gone {
                Ok(done) if done.rows_affected() == 0 => Err(CatalogError::NoCategory),
                Ok(_) => Ok(outbox::write(tx, &Event::CategoryChanged { category: id }).await?),
                Err(error) => Err(match db::violated(&error) {
                    Some("fk_categories_parent") => refuse("category", "category-has-children"),
                    Some("fk_product_categories_category") => refuse("category", "category-has-products"),
                    _ => error.into(),
                }),
            }
        }
        .boxed()
    })
    .await
}

fn refuse(field: &str, code: &str) -> CatalogError {
    CatalogError::Refused(Fault::invalid([(field, code)]))
}

fn checked(mut command: SaveCategory) -> Result<SaveCategory, CatalogError> {
    let details = &mut command.details;
    for text in [&mut details.title, &mut details.handle, &mut details.intro, &mut details.seo_text] {
        *text = text.trim().to_owned();
    }
    let mut wrong = vec![];
    if details.title.is_empty() {
        wrong.push(("title", "title-missing"));
    }
    if details.title.contains(STEP.trim()) || details.title.chars().any(char::is_control) {
        wrong.push(("title", "category-title"));
    }
    let limits =
        [("title", &details.title, 255), ("intro", &details.intro, 2000), ("seo_text", &details.seo_text, 10_000)];
    wrong.extend(
        limits.iter().filter(|(_, text, most)| text.chars().count() > *most).map(|(name, ..)| (*name, "text-long")),
    );
    if !details.handle.is_empty() {
        match details.handle.parse::<Handle>() {
            Ok(handle) => details.handle = handle.as_str().to_owned(),
            Err(error) => wrong.push(("handle", error.0)),
        }
    }
    if wrong.is_empty() { Ok(command) } else { Err(CatalogError::Refused(Fault::invalid(wrong))) }
}

struct Row {
    id: CategoryId,
    version: u32,
    handle: String,
    path: String,
    depth: u8,
}

async fn write(tx: &mut MySqlConnection, command: SaveCategory) -> Result<CategoryId, CatalogError> {
    // The whole tree is locked: two moves at once could make a ring of it.
    let tree = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: CategoryId", version, handle, path, depth FROM categories ORDER BY id FOR UPDATE"#
    )
    .fetch_all(&mut *tx)
    .await?;
    let find = |id: CategoryId| tree.iter().find(|row| row.id == id);
    let before = command.id.map(|id| find(id).ok_or(CatalogError::NoCategory)).transpose()?;
    if before.is_some_and(|row| row.version != command.version) {
        return Err(CatalogError::CategoryMoved);
    }
    let parent = command.parent.map(|id| find(id).ok_or_else(|| refuse("parent", "no-category"))).transpose()?;
    let below: Vec<&Row> = before.map(|row| under(&tree, &row.path)).unwrap_or_default();
    if let (Some(row), Some(parent)) = (before, parent)
        && (parent.id == row.id || below.iter().any(|one| one.id == parent.id))
    {
        return Err(refuse("parent", "category-ring"));
    }
    let depth = parent.map_or(1, |parent| parent.depth + 1);
    let height = below.iter().map(|one| one.depth - before.map_or(0, |row| row.depth)).max().unwrap_or(0);
    let title = &command.details.title;
    let path = parent.map_or_else(|| title.clone(), |parent| format!("{}{STEP}{title}", parent.path));
    let longest = below.iter().map(|one| tail(one, before).chars().count()).max().unwrap_or(0);
    if depth + height > MAX_LEVELS || path.chars().count() + longest > LONGEST_PATH {
        return Err(refuse("parent", "category-deep"));
    }
    let handle = handle(&tree, &command, before)?;
    let id = command.id.unwrap_or_else(CategoryId::new);
    store(tx, id, &command, (&handle, &path, depth)).await.map_err(|error| match db::violated(&error) {
        Some("uq_categories_handle") => refuse("handle", "handle-taken"),
        Some("uq_categories_path") => refuse("title", "category-taken"),
        Some("fk_categories_media") => refuse("picture", "no-picture"),
        _ => error.into(),
    })?;
    for one in below {
        let (moved, level) =
            (format!("{path}{}", tail(one, before)), one.depth + depth - before.map_or(0, |row| row.depth));
        sqlx::query!("UPDATE categories SET path = ?, depth = ? WHERE id = ?", moved, level, one.id)
            .execute(&mut *tx)
            .await?;
    }
    match before.filter(|row| row.handle != handle) {
        Some(row) => redirects::moved(tx, redirects::Kind::Category, &row.handle, &handle).await?,
        None => redirects::taken(tx, redirects::Kind::Category, &handle).await?,
    }
    outbox::write(tx, &Event::CategoryChanged { category: id }).await?;
    Ok(id)
}

/// All categories below a path.
fn under<'t>(tree: &'t [Row], path: &str) -> Vec<&'t Row> {
    let start = format!("{path}{STEP}");
    tree.iter().filter(|row| row.path.starts_with(&start)).collect()
}

/// What the path of a category has behind that of the one above it which changes.
fn tail<'r>(row: &'r Row, above: Option<&Row>) -> &'r str {
    above.map_or("", |above| row.path.strip_prefix(above.path.as_str()).unwrap_or_default())
}

fn handle(tree: &[Row], command: &SaveCategory, before: Option<&Row>) -> Result<String, CatalogError> {
    if !command.details.handle.is_empty() {
        return Ok(command.details.handle.clone());
    }
    if let Some(row) = before {
        return Ok(row.handle.clone());
    }
    let base = Handle::from_title(&command.details.title).ok_or_else(|| refuse("handle", "handle-invalid"))?;
    let mut names = std::iter::once(base.as_str().to_owned()).chain((2..).map(|number| format!("{base}-{number}")));
    Ok(names.find(|name| tree.iter().all(|row| row.handle != *name)).unwrap_or_default())
}

async fn store(
    tx: &mut MySqlConnection,
    id: CategoryId,
    command: &SaveCategory,
    (handle, path, depth): (&str, &str, u8),
) -> Result<(), sqlx::Error> {
    let details = &command.details;
    let new = "INSERT INTO categories (parent_id, handle, path, title, intro, seo_text, depth, position, media_id, id)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let old =
        "UPDATE categories SET parent_id = ?, handle = ?, path = ?, title = ?, intro = ?, seo_text = ?, depth = ?,
                      position = ?, media_id = ?, version = version + 1 WHERE id = ?";
    sqlx::query(if command.id.is_some() { old } else { new })
        .bind(command.parent)
        .bind(handle)
        .bind(path)
        .bind(&details.title)
        .bind(&details.intro)
        .bind(&details.seo_text)
        .bind(depth)
        .bind(details.position)
        .bind(details.picture)
        .bind(id)
        .execute(tx)
        .await
        .map(drop)
}
