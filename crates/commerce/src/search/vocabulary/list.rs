//! The table of synonyms, page by page.

use super::SynonymKind;
use crate::{Actor, Shop, db::like, search::SearchError};
use model::{Page, SynonymId, account::Permission};
use sqlx::{MySql, QueryBuilder, Row, mysql::MySqlRow};

const PER_PAGE: u32 = 50;

/// What staff asks of the table.
#[derive(Clone, Debug, Default)]
pub struct SynonymQuery {
    /// A kind, or `all`.
    pub view: String,
    /// Part of a term or of what stands for it.
    pub text: String,
    /// Counted from 1.
    pub page: u32,
}

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Synonym {
    pub id: SynonymId,
    pub kind: SynonymKind,
    pub terms: Vec<String>,
    /// What stands for the terms, the handle of the page, or an address of this shop.
    pub replacement: String,
}

/// One page of the table. Needs `SeeProducts`.
pub async fn synonyms_for_staff(shop: &Shop, actor: &Actor, query: SynonymQuery) -> Result<Page<Synonym>, SearchError> {
    actor.require(Permission::SeeProducts).map_err(SearchError::Refused)?;
    let page = query.page.clamp(1, 400);
    let mut count = QueryBuilder::new("SELECT COUNT(*) FROM synonyms WHERE TRUE");
    filter(&mut count, &query);
    let total: i64 = count.build_query_scalar().fetch_one(&shop.pool).await?;
    let mut list = QueryBuilder::new("SELECT id, kind, terms, replacement FROM synonyms WHERE TRUE");
    filter(&mut list, &query);
    list.push(" ORDER BY terms, id LIMIT ").push_bind(PER_PAGE).push(" OFFSET ").push_bind((page - 1) * PER_PAGE);
    let rows = list.build().fetch_all(&shop.pool).await?;
    let items = rows.iter().map(synonym).collect::<Result<_, sqlx::Error>>()?;
    Ok(Page { items, total: total.unsigned_abs(), page, per_page: PER_PAGE })
}

/// One row for its form. Needs `SeeProducts`.
pub async fn synonym_for_staff(shop: &Shop, actor: &Actor, id: SynonymId) -> Result<Synonym, SearchError> {
    actor.require(Permission::SeeProducts).map_err(SearchError::Refused)?;
    let mut sql = QueryBuilder::new("SELECT id, kind, terms, replacement FROM synonyms WHERE id = ");
    let row = sql.push_bind(id).build().fetch_optional(&shop.pool).await?.ok_or(SearchError::NoSynonym)?;
    Ok(synonym(&row)?)
}

fn filter(sql: &mut QueryBuilder<MySql>, query: &SynonymQuery) {
    if let Some(kind) = SynonymKind::of(&query.view) {
        sql.push(" AND kind = ").push_bind(kind.as_str());
    }
    if let Some(pattern) = like(&query.text) {
        sql.push(" AND (terms LIKE ")
            .push_bind(pattern.clone())
            .push(" OR replacement LIKE ")
            .push_bind(pattern)
            .push(")");
    }
}

fn synonym(row: &MySqlRow) -> Result<Synonym, sqlx::Error> {
    let (kind, terms): (String, String) = (row.try_get("kind")?, row.try_get("terms")?);
    Ok(Synonym {
        id: row.try_get("id")?,
        kind: SynonymKind::of(&kind).unwrap_or(SynonymKind::Equal),
        terms: terms.split('|').map(|term| term.trim().to_owned()).filter(|term| !term.is_empty()).collect(),
        replacement: row.try_get("replacement")?,
    })
}
