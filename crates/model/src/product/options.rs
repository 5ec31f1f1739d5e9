//! What variants differ in, as staff change it.

use crate::text::TextError;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Most options of a product.
pub const MAX_OPTIONS: usize = 3;
/// Most combinations of their values.
pub const MAX_COMBINATIONS: usize = 300;
/// Longest name or value, in characters.
const LONGEST: usize = 255;

/// An option as it shall be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionDetails {
    /// Its name so far; none where it is new.
    pub was: Option<String>,
    pub name: String,
    pub values: Vec<OptionValue>,
}

/// A value of an option as it shall be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionValue {
    /// What it was called so far; none where it is new.
    pub was: Option<String>,
    pub value: String,
}

impl OptionDetails {
    /// An option that is new with all its values.
    pub fn new(name: &str, values: &[&str]) -> Self {
        let value = |value: &&str| OptionValue { was: None, value: (*value).to_owned() };
        Self { was: None, name: name.to_owned(), values: values.iter().map(value).collect() }
    }

    /// Options with trimmed words, if they are ones; errs with what is wrong: field and code.
    pub fn checked(mut options: Vec<Self>) -> Result<Vec<Self>, Vec<(String, &'static str)>> {
        for option in &mut options {
            option.name = option.name.trim().to_owned();
            option.values.iter_mut().for_each(|value| value.value = value.value.trim().to_owned());
        }
        let mut wrong = vec![];
        let combinations = options.iter().try_fold(1usize, |all, option| all.checked_mul(option.values.len()));
        if options.len() > MAX_OPTIONS {
            wrong.push(("options".to_owned(), "options-many"));
        } else if combinations.is_none_or(|all| all > MAX_COMBINATIONS) {
            wrong.push(("options".to_owned(), "combinations-many"));
        }
        let mut names = HashSet::new();
        for (at, option) in options.iter().enumerate() {
            let name = word(&option.name, "option-name").and_then(|()| fresh(&mut names, &option.name, "option-twice"));
            wrong.extend(name.err().map(|code| (format!("option.{at}"), code.0)));
            if option.values.is_empty() {
                wrong.push((format!("option.{at}"), "option-values"));
            }
            let mut values = HashSet::new();
            for (place, value) in option.values.iter().enumerate() {
                let fine =
                    word(&value.value, "option-value").and_then(|()| fresh(&mut values, &value.value, "option-twice"));
                wrong.extend(fine.err().map(|code| (format!("value.{at}.{place}"), code.0)));
            }
        }
        if wrong.is_empty() { Ok(options) } else { Err(wrong) }
    }
}

fn word(text: &str, code: &'static str) -> Result<(), TextError> {
    let fine = !text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
    if fine { Ok(()) } else { Err(TextError(code)) }
}

fn fresh(seen: &mut HashSet<String>, text: &str, code: &'static str) -> Result<(), TextError> {
    if seen.insert(text.to_lowercase()) { Ok(()) } else { Err(TextError(code)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_keep_to_their_limits() {
        let many: Vec<String> = (0..20).map(|at| at.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let wrong = |options: Vec<OptionDetails>| OptionDetails::checked(options).unwrap_err()[0].1;
        assert_eq!(wrong(vec![OptionDetails::new("A", &many), OptionDetails::new("B", &many)]), "combinations-many");
        assert_eq!(wrong(["A", "B", "C", "D"].map(|name| OptionDetails::new(name, &["x"])).to_vec()), "options-many");
        assert_eq!(wrong(vec![OptionDetails::new(" ", &["x"])]), "option-name");
        assert_eq!(wrong(vec![OptionDetails::new("A", &[])]), "option-values");
        assert_eq!(wrong(vec![OptionDetails::new("A", &["x", "X "])]), "option-twice");
        assert_eq!(wrong(vec![OptionDetails::new("A", &["x"]), OptionDetails::new("a", &["x"])]), "option-twice");
        let fine = OptionDetails::checked(vec![OptionDetails::new(" A ", &[" x "])]).unwrap();
        assert_eq!(fine, [OptionDetails::new("A", &["x"])]);
        assert_eq!(OptionDetails::checked(vec![]), Ok(vec![]));
    }
}
