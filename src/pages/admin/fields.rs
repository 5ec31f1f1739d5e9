//! The fields of staff's forms: label, field, hint and error, tied together for eyes and for readers.

use super::entries::Entries;
use crate::app::area;
use commerce::text::t;
use leptos::prelude::*;

/// A field of a form.
#[derive(Clone)]
pub struct Field {
    name: String,
    label: String,
    hint: Option<String>,
    kind: Kind,
    required: bool,
    most: u32,
    list: Option<&'static str>,
}

#[derive(Clone)]
enum Kind {
    Input { kind: &'static str, keyboard: Option<&'static str> },
    Area { rows: u32 },
    Select { options: Vec<(String, String)> },
    Check,
}

impl Field {
    /// A line of text.
    pub fn text(name: impl Into<String>, label: &'static str) -> Self {
        Self::of(name, label, Kind::Input { kind: "text", keyboard: None })
    }

    /// A line of a kind that browsers know: `email`, `url`, `date`, `datetime-local`.
    pub fn input(name: impl Into<String>, label: &'static str, kind: &'static str) -> Self {
        Self::of(name, label, Kind::Input { kind, keyboard: None })
    }

    /// A number, typed as text, so that nothing that was typed is lost.
    pub fn number(name: impl Into<String>, label: &'static str) -> Self {
        Self::of(name, label, Kind::Input { kind: "text", keyboard: Some("decimal") })
    }

    /// Several lines.
    pub fn area(name: impl Into<String>, label: &'static str, rows: u32) -> Self {
        Self { most: 100_000, ..Self::of(name, label, Kind::Area { rows }) }
    }

    /// One of several: (value, words).
    pub fn select<V: Into<String>, W: Into<String>>(
        name: impl Into<String>,
        label: &'static str,
        options: impl IntoIterator<Item = (V, W)>,
    ) -> Self {
        let options = options.into_iter().map(|(value, words)| (value.into(), words.into())).collect();
        Self::of(name, label, Kind::Select { options })
    }

    /// A box to tick.
    pub fn check(name: impl Into<String>, label: &'static str) -> Self {
        Self::of(name, label, Kind::Check)
    }

    fn of(name: impl Into<String>, label: &'static str, kind: Kind) -> Self {
        Self { name: name.into(), label: t(label).to_owned(), hint: None, kind, required: false, list: None, most: 255 }
    }

    /// The same with a line below it.
    pub fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(t(hint).to_owned()), ..self }
    }

    /// The same with a line below it that was made for this page.
    pub fn note(self, hint: String) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// The same, which may not stay empty.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same for more or fewer signs.
    pub fn most(self, most: u32) -> Self {
        Self { most, ..self }
    }

    /// The same with words of its own instead of its label.
    pub fn called(self, label: String) -> Self {
        Self { label, ..self }
    }

    /// The same with suggestions from a list of the page.
    pub fn list(self, list: &'static str) -> Self {
        Self { list: Some(list), ..self }
    }

    /// The field with what it holds and what is wrong with it.
    pub fn view(self, entries: &Entries) -> AnyView {
        let wrong = entries.problem(&self.name);
        let id = id_of(&self.name);
        let (error_id, hint_id) = (format!("{id}-error"), format!("{id}-hint"));
        let told = [wrong.as_ref().map(|_| error_id.clone()), self.hint.as_ref().map(|_| hint_id.clone())];
        let told = told.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let control = self.control(entries, wrong.is_some(), (!told.is_empty()).then_some(told));
        let label = view! { <label class="label" for=id>{self.label.clone()}</label> };
        let named = match self.kind {
            Kind::Check => view! { <div class="check">{control}{label}</div> }.into_any(),
            _ => view! { {label}{control} }.into_any(),
        };
        view! {
            <div class="field">
                {named}
                {wrong.map(|text| view! { <p class="field-error" id=error_id>{text}</p> })}
                {self.hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            </div>
        }
        .into_any()
    }

    fn control(&self, entries: &Entries, wrong: bool, told: Option<String>) -> AnyView {
        let (id, name, value) = (id_of(&self.name), self.name.clone(), entries.value(&self.name).to_owned());
        let invalid = wrong.then_some("true");
        match &self.kind {
            Kind::Input { kind, keyboard } => view! {
                <input class="input" id=id name=name type=*kind list=self.list inputmode=*keyboard maxlength=self.most value=value
                    required=self.required aria-invalid=invalid aria-describedby=told autocomplete="off"/>
            }
            .into_any(),
            Kind::Area { rows } => view! {
                <textarea class="input textarea" id=id name=name rows=*rows maxlength=self.most
                    required=self.required aria-invalid=invalid aria-describedby=told>{area(&value)}</textarea>
            }
            .into_any(),
            Kind::Select { options } => {
                let options = options.iter().map(|(key, words)| {
                    view! { <option value=key.clone() selected=*key == value>{words.clone()}</option> }
                });
                view! {
                    <select class="select" id=id name=name aria-invalid=invalid aria-describedby=told>
                        {options.collect_view()}
                    </select>
                }
                .into_any()
            }
            Kind::Check => view! {
                <input type="checkbox" id=id name=name value="on" checked=entries.on(&self.name)
                    aria-invalid=invalid aria-describedby=told/>
            }
            .into_any(),
        }
    }
}

/// The id of a field. Names may hold blanks and other signs, which would be read as several ids, or as none.
pub fn id_of(name: &str) -> String {
    name.replace(|sign: char| !sign.is_ascii_alphanumeric() && !"._-".contains(sign), "_")
}

/// What is wrong with a form, above it: a link to each field. It takes the focus, so that readers begin with it.
/// `labels` are the names of fields with the keys of their labels.
pub fn summary(entries: &Entries, labels: &[(&'static str, &'static str)]) -> Option<impl IntoView + use<>> {
    let fault = entries.fault()?;
    let label = |name: &str| labels.iter().find(|(field, _)| *field == name).map(|(_, label)| t(label));
    let lines = fault.fields.iter().map(|wrong| {
        let label = label(&wrong.field).map(|label| format!("{label}: "));
        view! { <li><a href=format!("#{}", id_of(&wrong.field))>{label}{wrong.message.clone()}</a></li> }
    });
    let lines = lines.collect_view();
    Some(view! {
        <div class="notice notice-danger form-summary" role="alert" tabindex="-1" autofocus>
            <p class="medium">{fault.message.clone()}</p>
            <ul>{lines}</ul>
        </div>
    })
}

/// The bar at the end of a form, in sight wherever the page is scrolled to.
pub fn save_bar(press: &'static str, back: &str) -> impl IntoView + use<> {
    let back = back.to_owned();
    view! {
        <div class="save-bar">
            <button class="button button-primary" type="submit">{t(press)}</button>
            <a class="button button-secondary" href=back>{t("admin-discard")}</a>
        </div>
    }
}
