//! What words of the trade mean, where they stand. The window is the browser's own and needs no script.

use commerce::{
    content::Word,
    text::{t, t_args},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Words that one window explains.
const MOST: usize = 4;
/// Terms up to this length are signs, such as "K": only the same letters are the same term.
const SIGN: usize = 3;

/// The words that a page can explain.
#[derive(Clone)]
pub struct Words(pub Arc<[Word]>);

/// A button that explains the words of the trade in some texts; nothing where every word is plain.
pub fn hint(id: &str, texts: &[&str]) -> Option<impl IntoView + use<>> {
    let Words(all) = use_context::<Words>()?;
    let found: Vec<Word> =
        all.iter().filter(|word| texts.iter().any(|text| stands_in(&word.term, text))).take(MOST).cloned().collect();
    let question = match &found[..] {
        [] => return None,
        [one] => t_args("shop-word", &[("term", (&one.term).into())]),
        _ => t("shop-words").to_owned(),
    };
    let id = format!("hint-{id}");
    let items: Vec<_> =
        found.into_iter().map(|word| view! { <dt class="strong">{word.term}</dt><dd>{word.meaning}</dd> }).collect();
    Some(view! {
        <button class="text-button hint-button" type="button" popovertarget=id.clone()>{question}</button>
        <div class="hint" id=id popover role="note"><dl>{items}</dl></div>
    })
}

/// Whether a term is a word, or words, of a text.
fn stands_in(term: &str, text: &str) -> bool {
    let (term, text) = match term.chars().count() > SIGN {
        true => (term.to_lowercase(), text.to_lowercase()),
        false => (term.to_owned(), text.to_owned()),
    };
    let ends = |side: Option<char>| side.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(term.as_str())
        .any(|(at, found)| ends(text[..at].chars().next_back()) && ends(text[at + found.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::stands_in;

    #[test]
    fn whole_words_are_found() {
        for (term, text) in
            [("Enamel", "enamel, white"), ("K", "2700 K"), ("18/10", "Steel 18/10"), ("Flat weave", "Flat weave")]
        {
            assert!(stands_in(term, text), "{term}");
        }
        for (term, text) in [("Enamel", "Enamelled steel"), ("K", "2700 kelvin"), ("FM", "fm"), ("Nib", "Nibs")] {
            assert!(!stands_in(term, text), "{term}");
        }
    }
}
