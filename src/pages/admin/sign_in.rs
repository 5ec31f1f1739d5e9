//! Signing in and out.

use super::parts::brand_mark;
use crate::{
    app::{self, Head},
    web::{AppState, CLEAR_SITE_DATA, Failed, Form, USER, client_address, stamped},
};
use axum::{
    extract::{Query, State},
    http::{HeaderName, HeaderValue, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use commerce::{
    accounts::{self, AccountError, SignIn},
    text::{self, t},
};
use leptos::prelude::*;
use model::Fault;
use serde::Deserialize;
use tower_sessions::Session;

/// Where to go after signing in.
#[derive(Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    next: String,
}

/// The typed form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `GET /admin/sign-in`
pub async fn page(State(state): State<AppState>, Query(wanted): Query<Wanted>) -> Response {
    draw(&state, String::new(), wanted.next, None)
}

/// `POST /admin/sign-in`: a new session for the person, or the same page with one sentence for every mistake.
pub async fn submit(
    State(state): State<AppState>,
    session: Session,
    parts: Parts,
    Form(typed): Form<Typed>,
) -> Result<Response, Failed> {
    let address = client_address(&parts);
    let try_it = SignIn { email: typed.email.clone(), password: typed.password, address };
    match accounts::sign_in(&state.shop, try_it).await {
        Ok(staff) => {
            // A new id with the new right, so that an id from before is worth nothing.
            session.cycle_id().await.map_err(broken)?;
            session.insert(USER, staff.user).await.map_err(broken)?;
            Ok(Redirect::to(inside(&typed.next)).into_response())
        }
        Err(AccountError::Broken(error)) => Err(Failed(error.into())),
        Err(error) => {
            let fault = text::explain(Fault::from(error));
            let page = draw(&state, typed.email, typed.next, Some(fault.message.clone()));
            Ok(stamped(page, &fault))
        }
    }
}

/// `POST /admin/sign-out`: the session ends on every node at once.
pub async fn leave(session: Session) -> Result<Response, Failed> {
    session.flush().await.map_err(broken)?;
    let mut response = Redirect::to("/admin/sign-in").into_response();
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), CLEAR_SITE_DATA);
    Ok(response)
}

/// Only paths of the back office are followed.
fn inside(next: &str) -> &str {
    let text = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let fine = text && next.starts_with("/admin/") && !next.starts_with("/admin/sign");
    if fine { next } else { "/admin" }
}

fn broken(error: tower_sessions::session::Error) -> Fault {
    tracing::error!(%error, "the session cannot be kept");
    Fault::new(model::FaultKind::Unavailable, "database-away").retry_after(5)
}

fn draw(state: &AppState, email: String, next: String, wrong: Option<String>) -> Response {
    let shop = state.shop.settings.shop.name.clone();
    let site = state.site.clone();
    let title = text::t_args("admin-sign-in-to", &[("shop", (&shop).into())]);
    let head = Head { noindex: true, class: "login-page", ..Head::new(title.clone()) };
    let html = app::admin_document(&site, &head, move || form(title, email, next, wrong));
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&site.policy(None)) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn form(title: String, email: String, next: String, wrong: Option<String>) -> impl IntoView {
    let invalid = wrong.is_some().then_some("true");
    view! {
        <main class="login" id="main">
            <div class="login-card">
                <p class="login-brand">{brand_mark()}<span class="rail-brand-name">"Stoa"</span></p>
                <h1>{title}</h1>
                <p class="muted">{t("admin-staff-only")}" "<a href="/">{t("admin-to-shop")}</a></p>
                <form class="form-grid" action="/admin/sign-in" method="post">
                    {wrong.map(|text| view! { <div class="notice notice-danger" role="alert"><p>{text}</p></div> })}
                    <input type="hidden" name="next" value=next/>
                    <div class="field">
                        <label class="label" for="email">{t("admin-email")}</label>
                        <input class="input input-lg" id="email" name="email" type="email" autocomplete="username" required
                            value=email aria-invalid=invalid/>
                    </div>
                    <div class="field">
                        <label class="label" for="password">{t("admin-password")}</label>
                        <input class="input input-lg" id="password" name="password" type="password"
                            autocomplete="current-password" required aria-invalid=invalid/>
                    </div>
                    <button class="button button-primary button-wide button-lg" type="submit">{t("admin-sign-in")}</button>
                </form>
            </div>
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn only_plain_addresses_of_the_back_office_are_followed() {
        assert_eq!(inside("/admin/orders?view=unpaid"), "/admin/orders?view=unpaid");
        for strange in
            ["", "/", "//evil", "/admin/\u{1}", "/admin/\r\nx", "/admin/a b", "/admin/\\x", "/admin/sign-out"]
        {
            assert_eq!(inside(strange), "/admin", "{strange:?}");
        }
    }
}
