//! The one document: everything around the body of every page.

mod frame;
mod head;
mod marks;

pub use frame::{Frame, FrameCache};
pub use head::Head;
pub(crate) use head::{area, escape};

use crate::web::{Site, Visit};
use frame::Fill;
use hydration_context::SsrSharedContext;
use leptos::{prelude::*, reactive::owner::Owner};
use std::{slice, sync::Arc};

/// The signs that pages refer to by `#i-<name>`.
const ICONS: &str = include_str!("ui/icons.svg");
/// What the browser may fetch before a click: pages that only show, never those that do something.
pub const SPECULATION: &str = r#"{"prefetch":[{"where":{"and":[{"href_matches":"/*"},{"not":{"href_matches":["/cart*","/wishlist*","/checkout*","/order*","/pay*","/admin*","/dev*","/api*","/review/*","/notice/*"]}},{"not":{"selector_matches":"[rel~=nofollow]"}}]},"eagerness":"moderate"}]}"#;

/// Renders a view to HTML, without the cost of a reactive router. The shared context is what lets an island tell its
/// server-rendered children from itself.
pub fn render<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| view().into_any().to_html());
    owner.cleanup();
    marks::without(&html)
}

/// A whole storefront page: header, main, footer.
pub fn storefront_document<V: IntoView + 'static>(visit: &Visit, head: &Head, main: impl FnOnce() -> V) -> String {
    let main = render(main);
    let fill = Fill {
        section: head.section.as_deref(),
        search: head.search.as_deref(),
        count: visit.cart_count,
        here: &visit.here(),
    };
    let mut out = String::with_capacity(main.len() + visit.frame.len() + 12 * 1024);
    open(visit.site(), head, slice::from_ref(&visit.site().css), &mut out);
    out.push_str(ICONS.trim_end());
    visit.frame.around(&main, &fill, &mut out);
    out.push_str("</body></html>");
    out
}

/// A page with its own frame: checkout, development.
pub fn bare_document<V: IntoView + 'static>(site: &Site, head: &Head, body: impl FnOnce() -> V) -> String {
    document(site, head, slice::from_ref(&site.css), ICONS, body)
}

/// A page of the back office, whose signs lie in a file of their own.
pub fn admin_document<V: IntoView + 'static>(site: &Site, head: &Head, body: impl FnOnce() -> V) -> String {
    document(site, head, &site.admin_css, "", body)
}

fn document<V: IntoView + 'static>(
    site: &Site,
    head: &Head,
    sheets: &[String],
    icons: &str,
    body: impl FnOnce() -> V,
) -> String {
    let body = render(body);
    let mut out = String::with_capacity(body.len() + 12 * 1024);
    open(site, head, sheets, &mut out);
    out.push_str(icons.trim_end());
    out.push_str(&body);
    out.push_str("</body></html>");
    out
}

/// Everything before the first visible element.
fn open(site: &Site, head: &Head, sheets: &[String], out: &mut String) {
    out.push_str("<!DOCTYPE html><html lang=\"en\" dir=\"");
    out.push_str(commerce::text::direction());
    out.push_str("\"><head><meta charset=\"utf-8\">");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    head.write(site, sheets, out);
    out.push_str("<script>");
    out.push_str(&site.theme);
    out.push_str("</script><script type=\"module\">");
    out.push_str(&site.boot);
    out.push_str("</script>");
    out.push_str("<script type=\"speculationrules\">");
    out.push_str(SPECULATION);
    out.push_str("</script>");
    out.push_str("</head><body class=\"");
    out.push_str(head.class);
    out.push_str("\">");
}
