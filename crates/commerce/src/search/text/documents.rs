//! Documents of the index, read from the database.

use super::index::Document;
use crate::{search::shelf::Span, text};
use model::ProductId;
use sqlx::{FromRow, MySqlConnection};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Documents that one statement reads.
const CHUNK: i64 = 1000;

/// Everything that a product is found by, in one row; both statements below are built on it.
macro_rules! sources {
    ($head:literal, $tail:literal) => {
        concat!(
            $head,
            "SELECT p.id, p.handle, p.title, p.description, p.vendor, p.product_type, p.tags, p.attributes,
                COALESCE((SELECT GROUP_CONCAT(c.path ORDER BY pc.position, c.path SEPARATOR '\\n')
                    FROM product_categories pc JOIN categories c ON c.id = pc.category_id
                    WHERE pc.product_id = p.id), '') AS paths,
                COALESCE((SELECT GROUP_CONCAT(o.name, ' ', o.option_values ORDER BY o.position SEPARATOR '\\n')
                    FROM product_options o WHERE o.product_id = p.id), '') AS options,
                COALESCE((SELECT GROUP_CONCAT(v.sku, '\\n', COALESCE(v.barcode, '') ORDER BY v.id SEPARATOR '\\n')
                    FROM variants v WHERE v.product_id = p.id AND v.archived_at IS NULL), '') AS codes
             FROM products p
             WHERE p.status = 'active' AND p.published_at IS NOT NULL AND p.id >= ? AND p.id <= ?
             ORDER BY p.id LIMIT ?",
            $tail
        )
    };
}

const READ: &str = sources!(
    "SELECT d.*, CRC32(CONCAT_WS('\\n', d.handle, d.title, d.description, d.vendor, d.product_type, d.tags,
    d.attributes, d.paths, d.options, d.codes)) AS digest FROM (",
    ") d"
);
const DIGESTS: &str = sources!(
    "SELECT d.id, CRC32(CONCAT_WS('\\n', d.handle, d.title, d.description, d.vendor, d.product_type, d.tags,
    d.attributes, d.paths, d.options, d.codes)) AS digest FROM (",
    ") d"
);

#[derive(FromRow)]
struct Row {
    id: ProductId,
    handle: String,
    title: String,
    description: String,
    vendor: String,
    product_type: String,
    tags: String,
    attributes: String,
    paths: String,
    options: String,
    codes: String,
    digest: u32,
}

/// A part of the documents of a stretch, in order of ids, and what is left of the stretch.
pub async fn read(conn: &mut MySqlConnection, span: Span) -> Result<(Vec<Document>, Option<Span>), sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(READ).bind(span.from).bind(span.to).bind(CHUNK).fetch_all(&mut *conn).await?;
    let last = rows.last().map(|row| row.id).filter(|_| rows.len() as i64 == CHUNK);
    let left = last.and_then(|last| span.after(last));
    Ok((rows.into_iter().map(document).collect(), left))
}

/// The digest of every document as it should be.
pub async fn digests(conn: &mut MySqlConnection) -> Result<Vec<(ProductId, u64)>, sqlx::Error> {
    let (mut all, mut left) = (vec![], Some(Span::ALL));
    while let Some(span) = left {
        let rows: Vec<(ProductId, u32)> =
            sqlx::query_as(DIGESTS).bind(span.from).bind(span.to).bind(CHUNK).fetch_all(&mut *conn).await?;
        let last = rows.last().map(|row| row.0).filter(|_| rows.len() as i64 == CHUNK);
        left = last.and_then(|last| span.after(last));
        all.extend(rows.into_iter().map(|(id, digest)| (id, salted(digest))));
    }
    Ok(all)
}

fn document(row: Row) -> Document {
    let codes = row.codes.lines().chain([row.handle.as_str()]).map(code).filter(|code| !code.is_empty()).collect();
    Document {
        id: Some(row.id),
        digest: salted(row.digest),
        kind: row.product_type,
        // The bar between categories of a path and the marks of JSON are no letters, so they part words and vanish.
        categories: row.paths,
        options: format!("{}\n{}", row.options, row.attributes),
        tags: row.tags,
        title: row.title,
        vendor: row.vendor,
        body: text::without_marks(&row.description),
        codes,
    }
}

/// The form in which codes are compared: lower case, no blanks.
pub fn code(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The digest under the version of the way documents are made; another way makes every digest another.
fn salted(digest: u32) -> u64 {
    const WAY: u8 = 2;
    let mut hasher = DefaultHasher::new();
    (WAY, digest).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_compared_without_blanks() {
        assert_eq!(code(" T-043 -01 "), "t-043-01");
    }
}
