//! The words of HTML.

/// The text of our own cleaned HTML, with a blank for every mark.
pub fn without_marks(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut within = false;
    for c in html.chars() {
        match c {
            '<' => within = true,
            '>' if within => {
                within = false;
                text.push(' ');
            }
            c if !within => text.push(c),
            _ => {}
        }
    }
    let signs = [("&nbsp;", " "), ("&#39;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    // The sign that begins all others comes last, so that nothing is undone twice.
    signs.into_iter().fold(text, |text, (name, sign)| if text.contains(name) { text.replace(name, sign) } else { text })
}

#[cfg(test)]
mod tests {
    use super::without_marks;

    #[test]
    fn leaves_the_words_of_html() {
        let words = |html: &str| without_marks(html).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words("<p>Salt &amp; <b>oak</b></p>"), "Salt & oak");
        assert_eq!(words("<p>4 &lt; 5, &quot;so&nbsp;it is&quot;</p>"), "4 < 5, \"so it is\"");
        assert_eq!(words("<code>&amp;lt;</code>"), "&lt;", "undone once");
    }
}
