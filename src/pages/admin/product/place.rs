//! Where a product stands among others: collections by hand, and products that it leads to.

use crate::{
    pages::admin::{chosen, entries::Entries},
    web::StaffVisit,
};
use commerce::{
    catalog::{self, LinkKind, Membership},
    text::{find, t, t_args},
};
use leptos::prelude::*;
use model::{CollectionId, Fault, ProductId};

/// What the product is among now.
pub async fn standing(visit: &StaffVisit, product: ProductId, entries: &mut Entries) -> Result<(), Fault> {
    let links = catalog::links_for_staff(visit.shop(), &visit.actor(), product).await?;
    for kind in LinkKind::ALL {
        let of_kind = links.iter().filter(|(of, ..)| *of == kind).map(|(_, id, title)| (*id, title.as_str()));
        for (name, value) in chosen::standing(kind.as_str(), of_kind) {
            entries.push(&name, value);
        }
    }
    let collections = catalog::collections_of(visit.shop(), &visit.actor(), product).await?;
    for one in collections.into_iter().filter(|one| one.member && !one.by_rule) {
        entries.push("collections", one.id.to_string());
    }
    Ok(())
}

/// Does to the links what the pressed button says.
pub async fn rearrange(visit: &StaffVisit, typed: &mut Entries) -> Result<(), Fault> {
    for kind in LinkKind::ALL {
        chosen::rearrange(visit, typed, kind.as_str()).await?;
    }
    Ok(())
}

/// Whether the form held the lists: no product in one says that all were taken out.
pub fn typed(entries: &Entries) -> bool {
    entries.on("place")
}

/// The collections and the links that were typed.
pub fn told(typed: &Entries) -> (Vec<CollectionId>, Vec<(LinkKind, Vec<ProductId>)>) {
    let collections = typed.all("collections").filter_map(|id| id.parse().ok()).collect();
    (collections, LinkKind::ALL.map(|kind| (kind, chosen::ids(typed, kind.as_str()))).into())
}

/// The collections: boxes for those by hand, names of those by rule.
pub fn collections(all: &[Membership], entries: &Entries) -> impl IntoView + use<> {
    let ticked: Vec<&str> = entries.all("collections").collect();
    let boxes = all.iter().filter(|one| !one.by_rule).map(|one| {
        let (own, id) = (format!("in-{}", one.id), one.id.to_string());
        let checked = ticked.contains(&id.as_str());
        view! {
            <li class="check">
                <input type="checkbox" id=own.clone() name="collections" value=id checked=checked/>
                <label for=own>{one.title.clone()}</label>
            </li>
        }
    });
    let boxes: Vec<_> = boxes.collect();
    let ruled: Vec<_> = all.iter().filter(|one| one.by_rule && one.member).map(|one| one.title.as_str()).collect();
    let ruled = (!ruled.is_empty()).then(|| t_args("admin-in-by-rule", &[("titles", ruled.join(", ").into())]));
    let wrong = entries.problem("collections");
    let body = match boxes.is_empty() {
        true => view! { <p class="muted">{t("admin-in-none")}" "<a href="/admin/collections">{t("admin-collections")}</a></p> }.into_any(),
        false => view! { <ul class="check-list">{boxes}</ul> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="in-h">
            <div class="panel-head panel-head-line"><h2 id="in-h">{t("admin-collections")}</h2></div>
            <fieldset class="panel-body form-grid" id="collections">
                <legend class="visually-hidden">{t("admin-collections")}</legend>
                {wrong.map(|text| view! { <p class="field-error">{text}</p> })}
                {body}
                {ruled.map(|ruled| view! { <p class="hint">{ruled}</p> })}
            </fieldset>
        </section>
    }
}

/// The linked products, a list for each kind.
pub fn links(entries: &Entries) -> impl IntoView + use<> {
    let lists = LinkKind::ALL.map(|kind| {
        let word = kind.as_str();
        let title = find(&format!("admin-link-{word}")).unwrap_or(word);
        let count = chosen::products(entries, word).len();
        let wrong = entries.problem(word).or_else(|| entries.problem(&format!("{word}-add")));
        let open = count > 0 || wrong.is_some();
        let count = (count > 0).then(|| count.to_string());
        view! {
            <details class="link-list" open=open>
                <summary>{title}<span class="panel-note">{count}</span></summary>
                {chosen::list(word, "admin-collection-add-product", entries)}
            </details>
        }
    });
    view! {
        <section class="panel" aria-labelledby="links-h" id="links">
            <div class="panel-head panel-head-line"><h2 id="links-h">{t("admin-links")}</h2><span class="panel-note">{t("admin-links-meta")}</span></div>
            <input type="hidden" name="place" value="1"/>
            {lists.collect_view()}
        </section>
    }
}
