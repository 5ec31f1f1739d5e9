//! Fields of the checkout: label, what is wrong, the input with what was typed, and a hint.

use super::parts::field_error;
use commerce::text::t;
use leptos::prelude::*;
use model::Fault;

/// A text field of a form.
#[derive(Clone, Copy)]
pub struct Field {
    /// Name and id.
    pub name: &'static str,
    pub label: &'static str,
    pub autocomplete: &'static str,
    pub kind: &'static str,
    pub inputmode: Option<&'static str>,
    /// Classes for its place in the grid.
    pub place: &'static str,
    pub optional: bool,
    pub hint: Option<&'static str>,
}

impl Field {
    /// A field of text that must be filled in.
    pub fn text(name: &'static str, label: &'static str, autocomplete: &'static str) -> Self {
        Self { name, label, autocomplete, kind: "text", inputmode: None, place: "field", optional: false, hint: None }
    }

    /// The same in another width.
    pub fn at(self, place: &'static str) -> Self {
        Self { place, ..self }
    }

    /// The same, for something that may stay empty.
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Draws the field with what was typed and what is wrong with it.
    pub fn view(self, typed: &str, fault: Option<&Fault>) -> AnyView {
        let wrong = fault.and_then(|fault| fault.at(self.name)).map(|field| field.message.clone());
        let (error_id, hint_id) = (format!("{}-error", self.name), format!("{}-hint", self.name));
        let described = described_by(wrong.is_some(), self.hint.is_some(), &error_id, &hint_id);
        let optional =
            self.optional.then(|| view! { " "<span class="field__optional">{t("checkout-optional")}</span> });
        let invalid = wrong.is_some().then_some("true");
        view! {
            <div class=self.place>
                <label class="field__label" for=self.name>{self.label}{optional}</label>
                {wrong.map(|sentence| field_error(error_id, sentence))}
                <input class="input" id=self.name name=self.name type=self.kind autocomplete=self.autocomplete
                    inputmode=self.inputmode maxlength="320" value=typed.to_owned() required=!self.optional
                    aria-invalid=invalid aria-describedby=described/>
                {self.hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            </div>
        }
        .into_any()
    }
}

fn described_by(wrong: bool, hint: bool, error_id: &str, hint_id: &str) -> Option<String> {
    match (wrong, hint) {
        (true, true) => Some(format!("{error_id} {hint_id}")),
        (true, false) => Some(error_id.to_owned()),
        (false, true) => Some(hint_id.to_owned()),
        (false, false) => None,
    }
}

/// A country to choose.
pub fn country<'a>(
    name: &'static str,
    autocomplete: &'static str,
    countries: impl Iterator<Item = (&'a str, &'a str)>,
    chosen: &str,
    fault: Option<&Fault>,
) -> AnyView {
    let wrong = fault.and_then(|fault| fault.at(name)).map(|field| field.message.clone());
    let error_id = format!("{name}-error");
    let described = wrong.is_some().then(|| error_id.clone());
    let invalid = wrong.is_some().then_some("true");
    let options: Vec<_> = countries
        .map(|(code, title)| {
            let selected = code == chosen;
            view! { <option value=code.to_owned() selected=selected>{title.to_owned()}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label class="field__label" for=name>{t("checkout-country")}</label>
            {wrong.map(|sentence| field_error(error_id, sentence))}
            <select class="input" id=name name=name autocomplete=autocomplete required aria-invalid=invalid
                aria-describedby=described>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// The keyboard for postcodes of a country: digits alone only where they are sure to be enough.
pub fn postcode_keyboard(country: &str) -> Option<&'static str> {
    commerce::checkout::postcode_digits_only(country).then_some("numeric")
}
