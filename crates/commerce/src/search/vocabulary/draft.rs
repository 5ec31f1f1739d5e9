//! A row of the table as it was typed, and whether it can do anything.

use crate::search::{SearchError, words};
use model::Fault;

/// Longest address that staff may write.
const LONGEST_ADDRESS: usize = 300;

/// What words do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SynonymKind {
    /// Each finds what the others find.
    Equal,
    /// The terms find what the replacement finds, not the other way round.
    OneWay,
    /// The term is a wrong writing and is replaced.
    Correction,
    /// Writings of one unit.
    Unit,
    /// The terms lead to a page, or to another address of the shop.
    Page,
}

impl SynonymKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Equal, Self::OneWay, Self::Correction, Self::Unit, Self::Page];

    /// The word in the database, in files and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::OneWay => "one_way",
            Self::Correction => "correction",
            Self::Unit => "unit",
            Self::Page => "page",
        }
    }

    /// The kind of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The field of the form that says what the terms lead to.
    pub(super) fn target_field(self) -> &'static str {
        if self == Self::Page { "page" } else { "replacement" }
    }

    /// Whether terms stand for each other, with nothing beside them.
    pub fn is_mutual(self) -> bool {
        matches!(self, Self::Equal | Self::Unit)
    }
}

/// A row as it was typed.
#[derive(Clone, Debug)]
pub struct SynonymDraft {
    pub kind: SynonymKind,
    pub terms: Vec<String>,
    /// What stands for the terms, the handle of the page, or an address of this shop.
    pub replacement: String,
}

impl SynonymDraft {
    /// The terms as they are stored, joined by a bar, and the replacement; `base` is where the shop stands. Errs with
    /// what is wrong, field by field.
    pub(super) fn checked(self, base: &str) -> Result<(SynonymKind, String, String), SearchError> {
        let mut terms: Vec<String> = vec![];
        for term in self.terms.iter().map(|term| term.split_whitespace().collect::<Vec<_>>().join(" ")) {
            if !term.is_empty() && !terms.iter().any(|known| words::normal(known) == words::normal(&term)) {
                terms.push(term);
            }
        }
        let replacement = if self.kind.is_mutual() { String::new() } else { self.replacement.trim().to_owned() };
        let mut wrong = vec![];
        wrong.extend(self.wrong_terms(&terms).map(|code| ("terms", code)));
        let replacement = match self.kind {
            SynonymKind::Page if is_address(&replacement) => path(base, &replacement).unwrap_or_else(|| {
                wrong.push(("address", "lead-address"));
                String::new()
            }),
            kind => {
                wrong.extend(self.wrong_replacement(&terms, &replacement).map(|code| (kind.target_field(), code)));
                replacement
            }
        };
        match wrong.is_empty() {
            true => Ok((self.kind, terms.join("|"), replacement)),
            false => Err(SearchError::Refused(Fault::invalid(wrong))),
        }
    }

    fn wrong_terms(&self, terms: &[String]) -> Option<&'static str> {
        let length: usize = terms.iter().map(|term| term.chars().count() + 1).sum();
        match terms {
            [] => Some("synonym-terms-missing"),
            _ if length > 500 => Some("text-long"),
            _ if terms.iter().any(|term| term.contains('|')) => Some("synonym-bar"),
            _ if terms.iter().any(|term| words::stems(term).is_empty()) => Some("synonym-wordless"),
            [_] if self.kind.is_mutual() => Some("synonym-alone"),
            _ => None,
        }
    }

    fn wrong_replacement(&self, terms: &[String], replacement: &str) -> Option<&'static str> {
        let meant = words::normal(replacement);
        match self.kind {
            kind if kind.is_mutual() => None,
            SynonymKind::Page if replacement.is_empty() => Some("synonym-page-missing"),
            _ if replacement.is_empty() => Some("synonym-replacement-missing"),
            _ if replacement.chars().count() > 500 => Some("text-long"),
            SynonymKind::Page => None,
            _ if meant.is_empty() => Some("synonym-wordless"),
            _ if terms.iter().any(|term| words::normal(term) == meant) => Some("synonym-itself"),
            _ => None,
        }
    }
}

/// Whether a target is an address and no handle.
pub(super) fn is_address(target: &str) -> bool {
    target.contains(['/', ':', '\\'])
}

/// An address of this shop as a path; one that was copied from the browser loses its beginning.
fn path(base: &str, text: &str) -> Option<String> {
    let path = text.strip_prefix(base.trim_end_matches('/')).unwrap_or(text);
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', ' ']) && path.is_ascii();
    let plain = ours && !path.contains(|c: char| c.is_control()) && path.len() <= LONGEST_ADDRESS;
    plain.then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://shop.example";

    #[test]
    fn words_lead_to_addresses_of_this_shop_alone() {
        let one = |target: &str| {
            let draft =
                SynonymDraft { kind: SynonymKind::Page, terms: vec!["gift".into()], replacement: target.into() };
            draft.checked(BASE).map(|(.., target)| target)
        };
        assert_eq!(one(" /c/gifts?x=1").unwrap(), "/c/gifts?x=1");
        assert_eq!(one("https://shop.example/page/visit").unwrap(), "/page/visit");
        assert_eq!(one("returns").unwrap(), "returns");
        let long = format!("/{}", "a".repeat(400));
        for bad in
            ["//evil.example", "https://evil.example/", "/\\evil", "/a b", "javascript:alert(1)", "/a\nb", &long, "a/b"]
        {
            let Err(SearchError::Refused(fault)) = one(bad) else { panic!("{bad}") };
            assert_eq!(
                (fault.fields[0].field.as_str(), fault.fields[0].code.as_str()),
                ("address", "lead-address"),
                "{bad}"
            );
        }
    }

    fn wrong(kind: SynonymKind, terms: &[&str], replacement: &str) -> Vec<(String, String)> {
        let terms = terms.iter().map(|term| (*term).to_owned()).collect();
        match (SynonymDraft { kind, terms, replacement: replacement.into() }).checked(BASE) {
            Err(SearchError::Refused(fault)) => {
                fault.fields.into_iter().map(|wrong| (wrong.field, wrong.code)).collect()
            }
            Err(other) => panic!("{other}"),
            Ok(_) => vec![],
        }
    }

    #[test]
    fn a_row_that_does_nothing_is_refused() {
        use SynonymKind::*;
        let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        assert_eq!(wrong(Equal, &["sofa", "couch"], ""), []);
        assert_eq!(wrong(Equal, &["sofa", " Sofa "], ""), one("terms", "synonym-alone"));
        assert_eq!(wrong(Unit, &["", " "], ""), one("terms", "synonym-terms-missing"));
        assert_eq!(wrong(Equal, &["a|b", "c"], ""), one("terms", "synonym-bar"));
        assert_eq!(wrong(Equal, &["!!", "sofa"], ""), one("terms", "synonym-wordless"));
        assert_eq!(wrong(OneWay, &["oven"], ""), one("replacement", "synonym-replacement-missing"));
        assert_eq!(wrong(Correction, &["Hoover"], "hoover"), one("replacement", "synonym-itself"));
        assert_eq!(wrong(Correction, &["hoover"], "vacuum"), []);
        assert_eq!(wrong(Page, &["send back"], ""), one("page", "synonym-page-missing"));
    }

    #[test]
    fn what_equal_words_need_not_is_left_out() {
        let draft = SynonymDraft {
            kind: SynonymKind::Equal,
            terms: vec!["corner  sofa".into(), "sectional".into()],
            replacement: "x".into(),
        };
        assert_eq!(draft.checked(BASE).unwrap(), (SynonymKind::Equal, "corner sofa|sectional".into(), String::new()));
    }
}
