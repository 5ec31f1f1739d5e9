//! Words of the trade: a page of running text, each heading a word and what follows it its meaning.

use super::{ContentError, content_page};
use crate::{Shop, text::without_marks};

/// The handle of the page.
const HANDLE: &str = "glossary";

/// A word and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub term: String,
    pub meaning: String,
}

/// The words that staff explain; none where there is no such page.
pub async fn glossary(shop: &Shop) -> Result<Vec<Word>, ContentError> {
    match content_page(shop, HANDLE).await {
        Ok(page) => Ok(words(&page.body)),
        Err(ContentError::NoPage) => Ok(vec![]),
        Err(error) => Err(error),
    }
}

fn words(html: &str) -> Vec<Word> {
    let headings = html.replace("<h3", "<h2").replace("</h3>", "</h2>");
    let word = |section: &str| {
        let (heading, body) = section.split_once("</h2>")?;
        let term = without_marks(&format!("<h2{heading}")).trim().to_owned();
        let meaning = without_marks(body).split_whitespace().collect::<Vec<_>>().join(" ");
        (!term.is_empty() && !meaning.is_empty()).then_some(Word { term, meaning })
    };
    headings.split("<h2").skip(1).filter_map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::{Word, words};

    #[test]
    fn each_heading_is_a_word() {
        let html = "<p>Before</p><h2 id=\"e\">E27</h2>\n<p>A <b>bulb</b> socket &amp; more.</p><p>27 mm.</p><h3>Nib</h3><p>A tip.</p><h2>Empty</h2>";
        let word = |term: &str, meaning: &str| Word { term: term.into(), meaning: meaning.into() };
        assert_eq!(words(html), [word("E27", "A bulb socket & more. 27 mm."), word("Nib", "A tip.")]);
    }
}
