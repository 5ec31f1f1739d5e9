//! The moderators' queue: the list, one case with all that speaks for and against it, and the numbers.

use super::{ReviewError, head, own, proof, story};
use crate::{Actor, Shop};
use model::{
    Email, OrderId, Page, ReviewId, Time,
    account::Permission,
    review::{Proof, ReviewCase, ReviewRow, ReviewStatistics},
};
use sqlx::{FromRow, MySql, QueryBuilder};

const PER_PAGE: u32 = 20;

/// What a moderator looks at: `waiting` (pending and flagged), `flagged`, `approved` or `rejected`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueQuery {
    pub view: String,
    pub page: u32,
}

impl QueueQuery {
    /// The view, whatever was asked for.
    pub fn view(&self) -> &'static str {
        ["flagged", "approved", "rejected"].into_iter().find(|view| *view == self.view).unwrap_or("waiting")
    }

    fn narrow(&self, sql: &mut QueryBuilder<MySql>) {
        sql.push(match self.view() {
            "flagged" => " r.status = 'flagged' ",
            "approved" => " r.status = 'approved' ",
            "rejected" => " r.status = 'rejected' ",
            _ => " r.status IN ('pending', 'flagged') ",
        });
    }

    /// Who waits longest comes first; of the others, the latest.
    fn oldest_first(&self) -> bool {
        matches!(self.view(), "waiting" | "flagged")
    }
}

#[derive(FromRow)]
struct Row {
    id: ReviewId,
    status: String,
    rating: u32,
    title: String,
    author: String,
    product: String,
    photos: i64,
    at: Time,
    version: u32,
}

/// One page of the queue. Needs `ModerateReviews`.
pub async fn queue(shop: &Shop, actor: &Actor, query: &QueueQuery) -> Result<Page<ReviewRow>, ReviewError> {
    actor.require(Permission::ModerateReviews).map_err(ReviewError::Refused)?;
    let mut count = QueryBuilder::new("SELECT COUNT(*) FROM reviews r WHERE");
    query.narrow(&mut count);
    let total: i64 = count.build_query_scalar().fetch_one(&shop.pool).await?;
    let mut page = Page { items: vec![], total: total.unsigned_abs(), page: 1, per_page: PER_PAGE };
    page.page = query.page.clamp(1, page.pages());
    let mut sql = QueryBuilder::new(
        "SELECT r.id, r.status, CAST(r.rating AS UNSIGNED INT) AS rating, r.title, r.author, p.title AS product,
                (SELECT COUNT(*) FROM review_photos rp WHERE rp.review_id = r.id) AS photos, r.created_at AS at, r.version
         FROM reviews r JOIN products p ON p.id = r.product_id WHERE",
    );
    query.narrow(&mut sql);
    sql.push(match query.oldest_first() {
        true => " ORDER BY r.created_at, r.id LIMIT ",
        false => " ORDER BY r.created_at DESC, r.id DESC LIMIT ",
    });
    sql.push_bind(PER_PAGE).push(" OFFSET ").push_bind((page.page - 1) * PER_PAGE);
    let rows: Vec<Row> = sql.build_query_as().fetch_all(&shop.pool).await?;
    for row in rows {
        page.items.push(ReviewRow {
            id: row.id,
            status: head::status(&row.status)?,
            rating: row.rating,
            title: row.title,
            author: row.author,
            product: row.product,
            photos: u32::try_from(row.photos).unwrap_or_default(),
            at: row.at,
            version: row.version,
        });
    }
    Ok(page)
}

/// One review with all that a moderator decides by. Needs `ModerateReviews`.
pub async fn case(shop: &Shop, actor: &Actor, id: ReviewId, query: &QueueQuery) -> Result<ReviewCase, ReviewError> {
    actor.require(Permission::ModerateReviews).map_err(ReviewError::Refused)?;
    let review = own::load(shop, id).await?;
    let row = sqlx::query!(
        r#"SELECT r.helpful, r.email, o.id AS "order?: OrderId", o.number AS "number?",
                  o.placed_at AS "placed_at?: Time", CONCAT_WS(', ', NULLIF(v.option1, ''), NULLIF(v.option2, ''),
                  NULLIF(v.option3, '')) AS "variant!",
                  (SELECT COUNT(*) FROM reviews x WHERE x.email_canonical = r.email_canonical AND x.id <> r.id) AS "others!",
                  (SELECT COUNT(*) FROM reviews x WHERE x.email_canonical = r.email_canonical AND x.id <> r.id
                     AND x.status = 'rejected') AS "others_rejected!"
           FROM reviews r LEFT JOIN variants v ON v.id = r.variant_id
           LEFT JOIN order_lines l ON l.id = r.order_line_id LEFT JOIN orders o ON o.id = l.order_id WHERE r.id = ?"#,
        id
    )
    .fetch_one(&shop.pool)
    .await?;
    let proof = match (row.order, row.number, row.placed_at) {
        (Some(order), Some(number), Some(placed_at)) => Some(Proof { order, number, placed_at }),
        _ => None,
    };
    let typed = row.email.as_deref().filter(|_| proof.is_none()).and_then(|email| email.parse::<Email>().ok());
    let unproven = match typed {
        Some(email) => proof::find(&shop.pool, review.product.id, &email).await?,
        None => None,
    };
    let at = review.at;
    Ok(ReviewCase {
        review,
        variant: row.variant,
        tells_author: row.email.is_some(),
        helpful: row.helpful,
        proof,
        unproven,
        history: story::read(&shop.pool, id).await?,
        before: beside(shop, query, (at, id), false).await?,
        after: beside(shop, query, (at, id), true).await?,
        others: u32::try_from(row.others).unwrap_or_default(),
        others_rejected: u32::try_from(row.others_rejected).unwrap_or_default(),
    })
}

/// The review after another in the order of its queue, or before it.
async fn beside(
    shop: &Shop,
    query: &QueueQuery,
    (at, id): (Time, ReviewId),
    after: bool,
) -> Result<Option<ReviewId>, ReviewError> {
    let mut sql = QueryBuilder::new("SELECT r.id FROM reviews r WHERE");
    query.narrow(&mut sql);
    let later = after == query.oldest_first();
    sql.push(if later { " AND (r.created_at, r.id) > (" } else { " AND (r.created_at, r.id) < (" });
    sql.push_bind(at).push(", ").push_bind(id).push(")");
    sql.push(if later {
        " ORDER BY r.created_at, r.id LIMIT 1"
    } else {
        " ORDER BY r.created_at DESC, r.id DESC LIMIT 1"
    });
    Ok(sql.build_query_scalar().fetch_optional(&shop.pool).await?)
}

/// The reviews of the whole shop in numbers. Needs `ModerateReviews`.
pub async fn statistics(shop: &Shop, actor: &Actor) -> Result<ReviewStatistics, ReviewError> {
    actor.require(Permission::ModerateReviews).map_err(ReviewError::Refused)?;
    let rows = sqlx::query!(
        r#"SELECT status, COUNT(*) AS "count: u32", CAST(SUM(rating) AS SIGNED) AS "stars!: u32",
                  MIN(created_at) AS "first: Time"
           FROM reviews GROUP BY status"#
    )
    .fetch_all(&shop.pool)
    .await?;
    let mut numbers = ReviewStatistics::default();
    for row in rows {
        numbers.total += row.count;
        match row.status.as_str() {
            "approved" => {
                numbers.approved = row.count;
                numbers.average = (row.stars * 100 + row.count / 2) / row.count.max(1);
            }
            "rejected" => numbers.rejected = row.count,
            "flagged" => numbers.flagged = row.count,
            _ => numbers.pending = row.count,
        }
        if matches!(row.status.as_str(), "pending" | "flagged") {
            let since = numbers.waiting_since.into_iter().chain(row.first).min();
            numbers.waiting_since = since;
        }
    }
    Ok(numbers)
}

/// How many wait, for the number beside the link. Needs `ModerateReviews`.
pub async fn waiting(shop: &Shop, actor: &Actor) -> Result<u32, ReviewError> {
    actor.require(Permission::ModerateReviews).map_err(ReviewError::Refused)?;
    let waiting = sqlx::query_scalar!(r#"SELECT COUNT(*) FROM reviews WHERE status IN ('pending', 'flagged')"#)
        .fetch_one(&shop.pool)
        .await?;
    Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
}
