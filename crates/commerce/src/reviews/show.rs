//! Published reviews, for pages.

use super::ReviewError;
use crate::{
    Shop,
    catalog::pictures::{PictureColumns, picture, pictures},
};
use model::{
    Page, ProductId, ReviewId, Time,
    catalog::{Crumb, Picture, Rating},
    review::{ReviewQuery, ReviewSort, ReviewView, Reviews},
};
use sqlx::{FromRow, MySqlConnection, QueryBuilder, types::Json};

/// What an owner says about a product, for the front page.
#[derive(Clone, Debug)]
pub struct Praise {
    pub rating: u32,
    pub body: String,
    pub author: String,
    pub product: Crumb,
    pub picture: Option<Picture>,
}

/// The reviews that most people found helpful, of bought products with at least four stars; one a product.
pub async fn praise(shop: &Shop, limit: u32) -> Result<Vec<Praise>, ReviewError> {
    let rows = sqlx::query!(
        r#"SELECT r.rating AS "rating: u32", r.body, r.author, p.handle, p.title,
                  (SELECT JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, pm.alt)
                   FROM product_media pm JOIN media m ON m.id = pm.media_id
                   WHERE pm.product_id = p.id ORDER BY pm.position LIMIT 1) AS "picture: Json<PictureColumns>"
           FROM reviews r JOIN products p ON p.id = r.product_id
           WHERE r.status = 'approved' AND r.verified AND r.rating >= 4
             AND p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
             AND NOT EXISTS (SELECT 1 FROM reviews o WHERE o.product_id = r.product_id AND o.status = 'approved'
                             AND o.verified AND o.rating >= 4 AND (o.helpful, o.id) > (r.helpful, r.id))
           ORDER BY r.helpful DESC, r.id LIMIT ?"#,
        limit
    )
    .fetch_all(&shop.pool)
    .await?;
    let praise = rows.into_iter().map(|row| Praise {
        rating: row.rating,
        body: row.body,
        author: row.author,
        product: Crumb { handle: row.handle, title: row.title },
        picture: row.picture.map(|columns| picture(columns.0)),
    });
    Ok(praise.collect())
}

/// Average, distribution and one page of the published reviews of a product. A page past the end is the last one. Two
/// statements, one where nobody has written anything.
pub async fn reviews(shop: &Shop, product: ProductId, query: ReviewQuery) -> Result<Reviews, ReviewError> {
    let mut connection = shop.pool.acquire().await?;
    let groups = groups(&mut connection, product).await?;
    let stars = groups.map(|group| group.0);
    let sum: u32 = stars.iter().zip(1..).map(|(count, stars)| count * stars).sum();
    let chosen = groups.iter().zip(1..).filter(|(_, stars)| query.stars.is_none_or(|only| only == *stars));
    let total: u32 = chosen.map(|(group, _)| if query.photos { group.1 } else { group.0 }).sum();
    let mut shown = Page { items: vec![], total: total.into(), page: 1, per_page: ReviewQuery::PER_PAGE };
    shown.page = query.page.clamp(1, shown.pages());
    if total > 0 {
        shown.items = page(&mut connection, product, ReviewQuery { page: shown.page, ..query }).await?;
    }
    Ok(Reviews {
        rating: Rating::of(sum, stars.iter().sum()),
        stars,
        with_photos: groups.iter().map(|group| group.1).sum(),
        shown,
    })
}

/// How many reviews of each star there are, and how many of these with photos.
async fn groups(connection: &mut MySqlConnection, product: ProductId) -> Result<[(u32, u32); 5], sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT r.rating AS "rating: u32", COUNT(*) AS "count: u32",
                  CAST(SUM(EXISTS (SELECT 1 FROM review_photos p WHERE p.review_id = r.id)) AS SIGNED) AS "photos!: u32"
           FROM reviews r WHERE r.product_id = ? AND r.status = 'approved' GROUP BY r.rating"#,
        product
    )
    .fetch_all(connection)
    .await?;
    let mut groups = [(0, 0); 5];
    for row in rows {
        if let Some(group) = (row.rating as usize).checked_sub(1).and_then(|at| groups.get_mut(at)) {
            *group = (row.count, row.photos);
        }
    }
    Ok(groups)
}

#[derive(FromRow)]
struct Row {
    id: ReviewId,
    rating: u32,
    title: String,
    body: String,
    author: String,
    verified: bool,
    at: Time,
    helpful: u32,
    reply: Option<String>,
    option1: Option<String>,
    option2: Option<String>,
    option3: Option<String>,
    photos: Option<Json<Vec<PictureColumns>>>,
}

async fn page(
    connection: &mut MySqlConnection,
    product: ProductId,
    query: ReviewQuery,
) -> Result<Vec<ReviewView>, sqlx::Error> {
    let mut sql = QueryBuilder::new(
        "SELECT r.id, CAST(r.rating AS UNSIGNED INT) AS rating, r.title, r.body, r.author, r.verified, r.created_at AS at,
                r.helpful, r.reply, v.option1, v.option2, v.option3,
                (SELECT JSON_ARRAYAGG(JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, '')
                                      ORDER BY rp.position)
                 FROM review_photos rp JOIN media m ON m.id = rp.media_id WHERE rp.review_id = r.id) AS photos
         FROM reviews r LEFT JOIN variants v ON v.id = r.variant_id
         WHERE r.status = 'approved' AND r.product_id = ",
    );
    sql.push_bind(product);
    if let Some(stars) = query.stars {
        sql.push(" AND r.rating = ").push_bind(stars);
    }
    if query.photos {
        sql.push(" AND EXISTS (SELECT 1 FROM review_photos rp WHERE rp.review_id = r.id)");
    }
    sql.push(match query.sort {
        ReviewSort::Newest => " ORDER BY r.created_at DESC, r.id DESC",
        ReviewSort::Helpful => " ORDER BY r.helpful DESC, r.created_at DESC, r.id DESC",
        ReviewSort::Highest => " ORDER BY r.rating DESC, r.created_at DESC, r.id DESC",
        ReviewSort::Lowest => " ORDER BY r.rating, r.created_at DESC, r.id DESC",
    });
    sql.push(" LIMIT ").push_bind(ReviewQuery::PER_PAGE);
    sql.push(" OFFSET ").push_bind((query.page - 1) * ReviewQuery::PER_PAGE);
    let rows: Vec<Row> = sql.build_query_as().fetch_all(connection).await?;
    Ok(rows.into_iter().map(view).collect())
}

fn view(row: Row) -> ReviewView {
    let options = [row.option1, row.option2, row.option3].into_iter().flatten().filter(|option| !option.is_empty());
    ReviewView {
        id: row.id,
        rating: row.rating,
        title: row.title,
        body: row.body,
        author: row.author,
        verified: row.verified,
        variant: options.collect::<Vec<_>>().join(", "),
        photos: pictures(row.photos),
        at: row.at,
        helpful: row.helpful,
        reply: row.reply,
    }
}
