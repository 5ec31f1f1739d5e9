//! Products that staff put beside others: related ones, better ones, and those that go with them.

use super::{CatalogError, cards, edit};
use crate::{Actor, Shop};
use futures::FutureExt;
use model::{
    Fault, ProductId, VariantId,
    account::Permission,
    catalog::{Pricing, ProductCard},
};
use sqlx::{MySqlConnection, QueryBuilder};
use std::collections::HashSet;

/// Most links of a kind.
const MOST: usize = 20;

/// How a product stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// Like it: "You may also like".
    Related,
    /// Better than it: "Compare with".
    Upsell,
    /// Bought with it: "Goes well with".
    Cross,
}

impl LinkKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Related, Self::Upsell, Self::Cross];

    /// The word in the database, in files and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Related => "related",
            Self::Upsell => "upsell",
            Self::Cross => "cross",
        }
    }
}

/// Asks for these links of a kind, in this order, and no others.
#[derive(Clone, Debug)]
pub struct SetLinks {
    pub product: ProductId,
    pub kind: LinkKind,
    pub others: Vec<ProductId>,
}

/// Writes the links of a kind; the last who writes wins. Needs `ChangeProducts`.
pub async fn set_links(shop: &Shop, actor: &Actor, command: SetLinks) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    check(command.product, command.kind, &command.others)?;
    let input = (command, edit::by(shop, actor));
    shop.transaction(input, |tx, (command, by)| {
        async move {
            let held = edit::lock(tx, command.product).await?;
            if write(tx, command.product, command.kind, &command.others).await? {
                edit::advance(tx, &held, &["links"], by).await?;
            }
            Ok(())
        }
        .boxed()
    })
    .await
}

/// What is wrong with the links of a kind, said at its field.
pub(super) fn check(product: ProductId, kind: LinkKind, others: &[ProductId]) -> Result<(), CatalogError> {
    let code = match () {
        () if others.len() > MOST => "links-many",
        () if others.contains(&product) => "link-self",
        () if others.iter().collect::<HashSet<_>>().len() < others.len() => "product-twice",
        () => return Ok(()),
    };
    Err(CatalogError::Refused(Fault::invalid([(kind.as_str(), code)])))
}

/// Writes the links of a kind in their order, and no others; returns whether they are other ones now.
pub(super) async fn write(
    tx: &mut MySqlConnection,
    product: ProductId,
    kind: LinkKind,
    others: &[ProductId],
) -> Result<bool, CatalogError> {
    if linked(tx, product, kind).await? == others {
        return Ok(false);
    }
    let kind = kind.as_str();
    sqlx::query!("DELETE FROM product_links WHERE product_id = ? AND kind = ?", product, kind)
        .execute(&mut *tx)
        .await?;
    if others.is_empty() {
        return Ok(true);
    }
    let mut insert = QueryBuilder::new("INSERT INTO product_links (product_id, kind, position, other_id) ");
    insert.push_values((0u16..).zip(others), |mut row, (place, other)| {
        row.push_bind(product).push_bind(kind).push_bind(place).push_bind(*other);
    });
    insert.build().persistent(false).execute(tx).await.map_err(|error| match crate::db::violated(&error) {
        Some("fk_product_links_product") => CatalogError::NoProduct,
        Some("fk_product_links_other") => CatalogError::Refused(Fault::invalid([(kind, "no-product")])),
        _ => error.into(),
    })?;
    Ok(true)
}

async fn linked(conn: &mut MySqlConnection, product: ProductId, kind: LinkKind) -> Result<Vec<ProductId>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT other_id AS "id: ProductId" FROM product_links WHERE product_id = ? AND kind = ? ORDER BY position"#,
        product,
        kind.as_str()
    )
    .fetch_all(conn)
    .await
}

/// The links of a product for its editor: kind, product and title, in order. Needs `SeeProducts`.
pub async fn links_for_staff(
    shop: &Shop,
    actor: &Actor,
    product: ProductId,
) -> Result<Vec<(LinkKind, ProductId, String)>, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    let rows = sqlx::query!(
        r#"SELECT l.kind, p.id AS "id: ProductId", p.title FROM product_links l JOIN products p ON p.id = l.other_id
           WHERE l.product_id = ? ORDER BY l.kind, l.position"#,
        product
    )
    .fetch_all(&shop.pool)
    .await?;
    let kind = |word: &str| LinkKind::ALL.into_iter().find(|kind| kind.as_str() == word);
    Ok(rows.into_iter().filter_map(|row| Some((kind(&row.kind)?, row.id, row.title))).collect())
}

/// What can be bought of what staff put beside some products, by kind and in order, each once and none of the products
/// themselves. Two statements, one where there is nothing.
pub async fn linked_cards(
    shop: &Shop,
    products: &[ProductId],
    kinds: &[LinkKind],
    pricing: Pricing,
) -> Result<Vec<(LinkKind, ProductCard)>, CatalogError> {
    if products.is_empty() {
        return Ok(vec![]);
    }
    let mut select = QueryBuilder::new("SELECT kind, other_id FROM product_links WHERE product_id IN (");
    let mut ids = select.separated(", ");
    for id in products {
        ids.push_bind(*id);
    }
    select.push(") ORDER BY kind, position, other_id");
    let rows: Vec<(String, ProductId)> =
        select.build_query_as().persistent(products.len() == 1).fetch_all(&shop.pool).await?;
    let mut seen: HashSet<ProductId> = products.iter().copied().collect();
    let of =
        |kind: LinkKind| rows.iter().filter(move |(word, _)| word == kind.as_str()).map(move |(_, id)| (kind, *id));
    let wanted: Vec<(LinkKind, ProductId)> =
        kinds.iter().flat_map(|kind| of(*kind)).filter(|(_, id)| seen.insert(*id)).take(3 * MOST).collect();
    let ids: Vec<ProductId> = wanted.iter().map(|(_, id)| *id).collect();
    let cards = cards(shop, &ids, pricing).await?;
    let kind = |id: ProductId| wanted.iter().find(|(_, other)| *other == id).map(|(kind, _)| *kind);
    let buyable = cards.into_iter().filter(|card| card.availability.buyable());
    Ok(buyable.filter_map(|card| Some((kind(card.id)?, card))).collect())
}

/// What goes with the things in a cart and can be bought, at most `count`, none that is in it already. Two statements,
/// one where there is nothing.
pub async fn cross_sells(
    shop: &Shop,
    variants: &[VariantId],
    count: usize,
    pricing: Pricing,
) -> Result<Vec<ProductCard>, CatalogError> {
    if variants.is_empty() {
        return Ok(vec![]);
    }
    let mut select = QueryBuilder::new(
        "SELECT l.product_id, l.other_id FROM product_links l
         WHERE l.kind = 'cross' AND l.product_id IN (SELECT product_id FROM variants WHERE id IN (",
    );
    let mut ids = select.separated(", ");
    for id in variants {
        ids.push_bind(*id);
    }
    select.push(")) AND l.other_id NOT IN (SELECT product_id FROM variants WHERE id IN (");
    let mut ids = select.separated(", ");
    for id in variants {
        ids.push_bind(*id);
    }
    select.push(")) ORDER BY l.position, l.other_id LIMIT 24");
    let rows: Vec<(ProductId, ProductId)> = select.build_query_as().persistent(false).fetch_all(&shop.pool).await?;
    let mut seen = HashSet::new();
    let ids: Vec<ProductId> = rows.into_iter().map(|(_, other)| other).filter(|id| seen.insert(*id)).collect();
    let cards = cards(shop, &ids, pricing).await?;
    Ok(cards.into_iter().filter(|card| card.availability.buyable()).take(count).collect())
}
