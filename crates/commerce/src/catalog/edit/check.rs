//! Whether the texts of a product keep to their limits.

use super::super::{CatalogError, types};
use crate::text;
use model::{
    Fault, Handle, ProductId,
    product::{LONGEST_TAG, MAX_CATEGORIES, ProductDetails},
};
use sqlx::{MySqlConnection, QueryBuilder};

/// Longest description as it is typed, in characters; pages show at least the first 2,000 visible ones.
const DESCRIPTION: usize = 100_000;
const TAGS: usize = 250;
/// What the column of tags holds.
const MOST_BYTES: usize = 60_000;
const ATTRIBUTES: usize = 100;

/// Details that may be written.
#[derive(Debug)]
pub(super) struct Checked {
    pub details: ProductDetails,
    /// The description cleaned for pages.
    pub body: String,
}

/// Trims everything and finds all that is wrong at once. `handle` is the product's so far, none for one to be.
pub(super) async fn check(
    conn: &mut MySqlConnection,
    mut details: ProductDetails,
    product: Option<(ProductId, &str)>,
) -> Result<Checked, CatalogError> {
    trim(&mut details);
    let mut wrong = lengths(&details);
    match details.handle.as_str() {
        "" => details.handle = handle(conn, &details.title, product).await?,
        typed => match typed.parse::<Handle>() {
            Ok(handle) => {
                details.handle = handle.as_str().to_owned();
                if taken(conn, &details.handle, product.map(|(id, _)| id)).await? {
                    wrong.push(("handle".to_owned(), "handle-taken"));
                }
            }
            Err(error) => wrong.push(("handle".to_owned(), error.0)),
        },
    }
    if !known(conn, &details).await? {
        wrong.push(("categories".to_owned(), "no-category"));
    }
    wrong.extend(types::fit(conn, &mut details).await?);
    if wrong.is_empty() {
        let body = text::clean(&details.description);
        Ok(Checked { details, body })
    } else {
        Err(CatalogError::Refused(Fault::invalid(wrong)))
    }
}

fn trim(details: &mut ProductDetails) {
    let texts = [
        &mut details.title,
        &mut details.handle,
        &mut details.description,
        &mut details.vendor,
        &mut details.product_type,
        &mut details.seo_title,
        &mut details.seo_description,
        &mut details.manufacturer,
        &mut details.responsible_person,
        &mut details.warnings,
    ];
    for text in texts {
        *text = text.trim().replace('\0', "");
    }
    let mut seen = std::collections::HashSet::new();
    details.tags = std::mem::take(&mut details.tags)
        .into_iter()
        .map(|tag| tag.trim().to_owned())
        .filter(|tag| !tag.is_empty() && seen.insert(tag.to_lowercase()))
        .collect();
    let mut categories = std::collections::HashSet::new();
    details.categories.retain(|id| categories.insert(*id));
    details.attributes.retain_mut(|(name, values)| {
        *name = name.trim().to_owned();
        values.iter_mut().for_each(|value| *value = value.trim().to_owned());
        values.retain(|value| !value.is_empty());
        !values.is_empty()
    });
}

fn lengths(details: &ProductDetails) -> Vec<(String, &'static str)> {
    let mut wrong = vec![];
    let long = |text: &str, most: usize| text.chars().count() > most;
    if details.title.is_empty() {
        wrong.push(("title".to_owned(), "title-missing"));
    }
    let limits: [(&str, &str, usize); 8] = [
        ("title", &details.title, 255),
        ("description", &details.description, DESCRIPTION),
        ("vendor", &details.vendor, 255),
        ("product_type", &details.product_type, 255),
        ("seo_title", &details.seo_title, 255),
        ("seo_description", &details.seo_description, 1000),
        ("manufacturer", &details.manufacturer, 1000),
        ("responsible_person", &details.responsible_person, 1000),
    ];
    wrong.extend(
        limits.iter().filter(|(_, text, most)| long(text, *most)).map(|(name, ..)| ((*name).to_owned(), "text-long")),
    );
    if long(&details.warnings, 5000) {
        wrong.push(("warnings".to_owned(), "text-long"));
    }
    // A comma parts tags where they are stored.
    let odd = |tag: &String| long(tag, LONGEST_TAG) || tag.contains(',') || tag.chars().any(char::is_control);
    let bytes: usize = details.tags.iter().map(|tag| tag.len() + 2).sum();
    if details.tags.len() > TAGS || bytes > MOST_BYTES || details.tags.iter().any(odd) {
        wrong.push(("tags".to_owned(), "tags-invalid"));
    }
    if details.categories.len() > MAX_CATEGORIES {
        wrong.push(("categories".to_owned(), "categories-many"));
    }
    let odd = |(name, values): &(String, Vec<String>)| {
        name.is_empty() || long(name, 255) || values.iter().any(|value| long(value, 1000))
    };
    if details.attributes.len() > ATTRIBUTES || details.attributes.iter().any(odd) {
        wrong.push(("attributes".to_owned(), "attributes-invalid"));
    }
    wrong
}

/// What the handle stays, or one made of the title that no other product has.
async fn handle(
    conn: &mut MySqlConnection,
    title: &str,
    product: Option<(ProductId, &str)>,
) -> Result<String, sqlx::Error> {
    if let Some((_, handle)) = product {
        return Ok(handle.to_owned());
    }
    let made = Handle::from_title(title).map_or_else(|| "product".to_owned(), |handle| handle.as_str().to_owned());
    let base: String = made.chars().take(100).collect();
    let used = sqlx::query_scalar!("SELECT handle FROM products WHERE handle LIKE CONCAT(?, '%')", base)
        .fetch_all(conn)
        .await?;
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let mut names = std::iter::once(base.clone()).chain(numbered);
    Ok(names.find(|name| !used.contains(name)).unwrap_or(base))
}

async fn taken(conn: &mut MySqlConnection, handle: &str, own: Option<ProductId>) -> Result<bool, sqlx::Error> {
    let holder = sqlx::query_scalar!(r#"SELECT id AS "id: ProductId" FROM products WHERE handle = ?"#, handle)
        .fetch_optional(conn)
        .await?;
    Ok(holder.is_some_and(|holder| Some(holder) != own))
}

async fn known(conn: &mut MySqlConnection, details: &ProductDetails) -> Result<bool, sqlx::Error> {
    if details.categories.is_empty() || details.categories.len() > MAX_CATEGORIES {
        return Ok(true);
    }
    let mut count = QueryBuilder::new("SELECT COUNT(*) FROM categories WHERE id IN (");
    let mut ids = count.separated(", ");
    for id in &details.categories {
        ids.push_bind(*id);
    }
    count.push(")");
    let found: i64 = count.build_query_scalar().fetch_one(conn).await?;
    Ok(usize::try_from(found) == Ok(details.categories.len()))
}
