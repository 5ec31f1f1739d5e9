//! A new review: kept as pending, its author written to.

use super::{
    Draft, LineLink, ReviewError,
    head::{self, Head},
    letters, links, photos,
    story::{self, By},
};
use crate::{
    Shop,
    catalog::pictures::{PictureColumns, picture},
    db,
    secret::Token,
};
use model::{
    Email, MediaId, OrderLineId, ProductId, ReviewId, VariantId,
    catalog::Rating,
    review::{ReviewStatus, ReviewedProduct},
};
use sqlx::{MySqlConnection, types::Json};

/// Asks for a new review.
#[derive(Clone, Debug)]
pub struct SubmitReview {
    pub product: ProductId,
    pub draft: Draft,
    pub writer: Writer,
    /// At most [`super::MOST_PHOTOS`].
    pub photos: Vec<MediaId>,
}

/// Who writes.
#[derive(Clone, Debug)]
pub enum Writer {
    /// Somebody who typed an address, whoever's it is.
    Typed(Email),
    /// Somebody who came by the link of a bought line, which proves the purchase.
    Buyer(LineLink),
}

impl Writer {
    fn email(&self) -> &Email {
        match self {
            Self::Typed(email) => email,
            Self::Buyer(link) => &link.email,
        }
    }
}

/// Where the review is found.
#[derive(Clone, Debug)]
pub struct Submitted {
    pub token: Token,
    /// False where the person had reviewed the product before; nothing was changed then.
    pub new: bool,
}

/// The product of a handle, as the form shows it; only what is for sale is reviewed.
pub async fn product_to_review(shop: &Shop, handle: &str) -> Result<ReviewedProduct, ReviewError> {
    let row = sqlx::query!(
        r#"SELECT p.id AS "id: ProductId", p.handle, p.title, p.rating_sum, p.rating_count,
                  (SELECT JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, pm.alt)
                   FROM product_media pm JOIN media m ON m.id = pm.media_id
                   WHERE pm.product_id = p.id ORDER BY pm.position LIMIT 1) AS "picture: Json<PictureColumns>"
           FROM products p WHERE p.handle = ? AND p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at"#,
        handle
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(ReviewError::NoProduct)?;
    Ok(ReviewedProduct {
        id: row.id,
        handle: row.handle,
        title: row.title,
        picture: row.picture.map(|columns| picture(columns.0)),
        rating: Rating::of(row.rating_sum, row.rating_count),
    })
}

/// Keeps a new review. Where the person has written one before, the holder of an order's link gets to it; whoever only
/// typed the address does not, but a letter with the link goes there.
pub async fn submit(shop: &Shop, command: SubmitReview) -> Result<Submitted, ReviewError> {
    let (id, product, email) = (ReviewId::new(), command.product, command.writer.email().clone());
    let token = links::new_token(shop, id)?;
    let by_link = matches!(command.writer, Writer::Buyer(_));
    let outcome = shop
        .transaction((id, token.hash(), command), |tx, (id, hash, command)| {
            Box::pin(async move { insert(tx, id, hash, command).await })
        })
        .await;
    match outcome {
        Ok(()) => Ok(Submitted { token, new: true }),
        Err(ReviewError::Written) if by_link => {
            let token = token_of(shop, product, &email).await?.ok_or(ReviewError::Moved)?;
            Ok(Submitted { token, new: false })
        }
        Err(ReviewError::Written) => {
            letters::send_link(shop, product, &email).await?;
            Err(ReviewError::Written)
        }
        Err(error) => Err(error),
    }
}

async fn insert(
    tx: &mut MySqlConnection,
    id: ReviewId,
    hash: [u8; 32],
    command: SubmitReview,
) -> Result<(), ReviewError> {
    let SubmitReview { product, draft, writer, photos } = command;
    let email = writer.email();
    let bought = match &writer {
        Writer::Buyer(link) => Some((link.line, link.variant)),
        // Anybody may type an address; it proves no purchase.
        Writer::Typed(_) => None,
    };
    let (line, variant): (Option<OrderLineId>, Option<VariantId>) = bought.unzip();
    let status = draft.status();
    let made = sqlx::query!(
        "INSERT INTO reviews (id, product_id, variant_id, rating, title, body, author, email, email_canonical, access_hash,
                              verified, order_line_id, status)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        product,
        variant,
        draft.rating,
        draft.title,
        draft.body,
        draft.author,
        email.as_str(),
        email.canonical(),
        &hash[..],
        line.is_some(),
        line,
        status.as_str(),
    )
    .execute(&mut *tx)
    .await;
    match made {
        Err(error) if db::violated(&error) == Some("uq_reviews_email_product") => return Err(ReviewError::Written),
        made => made?,
    };
    photos::attach(tx, id, &photos).await?;
    story::write(tx, id, "sent", "", By::AUTHOR).await?;
    told_apart(tx, id, status).await?;
    let head = head::lock(tx, id).await?;
    tell(tx, &head).await
}

/// Says in the story why a review stands out.
pub(super) async fn told_apart(
    tx: &mut MySqlConnection,
    id: ReviewId,
    status: ReviewStatus,
) -> Result<(), ReviewError> {
    if status == ReviewStatus::Flagged {
        story::write(tx, id, "flagged", "", By::SHOP).await?;
    }
    Ok(())
}

/// The author's letter leaves at once: there is nothing to undo.
pub(super) async fn tell(tx: &mut MySqlConnection, head: &Head) -> Result<(), ReviewError> {
    letters::plan(tx, head, None).await
}

async fn token_of(shop: &Shop, product: ProductId, email: &Email) -> Result<Option<Token>, ReviewError> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: ReviewId", access_hash AS "hash!" FROM reviews WHERE email_canonical = ? AND product_id = ?"#,
        email.canonical(),
        product
    )
    .fetch_optional(&shop.pool)
    .await?;
    Ok(row.map(|row| links::token(shop, row.id, &row.hash)).transpose()?)
}
