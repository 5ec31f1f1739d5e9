//! How texts become words: one way for the index, for queries and for suggestions.

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager,
};

/// Name of the analyzer that stems; fields of the index refer to it.
pub const STEMMED: &str = "shop";
/// Name of the analyzer that leaves words as they are, but for case and accents.
pub const PLAIN: &str = "plain";
/// Most words of a query that are looked at.
pub const MOST_WORDS: usize = 24;

/// Words that say nothing where others are there to say something.
const STOP: [&str; 26] = [
    "a", "an", "and", "are", "as", "at", "by", "can", "do", "for", "from", "how", "i", "in", "is", "it", "me", "much",
    "my", "of", "on", "or", "the", "to", "what", "with",
];

/// A word as written and as compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub plain: String,
    pub stem: String,
}

/// The words of a text, at most [`MOST_WORDS`].
pub fn words(text: &str) -> Vec<Word> {
    let plain = run(plain_analyzer(), text);
    let stems = run(stemmed_analyzer(), text);
    plain.into_iter().zip(stems).map(|(plain, stem)| Word { plain, stem }).take(MOST_WORDS).collect()
}

/// A text in the one form in which suggestions are compared: lower case, no accents, single spaces.
pub fn normal(text: &str) -> String {
    run(plain_analyzer(), text).join(" ")
}

/// The stems of a text, in order.
pub fn stems(text: &str) -> Vec<String> {
    run(stemmed_analyzer(), text)
}

/// The words of a text with where each stands in it, in bytes.
pub fn placed(text: &str) -> Vec<(Word, std::ops::Range<usize>)> {
    let mut places = vec![];
    plain_analyzer().token_stream(text).process(&mut |token| places.push(token.offset_from..token.offset_to));
    let plain = run(plain_analyzer(), text);
    let stems = run(stemmed_analyzer(), text);
    plain.into_iter().zip(stems).map(|(plain, stem)| Word { plain, stem }).zip(places).collect()
}

/// Whether a word says nothing of its own.
pub fn is_stop(plain: &str) -> bool {
    STOP.binary_search(&plain).is_ok()
}

/// Both analyzers, for an index.
pub fn tokenizers() -> TokenizerManager {
    // The defaults stay: columns of numbers ask for them too.
    let manager = TokenizerManager::default();
    manager.register(STEMMED, stemmed_analyzer());
    manager.register(PLAIN, plain_analyzer());
    manager
}

fn plain_analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(Words).filter(AsciiFoldingFilter).build()
}

fn stemmed_analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(Words).filter(AsciiFoldingFilter).filter(Stemmer::new(Language::English)).build()
}

fn run(mut analyzer: TextAnalyzer, text: &str) -> Vec<String> {
    let mut out = vec![];
    analyzer.token_stream(text).process(&mut |token| out.push(token.text.clone()));
    out
}

/// Splits a text into words: letters and digits hold together, "17-inch" and "30x48cm" fall apart at the borders of
/// their numbers, "A5" and "E27" do not, "0.75" and "0,75" are one number, and an apostrophe joins.
#[derive(Clone, Default)]
struct Words;

impl Tokenizer for Words {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream { tokens: split(text), next: 0 }
    }
}

struct Stream {
    tokens: Vec<Token>,
    next: usize,
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}

/// Longest word that is kept, in bytes; what is longer is cut.
const LONGEST: usize = 60;

fn split(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = vec![];
    let (mut open, mut begun) = (String::new(), 0);
    let mut close = |open: &mut String, from: usize, to: usize| {
        if !open.is_empty() {
            let (position, text) = (tokens.len(), std::mem::take(open));
            tokens.push(Token { offset_from: from, offset_to: to, position, text, position_length: 1 });
        }
    };
    // Whether the open word began within a word, right behind a number: the x and the cm of "30x48cm".
    let mut unit = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let number = open.starts_with(|first: char| first.is_ascii_digit());
        if c.is_alphanumeric() {
            let border = (number || unit) && ends_in_digit(&open) != c.is_ascii_digit() && !open.is_empty();
            if border || open.len() >= LONGEST {
                close(&mut open, begun, at);
                unit = border;
            }
            if open.is_empty() {
                begun = at;
            }
            open.extend(c.to_lowercase());
        } else if matches!(c, '.' | ',') && number && letters.peek().is_some_and(|(_, next)| next.is_ascii_digit()) {
            // A second mark in one number separates again: "1.2.3".
            if open.contains('.') { close(&mut open, begun, at) } else { open.push('.') }
        } else if open.is_empty() || !matches!(c, '\'' | '\u{2019}') {
            close(&mut open, begun, at);
            unit = false;
        }
    }
    close(&mut open, begun, text.len());
    tokens
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_shoppers_mean_it() {
        assert_eq!(normal("Closed-back  HEADPHONES!"), "closed back headphones");
        assert_eq!(normal("board 30x48cm"), "board 30 x 48 cm");
        assert_eq!(normal("17-inch, 0,75 l (0.75l)"), "17 inch 0.75 l 0.75 l");
        assert_eq!(normal("5v2a x2000 pro3max"), "5 v 2 a x2000 pro3max");
        assert_eq!(normal("A5 E27 IPX4"), "a5 e27 ipx4");
        assert_eq!(normal("women's café Straße"), "womens cafe strasse");
        assert_eq!(normal("1.2.3 v1. 5."), "1.2 3 v1 5");
    }

    #[test]
    fn plural_and_singular_are_one() {
        let stem = |word: &str| stems(word).pop().unwrap_or_default();
        assert_eq!(stem("lamps"), stem("lamp"));
        assert_eq!(stem("knives"), stem("knives"));
        assert_eq!(words("Cutting boards").len(), 2);
    }

    #[test]
    fn stop_words_are_in_order() {
        assert!(STOP.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(is_stop("for") && !is_stop("no"));
    }

    #[test]
    fn takes_any_letters() {
        for odd in
            ["", "\0\0", "🛒🛒 🛒", "((((", "AND OR NOT -+\"", "\u{202e}abc", "ｆｕｌｌ ｗｉｄｔｈ", "İstanbul ŉ ß"]
        {
            let found = words(odd);
            assert!(found.iter().all(|word| !word.plain.is_empty()), "{odd}");
        }
        assert_eq!(words(&"a ".repeat(1000)).len(), MOST_WORDS);
        assert!(words(&"x".repeat(1000)).iter().all(|word| word.plain.len() <= LONGEST + 4));
    }
}
