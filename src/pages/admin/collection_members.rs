//! Who is in a collection: the builder of its rule, and its products by hand.

use super::{chosen, collections::conditions, entries::Entries, fields::Field, parts::icon};
use commerce::{
    catalog::CollectionEditor,
    text::{find, t, t_args},
};
use leptos::prelude::*;
use model::{
    CategoryId,
    collection::{Condition, MAX_CONDITIONS},
};

/// The builder of the rule: a row for each condition and one to add.
pub fn rule(
    entries: &Entries,
    categories: &[(CategoryId, String)],
    one: Option<&CollectionEditor>,
) -> impl IntoView + use<> {
    let typed = conditions(entries);
    let wanted: usize = entries.value("rows").parse().unwrap_or(0);
    let free = (0..MAX_CONDITIONS).filter(|at| !typed.iter().any(|(taken, ..)| taken == at));
    let fresh: Vec<usize> = free.take(wanted.saturating_sub(typed.len()).max(usize::from(typed.is_empty()))).collect();
    let rows =
        typed.iter().map(|(at, ..)| *at).chain(fresh).map(|at| condition(entries, at, categories)).collect_view();
    let matched = one.filter(|one| one.rule.is_some()).map(|one| {
        let titles: Vec<_> = one.products.iter().take(12).map(|(_, title)| title.clone()).collect();
        let count = t_args("admin-rule-matched", &[("count", one.total.into())]);
        view! { <p class="panel-section"><span class="medium">{count}</span>" "<span class="muted">{titles.join(", ")}</span></p> }
    });
    let how = [("all", t("admin-rule-all")), ("any", t("admin-rule-any"))];
    view! {
        <section class="panel by-rule" aria-labelledby="rule-h" id="conditions">
            <div class="panel-head panel-head-line"><h2 id="rule-h">{t("admin-rule")}</h2><span class="panel-note">{t("admin-rule-meta")}</span></div>
            <div class="panel-body form-grid">
                {Field::select("match", "admin-rule-match", how).view(entries)}
                {rows}
                <div><button class="button button-secondary" type="submit" name="act" value="add-row" formnovalidate>{icon("plus")}{t("admin-rule-add")}</button></div>
            </div>
            {matched}
        </section>
    }
}

fn condition(entries: &Entries, at: usize, categories: &[(CategoryId, String)]) -> impl IntoView + use<> {
    let fields = Condition::FIELDS
        .map(|field| (field.to_owned(), find(&format!("admin-rule-{field}")).unwrap_or(field).to_owned()));
    let fields = [(String::new(), t("admin-none").to_owned())].into_iter().chain(fields);
    let value = match entries.value(&format!("field.{at}")) {
        "category" => {
            let options = categories.iter().map(|(id, path)| (id.to_string(), path.clone()));
            Field::select(format!("value.{at}"), "admin-rule-value", options)
        }
        _ => Field::text(format!("value.{at}"), "admin-rule-value").hint("admin-rule-value-hint"),
    };
    let label = t_args("admin-rule-remove", &[("number", (at as i64 + 1).into())]);
    view! {
        <fieldset class="rule-row">
            <legend class="visually-hidden">{t_args("admin-rule-number", &[("number", (at as i64 + 1).into())])}</legend>
            {Field::select(format!("field.{at}"), "admin-rule-field", fields).view(entries)}
            {value.view(entries)}
            <button class="button button-quiet button-icon" type="submit" name="act" value=format!("remove-row:{at}") formnovalidate
                aria-label=label.clone() title=label>{icon("cross")}</button>
        </fieldset>
    }
}

/// The products of a collection by hand.
pub fn hand(entries: &Entries, one: Option<&CollectionEditor>) -> impl IntoView + use<> {
    let list = match one.filter(|one| one.beyond_a_form()) {
        Some(one) => {
            let told = t_args("admin-collection-beyond", &[("count", one.total.into())]);
            view! { <p class="panel-section muted">{told}</p> }.into_any()
        }
        None => chosen::list("products", "admin-collection-add-product", entries).into_any(),
    };
    view! {
        <section class="panel by-hand" aria-labelledby="hand-h">
            <div class="panel-head panel-head-line"><h2 id="hand-h">{t("admin-collection-hand")}</h2><span class="panel-note">{t("admin-collection-hand-meta")}</span></div>
            {list}
        </section>
    }
}
