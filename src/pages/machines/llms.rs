//! `/llms.txt`: the shop in a page of Markdown for assistants, as <https://llmstxt.org> describes it.

use super::shared;
use crate::web::{AppState, Failed, Site};
use axum::{extract::State, response::Response};
use commerce::{
    catalog, content,
    text::{t, t_args},
};
use model::catalog::CategoryNode;

/// `GET /llms.txt`
pub async fn llms(State(state): State<AppState>) -> Result<Response, Failed> {
    let (shop, site) = (&state.shop, &*state.site);
    let mut out = format!("# {}\n\n> {}\n\n{}\n", site.name, t("shop-footer-line"), t("machine-intro"));
    section(&mut out, t("machine-categories"));
    categories(&mut out, site, &catalog::menu(shop).await?, 0);
    let collections = catalog::collections(shop).await?;
    if !collections.is_empty() {
        section(&mut out, t("machine-collections"));
    }
    for collection in collections {
        let path = format!("/collection/{}", collection.handle);
        line(&mut out, 0, &collection.title, &site.absolute(&path), &collection.intro);
    }
    let pages = content::content_pages(shop).await?;
    if !pages.is_empty() {
        section(&mut out, t("machine-pages"));
    }
    for page in pages {
        line(&mut out, 0, &page.title, &site.absolute(&format!("/page/{}", page.handle)), "");
    }
    section(&mut out, t("machine-all"));
    let search = t_args("machine-search", &[("address", site.absolute("/search?q=").into())]);
    out += &format!("- {search}\n- {}\n", site.absolute("/sitemap.xml"));
    Ok(shared("text/markdown; charset=utf-8", out))
}

/// Categories that have something for sale, each below its parent.
fn categories(out: &mut String, site: &Site, nodes: &[CategoryNode], depth: usize) {
    for node in nodes.iter().filter(|node| node.products > 0) {
        line(out, depth, &node.title, &site.absolute(&format!("/c/{}", node.handle)), &node.intro);
        categories(out, site, &node.children, depth + 1);
    }
}

fn section(out: &mut String, title: &str) {
    *out += &format!("\n## {title}\n\n");
}

fn line(out: &mut String, depth: usize, title: &str, address: &str, words: &str) {
    let words = if words.is_empty() { String::new() } else { format!(": {}", one_line(words)) };
    *out += &format!("{:indent$}- [{}]({address}){words}\n", "", one_line(title), indent = 2 * depth);
}

/// A text that cannot end its link or its line.
fn one_line(text: &str) -> String {
    text.replace(['[', ']', '\n', '\r'], " ")
}
