//! Foreign HTML made harmless: a small list of tags, links to the web only, no pictures, no styles.

use ammonia::Builder;
use std::{collections::HashSet, sync::LazyLock};

/// The version of what is let through. Raise it with every change of the lists below, or of the crate that keeps to them: a
/// job then cleans all that was written before, from what was typed.
pub const CLEANED: u32 = 1;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| cleaner(Some("noopener nofollow")));
/// Links of our own pages need no warning to search engines.
static OWN: LazyLock<Builder<'static>> = LazyLock::new(|| cleaner(None));

fn cleaner(link_rel: Option<&'static str>) -> Builder<'static> {
    let tags = [
        "p",
        "br",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "s",
        "small",
        "sub",
        "sup",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h2",
        "h3",
        "h4",
        "h5",
        "blockquote",
        "hr",
        "a",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
    ];
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(tags))
        .tag_attributes([("a", HashSet::from(["href"])), ("th", HashSet::from(["scope"]))].into())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .clean_content_tags(HashSet::from(["script", "style", "template", "svg", "math", "iframe", "object"]))
        .link_rel(link_rel);
    builder
}

/// Cleans HTML; plain text becomes paragraphs.
pub fn clean(source: &str) -> String {
    if source.contains('<') {
        return CLEANER.clean(source).to_string().trim().to_owned();
    }
    let paragraphs = source.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    let html: Vec<String> = paragraphs.map(|part| format!("<p>{part}</p>")).collect();
    CLEANER.clean(&html.join("\n")).to_string()
}

/// Cleans HTML of our own pages.
pub fn clean_own(source: &str) -> String {
    OWN.clean(source).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_text_and_takes_teeth() {
        let nasty = r#"<p onclick="x()">Warm <b>wool</b><script>alert(1)</script><img src=x onerror=alert(1)>
            <a href="javascript:alert(1)">a</a><a href="https://wool.example">b</a><svg><b>c</b></svg></p>"#;
        let clean = clean(nasty);
        for gone in ["onclick", "script", "alert", "img", "svg"] {
            assert!(!clean.contains(gone), "{gone} in {clean}");
        }
        assert!(clean.contains("<b>wool</b>") && clean.contains(r#"href="https://wool.example""#));
        assert!(clean.contains("nofollow"));
    }

    #[test]
    fn plain_text_becomes_paragraphs() {
        assert_eq!(clean("One & two\n\nThree"), "<p>One &amp; two</p>\n<p>Three</p>");
        assert_eq!(clean("  "), "");
    }
}
