//! What the editor of a product shows.

use super::super::{
    CatalogError, bundles,
    pictures::{PictureColumns, pictures},
    types,
};
use crate::{Actor, Shop};
use model::{
    CategoryId, Currency, ProductId, Time, VariantId,
    account::Permission,
    catalog::{Picture, ProductStatus},
    product::{Content, ProductDetails, ProductEditor, ProductState, VariantDetails, VariantEditor},
};
use sqlx::{MySqlConnection, types::Json};
use std::collections::HashMap;

/// A product with all that staff may change of it. Needs `SeeProducts`.
pub async fn product_editor(shop: &Shop, actor: &Actor, product: ProductId) -> Result<ProductEditor, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    let mut conn = shop.pool.acquire().await?;
    let head = sqlx::query!(
        r#"SELECT version, status, published_at AS "published_at: Time", unpublish_at AS "unpublish_at: Time",
                  updated_at AS "updated_at: Time", UTC_TIMESTAMP(6) AS "now!: Time",
                  (unpublish_at < '9999-01-01') AS "ends!: bool"
           FROM products WHERE id = ?"#,
        product
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(CatalogError::NoProduct)?;
    let details = details(&mut conn, product).await?;
    let pictures = product_pictures(&mut conn, product).await?;
    let options = options(&mut conn, product).await?;
    let variants = variants(&mut conn, product, shop.settings.shop.currency, &pictures, options.len()).await?;
    let definitions = types::definitions_of(&mut conn, &details.product_type).await?;
    let until = head.ends.then_some(head.unpublish_at);
    let status = head.status.parse().unwrap_or(ProductStatus::Draft);
    Ok(ProductEditor {
        id: product,
        version: head.version,
        state: state(status, head.published_at, until, head.now),
        publish_at: head.published_at,
        unpublish_at: until,
        details,
        pictures,
        options,
        variants,
        definitions,
        updated_at: head.updated_at,
    })
}

fn state(status: ProductStatus, from: Option<Time>, until: Option<Time>, now: Time) -> ProductState {
    match (status, from) {
        (ProductStatus::Archived, _) => ProductState::Archived,
        (ProductStatus::Draft, _) | (_, None) => ProductState::Draft,
        (_, Some(from)) if from > now => ProductState::Scheduled,
        _ if until.is_some_and(|until| until < now) => ProductState::Ended,
        _ => ProductState::Published,
    }
}

/// The texts of a product as they were typed.
pub(super) async fn details(conn: &mut MySqlConnection, product: ProductId) -> Result<ProductDetails, CatalogError> {
    let row = sqlx::query!(
        r#"SELECT title, handle, description_source, vendor, product_type, tags,
                  attributes AS "attributes: Json<Vec<(String, Vec<String>)>>", seo_title, seo_description, manufacturer,
                  responsible_person, warnings,
                  (SELECT JSON_ARRAYAGG(LOWER(HEX(pc.category_id)) ORDER BY pc.position) FROM product_categories pc
                   WHERE pc.product_id = products.id) AS "categories: Json<Vec<CategoryId>>"
           FROM products WHERE id = ?"#,
        product
    )
    .fetch_optional(conn)
    .await?
    .ok_or(CatalogError::NoProduct)?;
    Ok(ProductDetails {
        title: row.title,
        handle: row.handle,
        description: row.description_source,
        vendor: row.vendor,
        product_type: row.product_type,
        tags: row.tags.split(',').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect(),
        attributes: row.attributes.0,
        categories: row.categories.map(|list| list.0).unwrap_or_default(),
        seo_title: row.seo_title.unwrap_or_default(),
        seo_description: row.seo_description.unwrap_or_default(),
        manufacturer: row.manufacturer,
        responsible_person: row.responsible_person,
        warnings: row.warnings,
    })
}

/// The pictures of a product in order.
pub(super) async fn product_pictures(
    conn: &mut MySqlConnection,
    product: ProductId,
) -> Result<Vec<Picture>, sqlx::Error> {
    let columns = sqlx::query_scalar!(
        r#"SELECT JSON_ARRAYAGG(JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, pm.alt)
                                ORDER BY pm.position) AS "pictures: Json<Vec<PictureColumns>>"
           FROM product_media pm JOIN media m ON m.id = pm.media_id WHERE pm.product_id = ?"#,
        product
    )
    .fetch_one(conn)
    .await?;
    Ok(pictures(columns))
}

/// The options of a product with their values, in order.
pub(super) async fn options(
    conn: &mut MySqlConnection,
    product: ProductId,
) -> Result<Vec<(String, Vec<String>)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT name, JSON_EXTRACT(option_values, '$') AS "values!: Json<Vec<String>>" FROM product_options
           WHERE product_id = ? ORDER BY position"#,
        product
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.values.0)).collect())
}

async fn variants(
    conn: &mut MySqlConnection,
    product: ProductId,
    currency: Currency,
    pictures: &[Picture],
    options: usize,
) -> Result<Vec<VariantEditor>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT v.id AS "id: VariantId", v.sku, v.barcode, v.option1, v.option2, v.option3, v.media_position,
                  v.weight_grams, v.requires_shipping AS "requires_shipping: bool", v.taxable AS "taxable: bool",
                  v.tracked AS "tracked: bool", v.continue_selling AS "continue_selling: bool", v.cost, v.content_milli,
                  v.content_unit, v.content_reference, COALESCE(pr.amount, 0) AS "amount!: i64", pr.compare_at,
                  COALESCE(i.on_hand, 0) AS "on_hand!: i64", COALESCE(i.reserved, 0) AS "reserved!: i64"
           FROM variants v
           LEFT JOIN price_lists l ON l.is_default AND l.currency = ?
           LEFT JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = l.id
           LEFT JOIN inventory i ON i.variant_id = v.id
           WHERE v.product_id = ? AND v.archived_at IS NULL ORDER BY v.position, v.id"#,
        currency.code(),
        product
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<VariantId> = rows.iter().map(|row| row.id).collect();
    let mut parts: HashMap<VariantId, Vec<(String, u16)>> = HashMap::new();
    for (bundle, part) in bundles::parts(conn, &ids).await? {
        parts.entry(bundle).or_default().push((part.sku, part.units));
    }
    let editor = rows.into_iter().map(|row| {
        let mut values = vec![row.option1, row.option2, row.option3];
        values.truncate(options);
        let picture = row.media_position.and_then(|at| pictures.get(usize::from(at))).map(|picture| picture.id);
        let details = VariantDetails {
            sku: row.sku,
            barcode: row.barcode.unwrap_or_default(),
            price: row.amount,
            compare_at: row.compare_at,
            cost: row.cost,
            weight_grams: row.weight_grams.into(),
            requires_shipping: row.requires_shipping,
            taxable: row.taxable,
            tracked: row.tracked,
            continue_selling: row.continue_selling,
            picture,
            content: content(row.content_milli, row.content_unit.as_deref(), row.content_reference.as_deref()),
        };
        let parts = parts.remove(&row.id).unwrap_or_default();
        VariantEditor { id: row.id, options: values, details, on_hand: row.on_hand, reserved: row.reserved, parts }
    });
    Ok(editor.collect())
}

/// A content of its columns.
pub(in crate::catalog) fn content(milli: Option<i64>, unit: Option<&str>, reference: Option<&str>) -> Option<Content> {
    Content::new(milli?, unit?.parse().ok()?, reference?.parse().ok()?).ok()
}
