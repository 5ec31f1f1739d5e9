//! Searches that lead somewhere at once: words to a page or an address, a code to its product.

use super::{SearchError, synonyms, words};
use crate::{Actor, Shop, catalog, outbox};
use model::{Fault, account::Permission, catalog::Pricing, event::Event, search::Lead};
use uuid::Uuid;

/// Fewest letters of a code that opens its product.
const SHORTEST_CODE: usize = 4;
/// Longest words and longest address that staff may write.
const LONGEST_TERM: usize = 60;
const LONGEST_ADDRESS: usize = 300;

/// Words that are to lead to an address of this shop.
#[derive(Clone, Debug)]
pub struct SetLead {
    pub term: String,
    pub address: String,
}

/// Where a search leads, if it is more than a list: words of a page, or the code of one product that is for sale.
pub async fn leads_to(shop: &Shop, text: &str, pricing: Pricing) -> Result<Option<String>, SearchError> {
    if super::listing::too_long(text) {
        return Ok(None);
    }
    let shelf = shop.search.shelf(shop).await?;
    if let Some(target) = shelf.synonyms.lead(text) {
        let known = target.starts_with('/') || shelf.lexicon.page_list.iter().any(|(handle, _)| handle == target);
        return Ok(known.then(|| address_of(target)));
    }
    let looks_like_a_code = text.len() >= SHORTEST_CODE && text.contains(|c: char| c.is_ascii_digit());
    if !looks_like_a_code {
        return Ok(None);
    }
    let [place] = shop.search.coded(shop, &shelf, text).await?[..] else { return Ok(None) };
    let Some(item) = shelf.item(place).filter(|_| shelf.live.contains(place)) else { return Ok(None) };
    let cards = catalog::cards(shop, &[item.id], pricing).await.map_err(SearchError::from_catalog)?;
    Ok(cards.first().map(|card| format!("/p/{}", card.handle)))
}

/// All words that lead somewhere, in order. Needs `SeeProducts`.
pub async fn leads(shop: &Shop, actor: &Actor) -> Result<Vec<Lead>, SearchError> {
    actor.require(Permission::SeeProducts).map_err(SearchError::Refused)?;
    let rows = sqlx::query!(
        r#"SELECT id AS "id: Uuid", terms, replacement FROM synonyms WHERE kind = 'page' ORDER BY terms LIMIT 500"#
    )
    .fetch_all(&shop.pool)
    .await?;
    let lead = |id, terms: String, replacement: String| Lead {
        id,
        terms: synonyms::terms(&terms).map(str::to_owned).collect(),
        address: address_of(&replacement),
    };
    Ok(rows.into_iter().map(|row| lead(row.id, row.terms, row.replacement)).collect())
}

/// Has words lead to an address of this shop; the same words lead to one address. Needs `ChangeProducts`.
pub async fn lead(shop: &Shop, actor: &Actor, command: SetLead) -> Result<(), SearchError> {
    actor.require(Permission::ChangeProducts).map_err(SearchError::Refused)?;
    let row = (term(&command.term)?, address(shop, &command.address)?);
    shop.transaction(row, |tx, (term, address)| {
        Box::pin(async move {
            sqlx::query!(
                "INSERT INTO synonyms (id, terms, kind, replacement) VALUES (?, ?, 'page', ?)
                 ON DUPLICATE KEY UPDATE replacement = VALUES(replacement)",
                Uuid::now_v7(),
                term,
                address
            )
            .execute(&mut *tx)
            .await?;
            outbox::write(tx, &Event::ContentChanged).await?;
            Ok(())
        })
    })
    .await
}

/// Has words lead nowhere any more. Needs `ChangeProducts`.
pub async fn unlead(shop: &Shop, actor: &Actor, id: Uuid) -> Result<(), SearchError> {
    actor.require(Permission::ChangeProducts).map_err(SearchError::Refused)?;
    shop.transaction(id, |tx, id| {
        Box::pin(async move {
            let gone =
                sqlx::query!("DELETE FROM synonyms WHERE id = ? AND kind = 'page'", id).execute(&mut *tx).await?;
            if gone.rows_affected() == 0 {
                return Err(SearchError::NoLead);
            }
            outbox::write(tx, &Event::ContentChanged).await?;
            Ok(())
        })
    })
    .await
}

/// The table holds handles of pages, and addresses that staff wrote.
fn address_of(target: &str) -> String {
    if target.starts_with('/') { target.to_owned() } else { format!("/page/{target}") }
}

fn term(text: &str) -> Result<String, SearchError> {
    let wrong = |code| Err(SearchError::Refused(Fault::invalid([("term", code)])));
    match words::normal(text) {
        term if term.is_empty() => wrong("lead-term-missing"),
        term if term.chars().count() > LONGEST_TERM => wrong("lead-term-long"),
        term => Ok(term),
    }
}

/// An address of this shop as a path; one that was copied from the browser loses its beginning.
fn address(shop: &Shop, text: &str) -> Result<String, SearchError> {
    let text = text.trim();
    let base = shop.settings.server.public_url.trim_end_matches('/');
    let path = text.strip_prefix(base).unwrap_or(text);
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', ' ']) && path.is_ascii();
    if !ours || path.contains(|c: char| c.is_control()) || path.len() > LONGEST_ADDRESS {
        return Err(SearchError::Refused(Fault::invalid([("address", "lead-address")])));
    }
    Ok(path.to_owned())
}
