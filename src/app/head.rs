//! What a page says about itself to browsers, search engines and people who share it.

use crate::web::Site;

/// What a page says about itself.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub title: String,
    pub description: Option<String>,
    /// Path of the one address of this content, such as `/p/harbour-chair`.
    pub canonical: Option<String>,
    pub noindex: bool,
    /// Picture to fetch before anything else: source set and sizes.
    pub preload: Option<(String, String)>,
    /// Path of the picture on cards of social networks.
    pub image: Option<String>,
    /// JSON-LD blocks.
    pub json_ld: Vec<String>,
    /// Addresses of the pages before and after this one in a list.
    pub prev: Option<String>,
    pub next: Option<String>,
    /// Rules for this page alone, allowed by their hash.
    pub style: Option<String>,
    /// A class on `<body>`.
    pub class: &'static str,
    /// Handle of the top category that the page belongs to, to be marked in the header.
    pub section: Option<String>,
    /// What was searched for: stays in the field.
    pub search: Option<String>,
}

impl Head {
    /// A head with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Writes the elements that depend on the page.
    pub(super) fn write(&self, site: &Site, sheets: &[String], out: &mut String) {
        let title =
            if self.title == site.name { self.title.clone() } else { format!("{} · {}", self.title, site.name) };
        wrap(out, "<title>", &title, "</title>");
        out.push_str("<meta name=\"color-scheme\" content=\"light dark\">");
        out.push_str(
            "<link rel=\"preload\" href=\"/fonts/inter-latin.woff2\" as=\"font\" type=\"font/woff2\" crossorigin>",
        );
        if let Some((srcset, sizes)) = &self.preload {
            wrap(out, "<link rel=\"preload\" as=\"image\" fetchpriority=\"high\" imagesrcset=\"", srcset, "\"");
            wrap(out, " imagesizes=\"", sizes, "\">");
        }
        for sheet in sheets {
            wrap(out, "<link rel=\"stylesheet\" href=\"", sheet, "\">");
        }
        self.write_texts(site, &title, out);
        out.push_str("<link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">");
        if let Some(style) = &self.style {
            out.push_str("<style>");
            out.push_str(style);
            out.push_str("</style>");
        }
        for block in &self.json_ld {
            out.push_str("<script type=\"application/ld+json\">");
            // "</script" inside a text would end the block, and "<!--" would swallow its end.
            out.push_str(&block.replace('<', "\\u003c"));
            out.push_str("</script>");
        }
    }

    fn write_texts(&self, site: &Site, title: &str, out: &mut String) {
        if self.noindex {
            out.push_str("<meta name=\"robots\" content=\"noindex\">");
        }
        for (rel, path) in [("canonical", &self.canonical), ("prev", &self.prev), ("next", &self.next)] {
            if let Some(path) = path {
                wrap(out, "<link rel=\"", rel, "\"");
                wrap(out, " href=\"", &site.absolute(path), "\">");
            }
        }
        if let Some(text) = &self.description {
            wrap(out, "<meta name=\"description\" content=\"", text, "\">");
        }
        let Some(path) = &self.canonical else { return };
        wrap(out, "<meta property=\"og:title\" content=\"", title, "\">");
        wrap(out, "<meta property=\"og:site_name\" content=\"", &site.name, "\">");
        wrap(out, "<meta property=\"og:url\" content=\"", &site.absolute(path), "\">");
        if let Some(text) = &self.description {
            wrap(out, "<meta property=\"og:description\" content=\"", text, "\">");
        }
        if let Some(image) = &self.image {
            wrap(out, "<meta property=\"og:image\" content=\"", &site.absolute(image), "\">");
            out.push_str("<meta property=\"og:image:width\" content=\"1200\"><meta property=\"og:image:height\" content=\"630\">");
            out.push_str("<meta name=\"twitter:card\" content=\"summary_large_image\">");
        }
    }
}

/// Writes an escaped text between two pieces of markup.
pub(super) fn wrap(out: &mut String, before: &str, text: &str, after: &str) {
    out.push_str(before);
    escape(text, out);
    out.push_str(after);
}

/// Writes a text so that it is a text in elements and in quoted attributes.
pub(crate) fn escape(text: &str, out: &mut String) {
    for part in text.split_inclusive(['&', '<', '>', '"', '\'']) {
        let (plain, special) = match part.as_bytes().last() {
            Some(b'&') => (&part[..part.len() - 1], "&amp;"),
            Some(b'<') => (&part[..part.len() - 1], "&lt;"),
            Some(b'>') => (&part[..part.len() - 1], "&gt;"),
            Some(b'"') => (&part[..part.len() - 1], "&quot;"),
            Some(b'\'') => (&part[..part.len() - 1], "&#39;"),
            _ => (part, ""),
        };
        out.push_str(plain);
        out.push_str(special);
    }
}

/// The text of a text area. The renderer takes it as it is, so that its signs are escaped here; and the first line break
/// after the tag is no part of it.
pub(crate) fn area(text: &str) -> String {
    let mut out = String::from("\n");
    escape(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_stays_a_text() {
        let mut out = String::new();
        super::wrap(&mut out, "<a title=\"", "a\"b<c>&'d' é", "\">");
        assert_eq!(out, "<a title=\"a&quot;b&lt;c&gt;&amp;&#39;d&#39; é\">");
    }
}
