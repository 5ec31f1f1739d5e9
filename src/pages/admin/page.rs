//! A page of the back office: the frame around it, what was said before it, and its status.

use super::{
    frame,
    parts::{breadcrumbs, said},
};
use crate::{
    app::{self, Head},
    web::{Failed, Flash, StaffVisit, fault_of, stamped},
};
use axum::{
    extract::Request,
    http::header,
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use commerce::text::t;
use leptos::prelude::*;
use model::{Fault, FaultKind, account::Permission};

/// What a page of the back office answers.
pub type PageResult = Result<Response, Failed>;

/// A page inside the frame; what it holds is drawn inside one `main`.
pub fn page<V: IntoView + 'static>(visit: &StaffVisit, title: &str, main: impl FnOnce() -> V) -> Response {
    let head = Head { noindex: true, class: "desk", ..Head::new(title) };
    let around = frame::Around::of(visit);
    Html(app::admin_document(&visit.state.site, &head, move || frame::tree(around, main()))).into_response()
}

/// What stands above a page: where it lies, what it is called, and what can be done with it.
pub struct Heading {
    /// (address, words) of the pages above it.
    pub above: Vec<(String, String)>,
    pub title: String,
    /// A line below the title.
    pub meta: Option<String>,
    /// Signs beside the title, and buttons at the end of the line.
    pub signs: Option<AnyView>,
    pub actions: Option<AnyView>,
}

impl Heading {
    /// A heading with a title alone.
    pub fn new(title: impl Into<String>) -> Self {
        Self { above: vec![], title: title.into(), meta: None, signs: None, actions: None }
    }

    /// The same below a list.
    pub fn below(mut self, address: &str, words: &str) -> Self {
        self.above.push((address.to_owned(), words.to_owned()));
        self
    }

    /// The same with a line below the title.
    pub fn meta(self, meta: impl Into<String>) -> Self {
        Self { meta: Some(meta.into()), ..self }
    }

    /// The same with signs beside the title.
    pub fn signs(self, signs: impl IntoView + 'static) -> Self {
        Self { signs: Some(signs.into_any()), ..self }
    }

    /// The same with buttons.
    pub fn actions(self, actions: impl IntoView + 'static) -> Self {
        Self { actions: Some(actions.into_any()), ..self }
    }

    /// The heading, and below it what the form before this page had to say.
    pub fn view(self, flash: &Option<Flash>) -> impl IntoView + use<> {
        view! {
            <header class="page-head">
                <div class="page-title">
                    {breadcrumbs(self.above)}
                    <div class="page-title-row"><h1>{self.title}</h1>{self.signs}</div>
                    {self.meta.map(|meta| view! { <p class="page-meta">{meta}</p> })}
                </div>
                {self.actions.map(|actions| view! { <div class="page-actions">{actions}</div> })}
            </header>
            {said(flash)}
        }
    }
}

/// The link by which a list leaves as a file, for whoever may take it along.
pub fn export_link(visit: &StaffVisit, list: &str) -> Option<impl IntoView + use<>> {
    let href = format!("/admin/export/{list}");
    visit.staff.role.may(Permission::ChangeProducts).then(|| {
        view! { <a class="button button-secondary" href=href download>{t("admin-export")}</a> }
    })
}

/// Back to a page, which says once what was done.
pub async fn done(visit: &StaffVisit, words: impl Into<String>, to: &str) -> Response {
    visit.say(Flash::good(words)).await;
    Redirect::to(to).into_response()
}

/// Back to a page, which says once why nothing was done; who may not is told so at once.
pub async fn refused(visit: &StaffVisit, fault: Fault, to: &str) -> Response {
    if fault.kind == FaultKind::Forbidden {
        return Failed(fault).into_response();
    }
    visit.say(Flash::fault("", fault, vec![])).await;
    Redirect::to(to).into_response()
}

/// The page that asks once more before something is gone for good. Both buttons work without scripts.
pub fn confirm(
    visit: &StaffVisit,
    heading: Heading,
    question: String,
    action: &str,
    press: &'static str,
    back: &str,
) -> Response {
    let (title, action, back) = (heading.title.clone(), action.to_owned(), back.to_owned());
    page(visit, &title, move || {
        view! {
            <main class="page page-narrow" id="main">
                {heading.view(&None)}
                <section class="panel"><div class="panel-body-top stack">
                    <p>{question}</p>
                    <form class="row" method="post" action=action>
                        <button class="button button-danger" type="submit">{t(press)}</button>
                        <a class="button button-secondary" href=back>{t("admin-keep")}</a>
                    </form>
                </div></section>
            </main>
        }
    })
}

/// Draws what failed inside the frame, with its status; staff never leaves the back office by a mistake.
pub async fn explain(visit: StaffVisit, request: Request, next: Next) -> Response {
    let answer = next.run(request).await;
    let Some(fault) = fault_of(&answer) else { return answer };
    let sentence = fault.message.clone();
    let drawn = page(&visit, t("admin-failed"), move || {
        view! {
            <main class="page page-narrow" id="main">
                <header class="page-head"><div class="page-title"><h1>{t("admin-failed")}</h1></div></header>
                <div class="notice notice-danger" role="alert"><p>{sentence}</p></div>
                <p><a href="/admin">{t("admin-back")}</a></p>
            </main>
        }
    });
    let mut drawn = stamped(drawn, &fault);
    *drawn.status_mut() = answer.status();
    if let Some(allow) = answer.headers().get(header::ALLOW) {
        drawn.headers_mut().insert(header::ALLOW, allow.clone());
    }
    drawn
}
