//! Ways from old addresses to new ones, as Shopify writes them: "Redirect from", "Redirect to"; and "Kind",
//! which says what moved, as exports of ours do.

use super::{
    ImportError,
    lists::read,
    report::{Report, hint},
};
use crate::{
    Actor, Shop,
    catalog::{self, CatalogError, NewRedirect},
};
use model::account::Permission;
use std::path::Path;

/// Takes in redirects; those that are there already are left alone. Needs `ChangeProducts`.
pub async fn redirects(shop: &Shop, actor: &Actor, file: &Path) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let mut report = Report::default();
    let table = read(file, &["redirect from", "redirect to"], &mut report).await?;
    for row in &table.rows {
        let kind = Some(table.text(row, &["kind"], 16)).filter(|kind| !kind.is_empty());
        let (from, to) = (table.cell(row, &["redirect from"]), table.cell(row, &["redirect to"]));
        let before = sqlx::query!("SELECT to_path, kind FROM redirects WHERE from_path = ?", from)
            .fetch_optional(&shop.pool)
            .await?
            .map(|row| (row.to_path, row.kind));
        let same = |row: &(String, String)| row.0 == to && kind.as_ref().is_none_or(|kind| *kind == row.1);
        if before.as_ref().is_some_and(same) {
            report.entries.unchanged += 1;
            continue;
        }
        match catalog::add_redirect(shop, actor, NewRedirect { from: from.into(), to: to.into(), kind }).await {
            Ok(()) if before.is_some() => report.entries.updated += 1,
            Ok(()) => report.entries.created += 1,
            Err(CatalogError::Broken(broken)) => return Err(broken.into()),
            Err(_) => report.problem(row.line, "Redirect to", to, hint("redirect", &[])),
        }
    }
    Ok(report)
}
