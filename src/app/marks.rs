//! Takes the marks of rendering out of HTML that nothing wakes.

/// By these a view in the browser finds its places again. Elsewhere they are a node each that a phone has to read: more
/// than half of all in a list.
const MARK: &str = "<!>";
const BEGINS: &str = "<leptos-island";
const ENDS: &str = "</leptos-island>";

/// The HTML without marks; islands keep theirs.
pub fn without(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    loop {
        let (still, alive) = rest.split_at(rest.find(BEGINS).unwrap_or(rest.len()));
        out.extend(still.split(MARK));
        if alive.is_empty() {
            return out;
        }
        let (island, after) = alive.split_at(end(alive));
        out.push_str(island);
        rest = after;
    }
}

/// Where the island at the beginning of the text ends, with those inside it.
fn end(html: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    loop {
        let begins = html[at..].find(BEGINS).unwrap_or(usize::MAX);
        let Some(ends) = html[at..].find(ENDS) else { return html.len() };
        if begins < ends {
            (depth, at) = (depth + 1, at + begins + BEGINS.len());
            continue;
        }
        (depth, at) = (depth.saturating_sub(1), at + ends + ENDS.len());
        if depth == 0 {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn islands_alone_keep_their_marks() {
        let island =
            "<leptos-island data-component=\"A\"><p>a<!></p><leptos-island>b<!></leptos-island><!></leptos-island>";
        assert_eq!(
            without(&format!("<p>x<!>y<!></p>{island}<b>z<!></b>{island}")),
            format!("<p>xy</p>{island}<b>z</b>{island}")
        );
        assert_eq!(without("<!>plain<!>"), "plain");
        assert_eq!(without("<leptos-island>cut off<!>"), "<leptos-island>cut off<!>");
    }
}
