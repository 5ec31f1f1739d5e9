//! From what staff type to what a page shows.

use crate::text::clean_own;
use pulldown_cmark::{Options, Parser};

/// What the source of a page is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Markdown,
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Markdown, Self::Html];

    /// The word in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// The format of a word; Markdown where it is none.
    pub fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|format| format.as_str() == word).unwrap_or_default()
    }
}

/// The source as HTML, with a small list of tags, links to the web only, no pictures and no styles.
pub fn rendered(source: &str, format: Format) -> String {
    if format == Format::Html {
        return clean_own(source).trim().to_owned();
    }
    let mut html = String::new();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(source, options));
    clean_own(&html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_format_lets_scripts_through() {
        let nasty = "Soon <script>alert(1)</script><a href=\"javascript:x\" onclick=\"y\">z</a>";
        for format in Format::ALL {
            let html = rendered(nasty, format);
            assert!(html.contains("Soon") && !html.contains("script") && !html.contains("onclick"), "{html}");
        }
        assert_eq!(rendered("## Soon", Format::Markdown), "<h2>Soon</h2>\n");
        assert_eq!(rendered(" <h2>Soon</h2> ", Format::Html), "<h2>Soon</h2>");
    }
}
