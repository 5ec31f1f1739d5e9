//! Made-up goods into the database, many rows a statement.

use super::{
    product::{self, Made},
    tree::{category, tree},
    vocabulary::KINDS,
};
use crate::{Broken, catalog, db::insert_many};
use chrono::{DateTime, TimeDelta, Utc};
use model::PriceListId;
use sqlx::MySqlConnection;

/// Products to be written in one transaction.
#[derive(Debug)]
pub struct Batch {
    pub goods: Vec<Made>,
    pub list: PriceListId,
}

/// Moments after which products appear are counted from here, so that every run gives the same.
fn epoch() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_225_600, 0).unwrap_or_default()
}

/// Writes the tree of categories; a second time changes nothing.
pub async fn categories(conn: &mut MySqlConnection) -> Result<(), sqlx::Error> {
    let head = "INSERT IGNORE INTO categories (id, parent_id, handle, path, title, depth) ";
    insert_many(conn, head, 6, &tree(), |values, one| {
        values
            .push_bind(one.id)
            .push_bind(one.parent)
            .push_bind(one.handle.clone())
            .push_bind(one.path.clone())
            .push_bind(one.title)
            .push_bind(1 + u8::from(one.parent.is_some()));
    })
    .await
}

/// Writes goods with all that hangs on them.
pub async fn goods(conn: &mut MySqlConnection, batch: &Batch) -> Result<(), Broken> {
    products(conn, &batch.goods).await?;
    belongings(conn, &batch.goods).await?;
    variants(conn, batch).await?;
    stock(conn, &batch.goods).await?;
    reviews(conn, &batch.goods).await?;
    Ok(catalog::unsettle_followers(conn, batch.list).await?)
}

async fn products(conn: &mut MySqlConnection, goods: &[Made]) -> Result<(), Broken> {
    let head = "INSERT INTO products (id, handle, title, description_source, description, vendor, product_type, tags,
                    attributes, published_at, popularity, rating_sum, rating_count) ";
    insert_many(conn, head, 13, goods, |values, made| {
        values
            .push_bind(made.id())
            .push_bind(made.handle.clone())
            .push_bind(made.title.clone())
            .push_bind(made.body.clone())
            .push_bind(made.body.clone())
            .push_bind(made.vendor.clone())
            .push_bind(KINDS[made.kind].name)
            .push_bind(made.tags.join(", "))
            .push_bind(json(&made.attributes))
            .push_bind(epoch() - TimeDelta::days(made.days_old.into()))
            .push_bind(made.popularity)
            .push_bind(made.ratings.iter().map(|stars| u32::from(*stars)).sum::<u32>())
            .push_bind(made.ratings.len() as u32);
    })
    .await?;
    Ok(())
}

async fn belongings(conn: &mut MySqlConnection, goods: &[Made]) -> Result<(), Broken> {
    let options: Vec<_> = goods
        .iter()
        .flat_map(|made| (1u8..).zip(&made.options).map(|(place, option)| (made.id(), place, option)))
        .collect();
    let head = "INSERT INTO product_options (product_id, position, name, option_values) ";
    insert_many(conn, head, 4, &options, |values, (product, place, (name, list))| {
        values.push_bind(*product).push_bind(*place).push_bind(name.clone()).push_bind(json(list));
    })
    .await?;
    let head = "INSERT INTO product_categories (product_id, category_id, position) ";
    insert_many(conn, head, 3, goods, |values, made| {
        values.push_bind(made.id()).push_bind(category(made.kind)).push_bind(0u16);
    })
    .await?;
    Ok(())
}

async fn variants(conn: &mut MySqlConnection, batch: &Batch) -> Result<(), Broken> {
    let rows: Vec<_> = batch
        .goods
        .iter()
        .flat_map(|made| {
            made.variants.iter().enumerate().map(|(place, one)| (made.id(), made.variant_id(place), place, one))
        })
        .collect();
    let head = "INSERT INTO variants (id, product_id, position, sku, barcode, option1, option2, weight_grams) ";
    insert_many(conn, head, 8, &rows, |values, (product, id, place, one)| {
        let value = |at: usize| one.values.get(at).cloned().unwrap_or_default();
        values
            .push_bind(*id)
            .push_bind(*product)
            .push_bind(*place as u16)
            .push_bind(one.sku.clone())
            .push_bind(one.barcode.clone())
            .push_bind(value(0))
            .push_bind(value(1))
            .push_bind(800u32);
    })
    .await?;
    let head = "INSERT INTO prices (variant_id, price_list_id, amount, compare_at) ";
    insert_many(conn, head, 4, &rows, |values, (_, id, _, one)| {
        values.push_bind(*id).push_bind(batch.list).push_bind(one.price).push_bind(one.compare_at);
    })
    .await?;
    Ok(())
}

/// Counts, each with the movement that tells of it.
async fn stock(conn: &mut MySqlConnection, goods: &[Made]) -> Result<(), Broken> {
    let counted = |made: &Made| -> Vec<_> {
        made.variants.iter().enumerate().map(|(at, one)| (made.variant_id(at), one.stock)).collect()
    };
    let rows: Vec<_> = goods.iter().flat_map(counted).collect();
    insert_many(conn, "INSERT INTO inventory (variant_id, on_hand) ", 2, &rows, |values, (id, count)| {
        values.push_bind(*id).push_bind(*count);
    })
    .await?;
    let moved: Vec<_> = rows.into_iter().filter(|(_, count)| *count > 0).collect();
    let head = "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, actor) ";
    insert_many(conn, head, 5, &moved, |values, (id, count)| {
        values.push_bind(*id).push_bind(*count).push_bind(*count).push_bind("initial").push_bind("system");
    })
    .await?;
    Ok(())
}

async fn reviews(conn: &mut MySqlConnection, goods: &[Made]) -> Result<(), Broken> {
    let rows: Vec<_> = goods
        .iter()
        .flat_map(|made| {
            made.ratings.iter().enumerate().map(|(at, stars)| (made.id(), made.number * 16 + at as u64, *stars))
        })
        .collect();
    let head = "INSERT INTO reviews (id, product_id, source_key, rating, body, author, status, created_at) ";
    insert_many(conn, head, 8, &rows, |values, (product, number, stars)| {
        values
            .push_bind(product::made_id(3, *number))
            .push_bind(*product)
            .push_bind(format!("scale-{number}"))
            .push_bind(*stars)
            .push_bind("Just as described.")
            .push_bind(format!("Reader {}", number % 997))
            .push_bind("approved")
            .push_bind(epoch() - TimeDelta::hours((*number % 8_000) as i64));
    })
    .await?;
    Ok(())
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "[]".to_owned())
}
