//! The letters that the shop wrote, as they would arrive. Development only.

use crate::{
    app::Head,
    web::{Failed, Page, PageResult, Visit},
};
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use commerce::{
    mail::{self, Stored},
    settings::Mode,
    text::{date_time, t},
};
use leptos::prelude::*;
use model::Fault;

/// A letter is shown in a frame that may do nothing but open its links in another window.
const LETTER_POLICY: &str = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; \
                             style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'";

/// `GET /dev/mailbox`
pub async fn list(visit: Visit) -> PageResult {
    only_in_development(&visit)?;
    let letters = mail::mailbox(visit.shop()).await?;
    let head = head(t("mailbox-title").to_owned());
    Ok(Page::storefront(&visit, head, move || {
        let empty = letters.is_empty().then(|| view! { <p class="lead">{t("mailbox-empty")}</p> });
        let rows: Vec<_> = letters.into_iter().map(row).collect();
        view! {
            <div class="container">
                <div class="page-head page-head--row"><h1>{t("mailbox-title")}</h1><p class="meta">{t("mailbox-lead")}</p></div>
                {empty}
                <ul class="mailbox">{rows}</ul>
            </div>
        }
    }))
}

fn row(letter: Stored) -> impl IntoView {
    view! {
        <li>
            <a class="mailbox__subject" href=format!("/dev/mailbox/{}", letter.id)>{letter.subject}</a>
            <span class="meta">{letter.to}" · "{date_time(letter.at)}</span>
        </li>
    }
}

/// `GET /dev/mailbox/{id}`
pub async fn letter(visit: Visit, Path(id): Path<String>) -> PageResult {
    only_in_development(&visit)?;
    let letter = mail::read(visit.shop(), &id).await?;
    let mut page = Page::storefront(&visit, head(letter.subject.clone()), move || {
        let frame = format!("/dev/mailbox/{}/html", letter.id);
        let links: Vec<_> = links(&letter.text)
            .into_iter()
            .map(|url| view! { <li><a class="link" href=url.clone()>{url.clone()}</a></li> })
            .collect();
        view! {
            <div class="container">
                <div class="page-head page-head--row">
                    <h1>{letter.subject.clone()}</h1>
                    <p class="meta">{letter.to.clone()}" · "{date_time(letter.at)}</p>
                    <p><a class="link" href="/dev/mailbox">{t("mailbox-back")}</a></p>
                </div>
                <iframe class="mailbox__frame" src=frame title=letter.subject
                    sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
                <h2 class="h3">{t("mailbox-links")}</h2>
                <ul>{links}</ul>
                <h2 class="h3">{t("mailbox-text")}</h2>
                <pre class="mailbox__text" tabindex="0">{letter.text}</pre>
            </div>
        }
    });
    page.policy.push_str("; frame-src 'self'");
    Ok(page)
}

/// `GET /dev/mailbox/{id}/html`
pub async fn html(visit: Visit, Path(id): Path<String>) -> Result<Response, Failed> {
    only_in_development(&visit)?;
    let letter = mail::read(visit.shop(), &id).await?;
    let linked = letter.html.replacen("<head>", "<head><base target=\"_blank\">", 1);
    let mut response = Html(linked).into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(LETTER_POLICY));
    response.headers_mut().insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

fn head(title: String) -> Head {
    let mut head = Head::new(title);
    head.noindex = true;
    head
}

pub(super) fn only_in_development(visit: &Visit) -> Result<(), Fault> {
    match visit.shop().settings.server.mode {
        Mode::Development => Ok(()),
        Mode::Production => Err(Fault::not_found("not-found")),
    }
}

/// The addresses in a letter's text, each once.
fn links(text: &str) -> Vec<String> {
    let mut links: Vec<String> = vec![];
    for word in text.split_whitespace().filter(|word| word.starts_with("http://") || word.starts_with("https://")) {
        if !links.iter().any(|link| link == word) {
            links.push(word.to_owned());
        }
    }
    links
}
