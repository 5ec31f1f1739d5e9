//! The list of pages of running text.

use super::ContentError;
use crate::{Actor, Shop, db::like};
use model::{Page, PageId, Time, account::Permission};
use sqlx::{MySql, QueryBuilder, Row};

const PER_PAGE: u32 = 25;

/// What staff asks of the list.
#[derive(Clone, Debug, Default)]
pub struct PageQuery {
    /// `all`, `published`, `draft`.
    pub view: String,
    /// Part of the title or the handle.
    pub text: String,
    /// `title`, `updated`, with a dash before it for the other way round.
    pub sort: String,
    /// Counted from 1.
    pub page: u32,
}

/// A page in the list.
#[derive(Clone, Debug)]
pub struct PageRow {
    pub id: PageId,
    pub handle: String,
    pub title: String,
    pub published: bool,
    pub updated_at: Time,
}

/// One page of the list. Needs `SeeProducts`.
pub async fn pages_for_staff(shop: &Shop, actor: &Actor, query: PageQuery) -> Result<Page<PageRow>, ContentError> {
    actor.require(Permission::SeeProducts).map_err(ContentError::Refused)?;
    let page = query.page.clamp(1, 400);
    let mut count = QueryBuilder::new("SELECT COUNT(*) FROM pages WHERE TRUE");
    filter(&mut count, &query);
    let total: i64 = count.build_query_scalar().fetch_one(&shop.pool).await?;
    let mut list = QueryBuilder::new("SELECT id, handle, title, published, updated_at FROM pages WHERE TRUE");
    filter(&mut list, &query);
    list.push(match query.sort.as_str() {
        "updated" => " ORDER BY updated_at, id",
        "-updated" => " ORDER BY updated_at DESC, id",
        "-title" => " ORDER BY title DESC, id",
        _ => " ORDER BY title, id",
    });
    list.push(" LIMIT ").push_bind(PER_PAGE).push(" OFFSET ").push_bind((page - 1) * PER_PAGE);
    let mut items = vec![];
    for row in list.build().fetch_all(&shop.pool).await? {
        items.push(PageRow {
            id: row.try_get("id")?,
            handle: row.try_get("handle")?,
            title: row.try_get("title")?,
            published: row.try_get("published")?,
            updated_at: row.try_get("updated_at")?,
        });
    }
    Ok(Page { items, total: total.unsigned_abs(), page, per_page: PER_PAGE })
}

fn filter(sql: &mut QueryBuilder<MySql>, query: &PageQuery) {
    match query.view.as_str() {
        "published" => drop(sql.push(" AND published")),
        "draft" => drop(sql.push(" AND NOT published")),
        _ => {}
    }
    if let Some(pattern) = like(&query.text) {
        sql.push(" AND (title LIKE ").push_bind(pattern.clone()).push(" OR handle LIKE ").push_bind(pattern).push(")");
    }
}
