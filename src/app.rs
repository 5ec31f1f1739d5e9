//! The one document: everything around the body of every page.

use crate::web::{Site, Visit};
use commerce::text::t;
use leptos::{prelude::*, reactive::owner::Owner};

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
    /// JSON-LD blocks.
    pub json_ld: Vec<String>,
    /// Rules for this page alone, allowed by their hash.
    pub style: Option<String>,
    /// A class on `<body>`.
    pub class: &'static str,
}

impl Head {
    /// A head with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }
}

/// Renders a view to HTML, without the cost of a reactive router.
pub fn render<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().into_any().to_html());
    owner.cleanup();
    html
}

/// A whole storefront page: header, main, footer.
pub fn storefront_document<V: IntoView + 'static>(visit: &Visit, head: &Head, main: impl FnOnce() -> V) -> String {
    let body = render(move || {
        view! {
            <a class="skip" href="#main">{t("shop-skip")}</a>
            <main id="main">{main()}</main>
        }
    });
    document(visit.site(), head, &body)
}

/// A page with its own frame: checkout, sign-in, development.
pub fn bare_document<V: IntoView + 'static>(site: &Site, head: &Head, body: impl FnOnce() -> V) -> String {
    let body = render(body);
    document(site, head, &body)
}

fn document(site: &Site, head: &Head, body: &str) -> String {
    let html = view! {
        <html lang="en" dir="ltr">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{head.title.clone()}</title>
                {head.description.clone().map(|text| view! { <meta name="description" content=text/> })}
                {head.canonical.as_ref().map(|path| view! { <link rel="canonical" href=site.absolute(path)/> })}
                {head.noindex.then(|| view! { <meta name="robots" content="noindex"/> })}
                <link rel="stylesheet" href=site.css.clone()/>
            </head>
        </html>
    };
    let frame = render(move || html);
    // The head is a view; the body was rendered before and is put in as it is.
    let head_end = frame.find("</head>").unwrap_or(frame.len());
    let mut out = String::with_capacity(frame.len() + body.len() + site.boot.len() + 256);
    out.push_str("<!DOCTYPE html>");
    out.push_str(&frame[..head_end]);
    if let Some(style) = &head.style {
        out.push_str("<style>");
        out.push_str(style);
        out.push_str("</style>");
    }
    out.push_str("<script>");
    out.push_str(&site.theme);
    out.push_str("</script><script type=\"module\">");
    out.push_str(&site.boot);
    out.push_str("</script></head><body class=\"");
    out.push_str(head.class);
    out.push_str("\">");
    out.push_str(body);
    out.push_str("</body></html>");
    out
}
