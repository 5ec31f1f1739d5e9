//! Single cells: text in, value or the key of a hint out.

use crate::export::entities::{decoded, decoded_without};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime};
use model::{
    Currency, Money, Time,
    catalog::ProductStatus,
    money::MAX_UNIT_MINOR,
    product::{Content, LONGEST_TAG, MAX_CATEGORIES, MAX_LEVELS, Reference, Unit},
};

/// The key of a hint, without its `import-`.
pub(super) type Flaw = &'static str;

/// Most units of one variant.
const MAX_QUANTITY: i64 = 1_000_000_000;
/// Most grams of one unit: a thousand tonnes.
const MAX_GRAMS: f64 = 1_000_000_000.0;
/// Longest body of a product, in characters: as much as staff may write.
const MAX_BODY: usize = 100_000;

/// Longest list of tags, in characters.
const MAX_TAGS: usize = 30_000;

/// A text of at most so many characters.
pub(super) fn text(cell: &str, most: usize) -> Result<String, Flaw> {
    if cell.chars().count() <= most { Ok(cell.to_owned()) } else { Err("text-too-long") }
}

/// A plain text as readers see it: what other shops write as HTML is read.
pub(super) fn plain(cell: &str, most: usize) -> Result<String, Flaw> {
    text(&decoded(cell), most)
}

/// A title: there, and not too long.
pub(super) fn title(cell: &str) -> Result<String, Flaw> {
    if cell.is_empty() { Err("title-missing") } else { plain(cell, 255) }
}

/// The body of a product.
pub(super) fn body(cell: &str) -> Result<String, Flaw> {
    if cell.chars().count() <= MAX_BODY { Ok(cell.to_owned()) } else { Err("body-too-long") }
}

/// A price in minor units.
pub(super) fn money(cell: &str, currency: Currency) -> Result<i64, Flaw> {
    let amount = Money::parse(cell, currency).map_err(|_| "amount")?.minor;
    match amount {
        ..0 => Err("amount-negative"),
        amount if amount > MAX_UNIT_MINOR => Err("amount-too-large"),
        amount => Ok(amount),
    }
}

/// An amount that may be left empty.
pub(super) fn maybe_money(cell: &str, currency: Currency) -> Result<Option<i64>, Flaw> {
    if cell.is_empty() { Ok(None) } else { money(cell, currency).map(Some) }
}

/// A number of units; empty is none.
pub(super) fn quantity(cell: &str) -> Result<i64, Flaw> {
    if cell.is_empty() {
        return Ok(0);
    }
    match cell.parse::<i64>() {
        Ok(count) if (0..=MAX_QUANTITY).contains(&count) => Ok(count),
        _ => Err("quantity"),
    }
}

/// A weight in units of so many grams; fractions of a gram are rounded, empty is none.
pub(super) fn grams(cell: &str, unit: f64) -> Result<u32, Flaw> {
    if cell.is_empty() {
        return Ok(0);
    }
    match cell.replace(',', ".").parse::<f64>().map(|weight| weight * unit) {
        Ok(grams) if (0.0..=MAX_GRAMS).contains(&grams) => Ok(grams.round() as u32),
        _ => Err("grams"),
    }
}

/// Yes or no; empty is what is usual.
pub(super) fn flag(cell: &str, usual: bool) -> Result<bool, Flaw> {
    match cell.to_ascii_lowercase().as_str() {
        "" => Ok(usual),
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" => Ok(false),
        _ => Err("flag"),
    }
}

/// Whether to sell on below zero: `continue` or `deny`, or yes and no.
pub(super) fn policy(cell: &str) -> Result<bool, Flaw> {
    match cell.to_ascii_lowercase().as_str() {
        "continue" => Ok(true),
        "deny" => Ok(false),
        other => flag(other, false).map_err(|_| "policy"),
    }
}

/// The status; empty is active, and what is not listed anywhere is a draft.
pub(super) fn status(cell: &str) -> Result<ProductStatus, Flaw> {
    match cell.to_ascii_lowercase().as_str() {
        "" => Ok(ProductStatus::Active),
        "unlisted" => Ok(ProductStatus::Draft),
        word => word.parse().map_err(|_| "status"),
    }
}

/// A moment, as in 2026-05-31T08:00:00Z, or a day; empty is none.
pub(super) fn moment(cell: &str) -> Result<Option<Time>, Flaw> {
    if cell.is_empty() {
        return Ok(None);
    }
    let day = || Some(NaiveDate::parse_from_str(cell, "%Y-%m-%d").ok()?.and_time(NaiveTime::MIN).and_utc());
    let exact = DateTime::parse_from_rfc3339(cell).ok().map(|at| at.to_utc());
    // What lies outside of the calendar of the database would be refused as a whole.
    let at = exact.or_else(day).filter(|at| (1970..=9998).contains(&at.year())).ok_or("date")?;
    Ok(Some(at.into()))
}

/// A barcode; the apostrophe that keeps spreadsheets from counting with it is dropped.
pub(super) fn barcode(cell: &str) -> Result<String, Flaw> {
    text(cell.trim_start_matches('\''), 64)
}

/// Tags, one comma and one space between them.
pub(super) fn tags(cell: &str) -> Result<String, Flaw> {
    let tags = cell.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    let tags: Vec<_> = tags.map(|tag| decoded_without(tag, &[','])).collect();
    if tags.iter().any(|tag| tag.chars().count() > LONGEST_TAG) {
        return Err("text-too-long");
    }
    text(&tags.join(", "), MAX_TAGS)
}

/// A content with its unit, and the amount that the unit price is of: `750`, `ml`, `1`, `l`. Empty is none.
pub(super) fn content(cell: &str, unit: &str, base: &str, base_unit: &str) -> Result<Option<Content>, Flaw> {
    if cell.is_empty() || cell == "0" {
        return Ok(None);
    }
    // Units that others have and that are parts of ours.
    let (unit, parts) = match unit.to_lowercase().as_str() {
        "cl" => (Unit::L, 100),
        "cm" => (Unit::M, 100),
        "mm" => (Unit::M, 1_000),
        "mg" => (Unit::G, 1_000),
        "item" | "pieces" => (Unit::Piece, 1),
        word => (word.parse().map_err(|_| "content-unit")?, 1),
    };
    let milli = Content::read_amount(&cell.replace(',', ".")).map_err(|_| "content")? / parts;
    let usual = match unit {
        Unit::Ml => Reference::Ml100,
        Unit::L => Reference::L1,
        Unit::G => Reference::G100,
        Unit::Kg => Reference::Kg1,
        Unit::M => Reference::M1,
        Unit::Piece => Reference::Piece1,
    };
    let base = base.trim_end_matches(".0");
    let reference = format!("{base}{}", base_unit.to_lowercase()).parse().unwrap_or(usual);
    let fitting = Content::new(milli, unit, reference).or_else(|_| Content::new(milli, unit, usual));
    fitting.map(Some).map_err(|_| "content")
}

/// Category paths: "A > B > C", several joined by a bar.
pub(super) fn categories(cell: &str) -> Result<Vec<Vec<String>>, Flaw> {
    let mut paths: Vec<Vec<String>> = vec![];
    for path in cell.split('|').map(str::trim).filter(|path| !path.is_empty()) {
        let steps: Vec<String> =
            path.split('>').map(|step| decoded_without(step.trim(), &['>', '|']).into_owned()).collect();
        if steps.len() > usize::from(MAX_LEVELS)
            || steps.iter().any(|step| step.is_empty() || step.chars().count() > 255)
        {
            return Err("category");
        }
        if steps.join(" > ").chars().count() > 700 {
            return Err("category");
        }
        if !paths.contains(&steps) {
            paths.push(steps);
        }
    }
    if paths.len() > MAX_CATEGORIES { Err("category") } else { Ok(paths) }
}

#[cfg(test)]
mod tests {
    use super::content;

    #[test]
    fn contents_of_others_are_understood() {
        let read = |cell, unit, base, base_unit| {
            let content = content(cell, unit, base, base_unit).unwrap().unwrap();
            format!("{content} per {}", content.reference.as_str())
        };
        assert_eq!(read("750", "ml", "1", "l"), "750 ml per 1l");
        assert_eq!(read("75", "cl", "100", "ml"), "0.75 l per 100ml");
        assert_eq!(read("0,5", "kg", "3", "stone"), "0.5 kg per 1kg");
        assert_eq!(read("6", "item", "", ""), "6 piece per 1piece");
        assert_eq!(content("", "", "", ""), Ok(None));
        for (cell, unit, flaw) in [("5", "barrel", "content-unit"), ("-1", "l", "content"), ("x", "l", "content")] {
            assert_eq!(content(cell, unit, "", ""), Err(flaw));
        }
    }
}
