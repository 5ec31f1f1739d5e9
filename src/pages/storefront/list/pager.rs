//! Below the products: how many of them were shown, the next page, and links to all pages.

use crate::ui::{Icon, IconSize};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::Page;

/// The foot of a list with more than one page.
pub fn pager<T>(products: &Page<T>, href: impl Fn(u32) -> String) -> Option<AnyView> {
    let (page, pages) = (products.page.max(1), products.pages());
    if pages < 2 {
        return None;
    }
    let total = products.total;
    let seen = (u64::from(page) * u64::from(products.per_page)).min(total);
    let shown = t_args("shop-list-shown", &[("shown", (seen as i64).into()), ("total", (total as i64).into())]);
    let more = (page < pages).then(|| {
        view! { <a class="button button--secondary button--lg" href=href(page + 1) rel="next" data-list="more">{t("shop-list-more")}</a> }
    });
    let mut links = vec![];
    let mut last = 0;
    for number in numbers(page, pages) {
        if number > last + 1 {
            links.push(view! { <span aria-hidden="true">"…"</span> }.into_any());
        }
        links.push(match number == page {
            true => view! { <span aria-current="page">{number}</span> }.into_any(),
            false => view! { <a href=href(number) data-list="page">{number}</a> }.into_any(),
        });
        last = number;
    }
    let next = (page < pages).then(|| {
        view! {
            <a href=href(page + 1) data-list="page" aria-label=t("shop-list-next")><Icon name="right" size=IconSize::Small/></a>
        }
    });
    let foot = view! {
        <div class="load-more section" id="pager">
            <p class="meta num" id="shown">{shown}</p>
            <progress class="meter" max=total value=seen aria-labelledby="shown"></progress>
            {more}
            <nav class="pages" aria-label=t("shop-list-pages")>{links}{next}</nav>
        </div>
    };
    Some(foot.into_any())
}

/// The pages worth a link: the ends and the neighbours.
fn numbers(page: u32, pages: u32) -> Vec<u32> {
    let mut numbers: Vec<u32> = [1, 2, page.saturating_sub(1), page, page + 1, pages]
        .into_iter()
        .filter(|number| (1..=pages).contains(number))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn links_the_ends_and_the_neighbours() {
        assert_eq!(numbers(1, 2), [1, 2]);
        assert_eq!(numbers(1, 9), [1, 2, 9]);
        assert_eq!(numbers(5, 9), [1, 2, 4, 5, 6, 9]);
        assert_eq!(numbers(9, 9), [1, 2, 8, 9]);
    }
}
