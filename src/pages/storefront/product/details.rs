//! What a product is: its text and its facts.

use super::buy::Links;
use crate::{pages::storefront::parts::hint, ui::Icon};
use commerce::text::{self, t};
use leptos::prelude::*;
use model::catalog::{ProductView, Safety};

/// Length of a description for search engines, in characters.
const SUMMARY: usize = 160;

/// Description, facts, delivery: one under the other, found by find-in-page even when closed.
pub fn details(product: &ProductView, links: &Links) -> impl IntoView + use<> {
    let text = product.description.trim().to_owned();
    let description = (!text.is_empty())
        .then(|| fold("shop-description", true, view! { <div class="fold__body prose" inner_html=text></div> }));
    let rows: Vec<_> = product
        .attributes
        .iter()
        .cloned()
        .map(|(name, value)| view! { <tr><th scope="row">{name}</th><td>{value}</td></tr> })
        .collect();
    let texts: Vec<_> = product.attributes.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]).collect();
    let words = hint("facts", &texts);
    let facts = (!rows.is_empty()).then(|| {
        fold(
            "shop-facts",
            true,
            view! { <div class="fold__body"><table class="specs"><tbody>{rows}</tbody></table>{words}</div> },
        )
    });
    let safety = (product.safety != Safety::default()).then(|| fold("shop-safety", false, safety(&product.safety)));
    let delivery = (links.shipping || links.returns).then(|| fold("shop-delivery", false, delivery(links)));
    view! { <div class="details-col">{description}{facts}{safety}{delivery}</div> }
}

fn fold(title: &'static str, open: bool, body: impl IntoView) -> impl IntoView {
    view! {
        <details class="fold" open=open>
            <summary><h2>{t(title)}</h2><svg class="icon icon--chevron" aria-hidden="true"><use href="#i-chevron"></use></svg></summary>
            {body}
        </details>
    }
}

/// Who made it, who answers for it here, and what to mind.
fn safety(safety: &Safety) -> impl IntoView + use<> {
    let row = |label: &'static str, text: &str| {
        let lines: Vec<_> =
            text.lines().map(|line| view! { <span class="lines__one">{line.to_owned()}</span> }).collect();
        (!text.is_empty()).then(|| view! { <tr><th scope="row">{t(label)}</th><td class="lines">{lines}</td></tr> })
    };
    view! {
        <div class="fold__body"><table class="specs"><tbody>
            {row("shop-warnings", &safety.warnings)}
            {row("shop-manufacturer", &safety.manufacturer)}
            {row("shop-responsible", &safety.responsible_person)}
        </tbody></table></div>
    }
}

fn delivery(links: &Links) -> impl IntoView + use<> {
    let shipping = links.shipping.then(|| {
        view! { <p><Icon name="truck"/><a class="link" href="/page/shipping">{t("shop-fact-delivery-more")}</a></p> }
    });
    let returns = links.returns.then(|| {
        view! { <p><Icon name="return"/><a class="link" href="/page/returns">{t("shop-fact-returns-more")}</a></p> }
    });
    view! { <div class="fold__body fold__links">{shipping}{returns}</div> }
}

/// The beginning of a description without its markup, cut between words.
pub fn summary(html: &str) -> Option<String> {
    let text = text::without_marks(html);
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() > SUMMARY {
            out.push('…');
            break;
        }
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(word);
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_summary_is_text_and_short() {
        assert_eq!(super::summary("<p>Salt &amp; <b>pepper</b></p>").as_deref(), Some("Salt & pepper"));
        assert_eq!(super::summary("<p></p>"), None);
        assert!(super::summary(&"word ".repeat(200)).unwrap().chars().count() <= 161);
    }
}
