//! What the variants of a product differ in.

use crate::pages::admin::{entries::Entries, fields::Field};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::product::{MAX_OPTIONS, OptionDetails, OptionValue, ProductEditor};

/// The options as they were typed. A value of the same words stays itself; where as many values stand as before, one with
/// other words in the same place is the old one renamed.
pub fn typed(product: &ProductEditor, typed: &Entries) -> Vec<OptionDetails> {
    let none = (String::new(), vec![]);
    let options = named(typed).into_iter().map(|(at, name, words)| {
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

/// The rows that hold something: place, name and values.
pub fn named(typed: &Entries) -> Vec<(usize, String, Vec<String>)> {
    let row = |at| (at, typed.trimmed(&format!("option.{at}")), words(typed.value(&format!("value.{at}"))));
    (0..MAX_OPTIONS).map(row).filter(|(_, name, words)| !name.is_empty() || !words.is_empty()).collect()
}

fn words(text: &str) -> Vec<String> {
    text.split([',', '\n']).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

/// The fields of the options; `entries` hold what was typed, and the product what stands.
pub fn rows(product: Option<&ProductEditor>, entries: &Entries) -> impl IntoView + use<> {
    let mut shown = entries.clone();
    for at in 0..MAX_OPTIONS {
        let stands = product.and_then(|product| product.options.get(at));
        if let Some((name, values)) = stands.filter(|_| !entries.on(&format!("option.{at}"))) {
            shown.set(&format!("option.{at}"), name.clone());
            shown.set(&format!("value.{at}"), values.join(", "));
        }
    }
    let rows = (0..MAX_OPTIONS).map(|at| {
        let number = (at + 1).to_string();
        let told = t_args("admin-option-values-hint", &[("number", number.as_str().into())]);
        view! {
            <div class="option-row">
                {Field::text(format!("option.{at}"), "admin-option").view(&shown)}
                {Field::text(format!("value.{at}"), "admin-option-values").most(4000).note(told).view(&shown)}
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
    }
}
