//! Products that are chosen one by one in a form: found, put in order, taken out. The list travels with the form, so that
//! nothing is written before the form is saved.

use super::{entries::Entries, fields::Field, parts::icon};
use crate::web::StaffVisit;
use commerce::{
    catalog::{self, ProductQuery},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{Fault, ProductId};

/// The values by which a form holds a list.
pub fn standing<'a>(
    name: &'static str,
    products: impl IntoIterator<Item = (ProductId, &'a str)>,
) -> Vec<(String, String)> {
    products.into_iter().map(|(id, title)| (name.to_owned(), format!("{id} {title}"))).collect()
}

/// The products of a list in order.
pub fn products(typed: &Entries, name: &str) -> Vec<(ProductId, String)> {
    let read = |text: &str| {
        let (id, title) = text.split_once(' ')?;
        Some((id.parse().ok()?, title.to_owned()))
    };
    typed.all(name).filter_map(read).collect()
}

/// The ids of a list in order.
pub fn ids(typed: &Entries, name: &str) -> Vec<ProductId> {
    products(typed, name).into_iter().map(|(id, _)| id).collect()
}

/// Does to a list what the pressed button says, and adds what its search names, whatever was pressed.
pub async fn rearrange(visit: &StaffVisit, typed: &mut Entries, name: &str) -> Result<(), Fault> {
    let (act, which) = typed.value("act").split_once(':').unwrap_or((typed.value("act"), ""));
    let Some(act) = act.strip_prefix(name).and_then(|act| act.strip_prefix('-')) else {
        return find(visit, typed, name, false).await;
    };
    let mut members = products(typed, name);
    match (act, members.iter().position(|(id, _)| id.to_string() == which)) {
        ("up", Some(at)) if at > 0 => members.swap(at, at - 1),
        ("down", Some(at)) if at + 1 < members.len() => members.swap(at, at + 1),
        ("remove", Some(at)) => drop(members.remove(at)),
        _ => {}
    }
    let asked = act == "add";
    typed.forget(name);
    for (id, title) in members {
        typed.push(name, format!("{id} {title}"));
    }
    find(visit, typed, name, asked).await
}

/// Adds the first product that words, a handle, a SKU or a barcode name; an empty search is wrong only where it was
/// asked for.
async fn find(visit: &StaffVisit, typed: &mut Entries, name: &str, asked: bool) -> Result<(), Fault> {
    let field = format!("{name}-add");
    let text = typed.trimmed(&field);
    if text.is_empty() && !asked {
        return Ok(());
    }
    let none = |code| Err(Fault::invalid([(field.as_str(), code)]));
    if text.is_empty() {
        return none("no-product-found");
    }
    let query = ProductQuery { text, view: String::new(), page: 1 };
    let found = catalog::products_for_staff(visit.shop(), &visit.actor(), query).await?;
    let Some(row) = found.items.into_iter().next() else { return none("no-product-found") };
    if products(typed, name).iter().any(|(id, _)| *id == row.id) {
        return none("product-twice");
    }
    typed.push(name, format!("{} {}", row.id, row.title));
    typed.set(&field, "");
    Ok(())
}

/// The list with its buttons, and the search that adds to it. Buttons that only rearrange need nothing else of the form.
pub fn list(name: &'static str, add: &'static str, entries: &Entries) -> impl IntoView + use<> {
    let members = products(entries, name);
    let last = members.len().saturating_sub(1);
    let wrong = entries.problem(name);
    let rows = members.into_iter().enumerate().map(|(at, (id, title))| {
        let tool = |act: &str, key: &str, sign: &'static str, off: bool| {
            let label = t_args(key, &[("words", title.as_str().into())]);
            view! {
                <button class="button button-quiet button-sm button-icon" type="submit" name="act" value=format!("{name}-{act}:{id}")
                    disabled=off formnovalidate aria-label=label.clone() title=label>{icon(sign)}</button>
            }
        };
        view! {
            <li><div class="tree-row">
                <input type="hidden" name=name value=format!("{id} {title}")/>
                <span class="tree-name"><a class="row-link" href=format!("/admin/products/{id}")>{title.clone()}</a></span>
                <span class="tree-tools">
                    {tool("up", "admin-move-up", "up", at == 0)}
                    {tool("down", "admin-move-down", "down", at == last)}
                    {tool("remove", "admin-take-out", "cross", false)}
                </span>
            </div></li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div id=name>
            {wrong.map(|text| view! { <p class="panel-section field-error">{text}</p> })}
            <ul class="tree-list">{rows}</ul>
            <div class="panel-section inline-form inline-form-1">
                {Field::text(format!("{name}-add"), add).hint("admin-product-search").view(entries)}
                <button class="button button-secondary" type="submit" name="act" value=format!("{name}-add") formnovalidate>{icon("plus")}{t("admin-add")}</button>
            </div>
        </div>
    }
}
