//! Cells that no spreadsheet takes for a formula.

use std::borrow::Cow;

/// Puts an apostrophe before what a spreadsheet would count with. What has apostrophes there already gets one more, so
/// that [`unguard`] gives back exactly what was.
pub(crate) fn guard(cell: &str) -> Cow<'_, str> {
    if risky(cell.trim_start_matches('\'')) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Takes the apostrophe away that [`guard`], or another shop's export, has put there.
pub(crate) fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if risky(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn risky(text: &str) -> bool {
    matches!(text.chars().next(), Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_become_texts() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", "''-1"] {
            assert!(guard(formula).starts_with('\''), "{formula}");
            assert_eq!(unguard(&guard(formula)), formula);
        }
        for plain in ["", "'", "'tis", "Oak", "1-2"] {
            assert_eq!(guard(plain), plain);
            assert_eq!(unguard(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn every_cell_comes_back(cell in "['=+@a\\-]{0,6}") {
            let guarded = guard(&cell).into_owned();
            prop_assert_eq!(unguard(&guarded), cell.as_str());
        }
    }
}
