//! What the variants of a product differ in.

use crate::pages::admin::{entries::Entries, fields::Field};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{
    Fault,
    product::{MAX_OPTIONS, OptionDetails, OptionValue, ProductEditor},
};

/// The options as they were typed. A value of the same words stays itself; where as many values stand as before, one with
/// other words in the same place is the old one renamed.
pub fn typed(product: &ProductEditor, typed: &Entries) -> Vec<OptionDetails> {
    let none = (String::new(), vec![]);
    let options = named(typed, &product.options).into_iter().map(|(at, name, words)| {
        let (was, before) = product.options.get(at).unwrap_or(&none);
        let renamed = words.len() == before.len();
        let old = |place: usize, word: &String| {
            let same = before.iter().find(|old| *old == word);
            same.or_else(|| before.get(place).filter(|old| renamed && !words.contains(old))).cloned()
        };
        let value = |(place, word): (usize, &String)| OptionValue { was: old(place, word), value: word.clone() };
        OptionDetails {
            was: Some(was.clone()).filter(|was| !was.is_empty()),
            name,
            values: words.iter().enumerate().map(value).collect(),
        }
    });
    options.collect()
}

/// The rows that hold something: place, name and values; `stand` are the options as they stand.
pub fn named(typed: &Entries, stand: &[(String, Vec<String>)]) -> Vec<(usize, String, Vec<String>)> {
    let row = |at: usize| {
        let known = stand.get(at).map(|(_, values)| values.as_slice()).unwrap_or_default();
        (at, typed.trimmed(&format!("option.{at}")), typed.words(&format!("value.{at}"), known))
    };
    (0..MAX_OPTIONS).map(row).filter(|(_, name, words)| !name.is_empty() || !words.is_empty()).collect()
}

/// Whether other options were typed than those that stand.
pub fn changed(product: &ProductEditor, typed: &Entries) -> bool {
    let now = named(typed, &product.options).into_iter().map(|(_, name, words)| (name, words));
    typed.on("option.0") && now.ne(product.options.iter().cloned())
}

/// Says what is wrong with options at the rows where they were typed: operations count those that hold something.
pub fn placed(mut fault: Fault, typed: &Entries, stand: &[(String, Vec<String>)]) -> Fault {
    let rows = named(typed, stand);
    for wrong in &mut fault.fields {
        let mut parts = wrong.field.split('.');
        let (Some(part @ ("option" | "value")), Some(place)) = (parts.next(), parts.next()) else { continue };
        if let Some((at, ..)) = place.parse().ok().and_then(|place: usize| rows.get(place)) {
            wrong.field = format!("{part}.{at}");
        }
    }
    fault
}

/// The fields of the options; `entries` hold what was typed, and the product what stands.
pub fn rows(product: Option<&ProductEditor>, entries: &Entries) -> impl IntoView + use<> {
    let mut shown = entries.clone();
    for at in 0..MAX_OPTIONS {
        let stands = product.and_then(|product| product.options.get(at));
        if let Some((name, values)) = stands.filter(|_| !entries.on(&format!("option.{at}"))) {
            shown.set(&format!("option.{at}"), name.clone());
            shown.set(&format!("value.{at}"), values.join("\n"));
        }
    }
    let rows = (0..MAX_OPTIONS).map(|at| {
        let number = (at + 1).to_string();
        let told = t_args("admin-option-values-hint", &[("number", number.as_str().into())]);
        view! {
            <div class="option-row">
                {Field::text(format!("option.{at}"), "admin-option").view(&shown)}
                {Field::area(format!("value.{at}"), "admin-option-values", 3).most(4000).note(told).view(&shown)}
            </div>
        }
    });
    rows.collect_view()
}

/// The panel of the options, with a button of its own: it makes and takes away variants.
pub fn panel(product: &ProductEditor, entries: &Entries) -> impl IntoView + use<> {
    let wrong = entries.problem("options");
    view! {
        <section class="panel" aria-labelledby="options-h" id="options">
            <div class="panel-head panel-head-line">
                <h2 id="options-h">{t("admin-options")}</h2>
                <span class="panel-note">{t("admin-options-meta")}</span>
            </div>
            <div class="panel-body form-grid">
                {wrong.map(|text| view! { <p class="field-error">{text}</p> })}
                {rows(Some(product), entries)}
                <div><button class="button button-secondary" type="submit" name="act" value="options">{t("admin-options-save")}</button></div>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::product::{ProductDetails, ProductState};

    fn product(values: &[&str]) -> ProductEditor {
        ProductEditor {
            id: model::ProductId::new(),
            version: 1,
            state: ProductState::Draft,
            publish_at: None,
            unpublish_at: None,
            details: ProductDetails::default(),
            pictures: vec![],
            options: vec![("Wood".into(), values.iter().map(|value| (*value).to_owned()).collect())],
            variants: vec![],
            definitions: vec![],
            updated_at: model::Time(0),
        }
    }

    fn was(before: &[&str], after: &str) -> Vec<Option<String>> {
        let entries = Entries::standing([("option.0", "Wood"), ("value.0", after)]);
        typed(&product(before), &entries).remove(0).values.into_iter().map(|value| value.was).collect()
    }

    #[test]
    fn a_value_is_known_again() {
        let some = |word: &str| Some(word.to_owned());
        assert_eq!(was(&["Oak", "Ash"], "Oak, Ash, Elm"), [some("Oak"), some("Ash"), None]);
        assert_eq!(was(&["Oak", "Ash"], "Ash, Oak"), [some("Ash"), some("Oak")]);
        assert_eq!(was(&["Oak", "Ash"], "Oak, Elm"), [some("Oak"), some("Ash")], "renamed in its place");
        assert_eq!(was(&["Oak", "Ash"], "Elm"), [None], "another number of values renames none");
        assert_eq!(was(&["10,5 cm", "12 cm"], "10,5 cm\r\n12 cm\r\n14 cm"), [some("10,5 cm"), some("12 cm"), None]);
        assert_eq!(was(&["10,5 cm"], "10,5 cm\n"), [some("10,5 cm")], "a comma of its own");
    }

    #[test]
    fn what_is_wrong_stands_where_it_was_typed() {
        let entries = Entries::standing([("option.0", ""), ("option.1", "Wood"), ("value.1", "Oak, Oak")]);
        let fault = Fault::invalid([("option.0", "option-values"), ("value.0.1", "option-twice"), ("title", "x")]);
        let placed = placed(fault, &entries, &[]);
        let fields: Vec<_> = placed.fields.iter().map(|wrong| wrong.field.as_str()).collect();
        assert_eq!(fields, ["option.1", "value.1", "title"]);
    }

    #[test]
    fn options_that_were_not_touched_are_not_changed() {
        let changed = |name: &str, values: &str| {
            changed(&product(&["Oak", "Ash"]), &Entries::standing([("option.0", name), ("value.0", values)]))
        };
        assert!(!changed("Wood", "Oak\r\nAsh") && !changed(" Wood ", "Oak, Ash"));
        assert!(changed("Wood", "Oak\r\nAsh\r\nElm") && changed("Kind", "Oak\nAsh") && changed("", ""));
        assert!(!super::changed(&product(&["Oak"]), &Entries::default()), "a form without them");
    }
}
