//! A form as it was typed: its fields, what they hold now, and what is wrong with them.

use crate::web::{Form, stamped};
use axum::response::{IntoResponse, Response};
use commerce::text;
use model::{Fault, FaultKind};

/// The fields of a form by name, as the browser sent them; a name may come more than once.
pub type Fields = Form<Vec<(String, String)>>;

/// What the fields of a form hold, and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    values: Vec<(String, String)>,
    fault: Option<Fault>,
}

impl Entries {
    /// The form as things stand.
    pub fn standing<N: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (N, V)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { values, fault: None }
    }

    /// The form as it was typed.
    pub fn typed(Form(values): Fields) -> Self {
        Self { values, fault: None }
    }

    /// The same with what is wrong.
    pub fn wrong(self, fault: Fault) -> Result<Self, Fault> {
        Ok(Self { fault: Some(text::explain(mendable(fault)?)), ..self })
    }

    /// What a field holds.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// The same without blanks around it.
    pub fn trimmed(&self, name: &str) -> String {
        self.value(name).trim().to_owned()
    }

    /// The same, where an empty field says that there is nothing.
    pub fn filled(&self, name: &str) -> Option<String> {
        Some(self.trimmed(name)).filter(|value| !value.is_empty())
    }

    /// All that came under a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The values of a field, one a line. A single line holds several with commas between them, unless one of those that
    /// are known has a comma of its own.
    pub fn words(&self, name: &str, known: &[String]) -> Vec<String> {
        let lines: Vec<&str> = self.value(name).lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let words = match lines.as_slice() {
            [line] if !known.iter().any(|word| word.contains(',') && line.contains(word)) => line.split(',').collect(),
            _ => lines,
        };
        words.into_iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
    }

    /// Whether a box is ticked or a button was pressed.
    pub fn on(&self, name: &str) -> bool {
        self.values.iter().any(|(field, _)| field == name)
    }

    /// The sentence at a field.
    pub fn problem(&self, name: &str) -> Option<String> {
        Some(self.fault.as_ref()?.at(name)?.message.clone())
    }

    /// What is wrong with the form.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Sets a field by hand, such as the address that a button filled in.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(field, _)| field != name);
        self.values.push((name.to_owned(), value.into()));
    }

    /// Adds another value under a name.
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        self.values.push((name.to_owned(), value.into()));
    }

    /// Forgets all that came under a name.
    pub fn forget(&mut self, name: &str) {
        self.values.retain(|(field, _)| field != name);
    }

    /// Gives the page that shows the form the status of what is wrong.
    pub fn answer(fault: Option<Fault>, page: impl IntoResponse) -> Response {
        match fault {
            Some(fault) => stamped(page, &fault),
            None => page.into_response(),
        }
    }
}

/// What a second try may mend; all else is no matter of the form, and comes back.
pub fn mendable(fault: Fault) -> Result<Fault, Fault> {
    match fault.kind {
        FaultKind::NotFound | FaultKind::Gone | FaultKind::Forbidden | FaultKind::Unauthenticated => Err(fault),
        _ => Ok(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_was_typed_beside_what_is_wrong() {
        let typed = Entries::typed(Form(vec![
            ("title".into(), " ".into()),
            ("tag".into(), "a".into()),
            ("tag".into(), "b".into()),
        ]));
        let typed = typed.wrong(Fault::invalid([("title", "title-missing")])).unwrap();
        assert_eq!((typed.value("title"), typed.trimmed("title").as_str(), typed.filled("title")), (" ", "", None));
        assert_eq!(typed.all("tag").collect::<Vec<_>>(), ["a", "b"]);
        assert!(typed.on("tag") && !typed.on("other"));
        assert!(typed.problem("title").is_some() && typed.problem("tag").is_none());
        assert!(typed.wrong(Fault::not_found("no-page")).is_err());
    }
}
