//! Which words of a text were searched for, so that they can be shown.

use super::words;

/// A piece of a text, and whether it was searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked<'t> {
    pub text: &'t str,
    pub found: bool,
}

/// A text in pieces: words of the query, in whatever form, and words that begin with its last one.
pub fn marked<'t>(text: &'t str, query: &str) -> Vec<Marked<'t>> {
    let asked = words::words(query);
    let typed = asked.last().map(|word| word.plain.as_str()).filter(|typed| typed.chars().count() > 1);
    let saying = |stem: &str| asked.iter().any(|word| word.stem == stem && !words::is_stop(&word.plain));
    let mut pieces: Vec<Marked<'_>> = vec![];
    let mut done = 0;
    for (word, place) in words::placed(text) {
        let begun = typed.is_some_and(|typed| word.plain.starts_with(typed) && !words::is_stop(typed));
        if saying(&word.stem) || begun {
            pieces.push(Marked { text: &text[done..place.start], found: false });
            pieces.push(Marked { text: &text[place.start..place.end], found: true });
            done = place.end;
        }
    }
    pieces.push(Marked { text: &text[done..], found: false });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str, query: &str) -> Vec<String> {
        marked(text, query).into_iter().filter(|piece| piece.found).map(|piece| piece.text.to_owned()).collect()
    }

    #[test]
    fn marks_words_in_any_form() {
        assert_eq!(found("Closed-back Headphones", "headphone"), ["Headphones"]);
        assert_eq!(found("Closed-back headphones", "head"), ["headphones"]);
        assert_eq!(found("The women's café lamp", "womens CAFE the"), ["women's", "café"]);
        assert_eq!(found("Board 30x48cm", "48 cm"), ["48", "cm"]);
        assert_eq!(found("<b>lamp</b>", "lamp b"), ["b", "lamp", "b"]);
        assert!(found("Lamp", "chair").is_empty() && found("Lamp", "").is_empty() && found("", "lamp").is_empty());
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "\\PC{0,60}", query in "\\PC{0,20}") {
            let whole: String = marked(&text, &query).into_iter().map(|piece| piece.text).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
