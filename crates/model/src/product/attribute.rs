//! Attributes that a product type asks for, and whether values fit.

use crate::text::TextError;
use serde::{Deserialize, Serialize};

/// What kind of value an attribute takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    Text,
    /// With the unit of its definition, where there is one: "38 cm".
    Number,
    /// "Yes" or "No".
    Boolean,
    /// One of the choices.
    Choice,
    /// Any of the choices; without choices any words.
    List,
}

impl AttributeKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Text, Self::Number, Self::Boolean, Self::Choice, Self::List];

    /// The word in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Choice => "choice",
            Self::List => "list",
        }
    }
}

impl std::str::FromStr for AttributeKind {
    type Err = TextError;
    fn from_str(text: &str) -> Result<Self, TextError> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(TextError("attribute-kind"))
    }
}

/// An attribute of a product type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttributeDefinition {
    pub name: String,
    pub kind: AttributeKind,
    /// Of numbers: "cm".
    pub unit: String,
    /// What a choice or a list takes.
    pub choices: Vec<String>,
    pub required: bool,
    /// Whether lists offer it as a filter.
    pub facet: bool,
}

impl AttributeDefinition {
    /// The values as they are stored: trimmed, in the writing of the choices, with the unit. Errs with the code of what is
    /// wrong with them; no value at all is wrong only where one is required.
    pub fn fit(&self, values: &[String]) -> Result<Vec<String>, TextError> {
        let given: Vec<&str> = values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
        match (given.as_slice(), self.kind) {
            ([], _) if self.required => Err(TextError("attribute-missing")),
            ([], _) => Ok(vec![]),
            (_, AttributeKind::List) => given.into_iter().map(|value| self.chosen(value)).collect(),
            ([_, _, ..], _) => Err(TextError("attribute-one")),
            ([value], AttributeKind::Text) => Ok(vec![(*value).to_owned()]),
            ([value], AttributeKind::Number) => self.number(value).map(|value| vec![value]),
            ([value], AttributeKind::Boolean) => boolean(value).map(|value| vec![value]),
            ([value], AttributeKind::Choice) => self.chosen(value).map(|value| vec![value]),
        }
    }

    fn chosen(&self, value: &str) -> Result<String, TextError> {
        if self.choices.is_empty() && self.kind == AttributeKind::List {
            return Ok(value.to_owned());
        }
        let same = |choice: &&String| choice.to_lowercase() == value.to_lowercase();
        self.choices.iter().find(same).cloned().ok_or(TextError("attribute-choice"))
    }

    fn number(&self, value: &str) -> Result<String, TextError> {
        let bare = value.strip_suffix(self.unit.as_str()).unwrap_or(value).trim();
        let digits = bare.strip_prefix('-').unwrap_or(bare);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |text: &str| !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(part) {
            return Err(TextError("attribute-number"));
        }
        Ok(if self.unit.is_empty() { bare.to_owned() } else { format!("{bare} {}", self.unit) })
    }
}

fn boolean(value: &str) -> Result<String, TextError> {
    match value.to_lowercase().as_str() {
        "yes" | "true" | "1" => Ok("Yes".to_owned()),
        "no" | "false" | "0" => Ok("No".to_owned()),
        _ => Err(TextError("attribute-boolean")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(kind: AttributeKind, unit: &str, choices: &[&str]) -> AttributeDefinition {
        let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
        AttributeDefinition { name: "X".into(), kind, unit: unit.into(), choices, required: false, facet: true }
    }

    fn fit(definition: &AttributeDefinition, values: &[&str]) -> Result<Vec<String>, &'static str> {
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        definition.fit(&values).map_err(|error| error.0)
    }

    #[test]
    fn values_fit_their_kind() {
        use AttributeKind::*;
        let width = definition(Number, "cm", &[]);
        assert_eq!(fit(&width, &["38.5"]), Ok(vec!["38.5 cm".into()]));
        assert_eq!(fit(&width, &[" 38 cm "]), Ok(vec!["38 cm".into()]));
        for wrong in ["wide", "1e9", "3,5", "1.", "", "--4"].into_iter().filter(|text| !text.is_empty()) {
            assert_eq!(fit(&width, &[wrong]), Err("attribute-number"), "{wrong}");
        }
        assert_eq!(fit(&definition(Boolean, "", &[]), &["TRUE"]), Ok(vec!["Yes".into()]));
        assert_eq!(fit(&definition(Boolean, "", &[]), &["perhaps"]), Err("attribute-boolean"));
        let wood = definition(Choice, "", &["Oak", "Ash"]);
        assert_eq!(fit(&wood, &["oak"]), Ok(vec!["Oak".into()]));
        assert_eq!(fit(&wood, &["Pine"]), Err("attribute-choice"));
        assert_eq!(fit(&wood, &["Oak", "Ash"]), Err("attribute-one"));
        assert_eq!(fit(&definition(List, "", &["Oak", "Ash"]), &["ash", "oak"]), Ok(vec!["Ash".into(), "Oak".into()]));
        assert_eq!(fit(&definition(List, "", &[]), &["any"]), Ok(vec!["any".into()]));
        let required = AttributeDefinition { required: true, ..definition(Text, "", &[]) };
        assert_eq!(fit(&required, &[" "]), Err("attribute-missing"));
        assert_eq!(fit(&wood, &[]), Ok(vec![]));
    }
}
