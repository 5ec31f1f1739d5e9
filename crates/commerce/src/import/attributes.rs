//! Facts of a product: a JSON object of names and values, or a list of pairs.

use super::fields::Flaw;
use crate::export::entities::decoded;
use serde::de::{MapAccess, Visitor};
use std::fmt;

/// `{"Material": ["Oak", "Linen"], "Width": 3}` as names and values, in order; names are made readable.
pub(super) fn attributes(cell: &str) -> Result<Vec<(String, Vec<String>)>, Flaw> {
    if cell.is_empty() {
        return Ok(vec![]);
    }
    let list = if cell.starts_with('[') { pairs(cell)? } else { object(cell)? };
    let fine = |text: &String, most: usize| !text.is_empty() && text.chars().count() <= most;
    let all_fine = list.len() <= 100
        && list.iter().all(|(name, values)| fine(name, 255) && values.iter().all(|value| fine(value, 1_000)));
    if all_fine { Ok(list) } else { Err("attributes-too-long") }
}

/// `[["Material", ["Oak", "Linen"]]]`, as exports of ours write them: taken as they stand.
fn pairs(cell: &str) -> Result<Vec<(String, Vec<String>)>, Flaw> {
    serde_json::from_str(cell).map_err(|_| "attributes")
}

fn object(cell: &str) -> Result<Vec<(String, Vec<String>)>, Flaw> {
    let object: Ordered = serde_json::from_str(cell).map_err(|_| "attributes")?;
    let mut list: Vec<(String, Vec<String>)> = vec![];
    for (name, value) in object.0 {
        let values = match value {
            serde_json::Value::Array(values) => values.iter().map(plain).collect::<Option<Vec<_>>>(),
            one => plain(&one).map(|text| vec![text]),
        };
        let mut values = values.ok_or("attributes")?;
        values.retain(|value| !value.is_empty());
        let name = readable(&name);
        if !name.is_empty() && !values.is_empty() {
            list.push((name, values));
        }
    }
    Ok(list)
}

fn plain(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Null => Some(String::new()),
        serde_json::Value::Bool(yes) => Some(crate::text::t(if *yes { "import-yes" } else { "import-no" }).to_owned()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::String(text) => Some(decoded(text).trim().to_owned()),
        serde_json::Value::Array(_) | serde_json::Value::Object(_) => None,
    }
}

/// "eco_collection" as "Eco collection"; what has capitals or spaces was meant for readers already.
fn readable(name: &str) -> String {
    let spaced = decoded(name).trim().replace('_', " ");
    let mut letters = spaced.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A JSON object in the order of its text.
struct Ordered(Vec<(String, serde_json::Value)>);

impl<'de> serde::Deserialize<'de> for Ordered {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Ordered;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
                let mut pairs = vec![];
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Ordered(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_and_makes_names_readable() {
        let list =
            attributes(r#"{"price_max": 3.5, "Material": ["Oak", " Linen "], "eco": true, "none": null}"#).unwrap();
        let shown: Vec<String> = list.iter().map(|(name, values)| format!("{name}={}", values.join("+"))).collect();
        assert_eq!(shown, ["Price max=3.5", "Material=Oak+Linen", "Eco=Yes"]);
        let signs = attributes(r#"{"Fabric &amp; care": ["CoolTech&trade;", "&amp;amp;"]}"#).unwrap();
        assert_eq!(signs, [("Fabric & care".to_owned(), vec!["CoolTech™".to_owned(), "&amp;".to_owned()])]);
        assert_eq!(attributes(""), Ok(vec![]));
        let exact = vec![("eco_grade".to_owned(), vec!["A".to_owned(), "B".to_owned()])];
        assert_eq!(attributes(&serde_json::to_string(&exact).unwrap()), Ok(exact));
        assert_eq!(attributes(r#"[["", ["x"]]]"#), Err("attributes-too-long"));
        for bad in ["[1]", "{", r#"{"a": {"b": 1}}"#, "12"] {
            assert_eq!(attributes(bad), Err("attributes"), "{bad}");
        }
    }
}
