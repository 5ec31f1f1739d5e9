//! What staff learn of searches.

use super::SearchError;
use crate::{Actor, Shop};
use model::{
    account::Permission,
    search::{Days, SearchFigures, SearchTerm},
};

/// Most words of a list.
const MOST: i64 = 100;

/// Words that found nothing in the last days, the most wanted first. Needs `SeeProducts`.
pub async fn no_hits(shop: &Shop, actor: &Actor, range: Days) -> Result<Vec<SearchTerm>, SearchError> {
    terms(shop, actor, range, true).await
}

/// The words that were searched for most in the last days. Needs `SeeProducts`.
pub async fn most_searched(shop: &Shop, actor: &Actor, range: Days) -> Result<Vec<SearchTerm>, SearchError> {
    terms(shop, actor, range, false).await
}

/// Words by how often they were searched for; or those alone that found nothing, by how often they did.
async fn terms(shop: &Shop, actor: &Actor, range: Days, in_vain: bool) -> Result<Vec<SearchTerm>, SearchError> {
    actor.require(Permission::SeeProducts).map_err(SearchError::Refused)?;
    let rows = sqlx::query_as!(
        SearchTerm,
        r#"SELECT term, CAST(SUM(searches) AS SIGNED) AS "searches!: i64", CAST(SUM(no_hits) AS SIGNED) AS "no_hits!: i64",
                  CAST(SUBSTRING_INDEX(GROUP_CONCAT(last_hits ORDER BY day DESC), ',', 1) AS SIGNED) AS "last_hits!: i64"
           FROM search_terms WHERE day > UTC_DATE() - INTERVAL ? DAY
           GROUP BY term HAVING NOT ? OR SUM(no_hits) > 0
           ORDER BY IF(?, SUM(no_hits), SUM(searches)) DESC, term LIMIT ?"#,
        range.number(),
        in_vain,
        in_vain,
        MOST
    );
    Ok(rows.fetch_all(&shop.pool).await?)
}

/// How many searches there were in the last days, and how many of them found nothing. Needs `SeeProducts`.
pub async fn figures(shop: &Shop, actor: &Actor, range: Days) -> Result<SearchFigures, SearchError> {
    actor.require(Permission::SeeProducts).map_err(SearchError::Refused)?;
    let figures = sqlx::query_as!(
        SearchFigures,
        r#"SELECT CAST(COALESCE(SUM(searches), 0) AS SIGNED) AS "searches!: i64",
                  CAST(COALESCE(SUM(no_hits), 0) AS SIGNED) AS "no_hits!: i64", COUNT(DISTINCT term) AS "terms!: i64"
           FROM search_terms WHERE day > UTC_DATE() - INTERVAL ? DAY"#,
        range.number()
    );
    Ok(figures.fetch_one(&shop.pool).await?)
}
