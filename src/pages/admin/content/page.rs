//! One page of running text: written, looked at, published, deleted.

use super::pages::state;
use crate::{
    pages::admin::{
        entries::{Entries, Fields},
        fields::{Field, save_bar, summary},
        page::{self, Heading, PageResult, done},
        parts::icon,
    },
    web::StaffVisit,
};
use axum::{extract::Path, response::Response};
use commerce::{
    content::{self, Format, PageEditor, SavePage, rendered},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{Fault, PageId, account::Permission};

const LABELS: [(&str, &str); 7] = [
    ("title", "admin-page-title"),
    ("handle", "admin-handle"),
    ("summary", "admin-page-summary"),
    ("format", "admin-page-format"),
    ("source", "admin-page-text"),
    ("seo_title", "admin-seo-title"),
    ("seo_description", "admin-seo-description"),
];

/// `GET /admin/pages/new`
pub async fn blank(visit: StaffVisit) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    Ok(draw(&visit, None, Entries::standing([("format", "markdown"), ("published", "on")]), None).await)
}

/// `POST /admin/pages/new`
pub async fn create(visit: StaffVisit, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    if typed.on("look") {
        return Ok(preview(&visit, None, typed).await);
    }
    match content::create_page(visit.shop(), &visit.actor(), command(&typed)).await {
        Ok(page) => Ok(done(&visit, t("admin-page-made"), &format!("/admin/pages/{page}")).await),
        Err(error) => Ok(draw(&visit, None, typed.wrong(error.into())?, None).await),
    }
}

/// `GET /admin/pages/{page}`
pub async fn edit(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let page = load(&visit, &id).await?;
    let mut entries = Entries::standing([
        ("title", page.title.clone()),
        ("handle", page.handle.clone()),
        ("summary", page.summary.clone()),
        ("format", page.format.as_str().to_owned()),
        ("source", page.source.clone()),
        ("seo_title", page.seo_title.clone()),
        ("seo_description", page.seo_description.clone()),
        ("version", page.version.to_string()),
    ]);
    if page.published {
        entries.set("published", "on");
    }
    Ok(draw(&visit, Some(page), entries, None).await)
}

/// `POST /admin/pages/{page}`
pub async fn save(visit: StaffVisit, Path(id): Path<String>, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    let page = load(&visit, &id).await?;
    if typed.on("look") {
        return Ok(preview(&visit, Some(page), typed).await);
    }
    let version = typed.value("version").parse().unwrap_or(0);
    match content::change_page(visit.shop(), &visit.actor(), page.id, version, command(&typed)).await {
        Ok(()) => Ok(done(&visit, t("admin-page-saved"), &format!("/admin/pages/{}", page.id)).await),
        Err(error) => {
            let mut typed = typed.wrong(error.into())?;
            // What was told is known: the next press saves over it.
            typed.set("version", page.version.to_string());
            Ok(draw(&visit, Some(page), typed, None).await)
        }
    }
}

/// `GET /admin/pages/{page}/delete`
pub async fn ask_delete(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    let page = load(&visit, &id).await?;
    let question = t_args("admin-page-delete-ask", &[("title", (&page.title).into())]);
    let back = format!("/admin/pages/{}", page.id);
    let heading =
        Heading::new(t("admin-page-delete")).below("/admin/pages", t("admin-pages")).below(&back, &page.title);
    Ok(page::confirm(&visit, heading, question, &format!("{back}/delete"), "admin-page-delete", &back))
}

/// `POST /admin/pages/{page}/delete`
pub async fn delete(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let page = load(&visit, &id).await?;
    content::delete_page(visit.shop(), &visit.actor(), page.id).await?;
    Ok(done(&visit, t_args("admin-page-deleted", &[("title", (&page.title).into())]), "/admin/pages").await)
}

async fn load(visit: &StaffVisit, id: &str) -> Result<PageEditor, Fault> {
    let id: PageId = id.parse().map_err(|_| Fault::not_found("no-page"))?;
    Ok(content::page_for_staff(visit.shop(), &visit.actor(), id).await?)
}

fn command(typed: &Entries) -> SavePage {
    SavePage {
        title: typed.trimmed("title"),
        handle: typed.trimmed("handle"),
        summary: typed.trimmed("summary"),
        format: Format::of(typed.value("format")),
        source: typed.value("source").to_owned(),
        published: typed.on("published"),
        seo_title: typed.trimmed("seo_title"),
        seo_description: typed.trimmed("seo_description"),
    }
}

async fn preview(visit: &StaffVisit, page: Option<PageEditor>, typed: Entries) -> Response {
    let html = rendered(typed.value("source"), Format::of(typed.value("format")));
    draw(visit, page, typed, Some(html)).await
}

async fn draw(visit: &StaffVisit, page: Option<PageEditor>, entries: Entries, looked: Option<String>) -> Response {
    let flash = visit.said().await;
    let fault = entries.fault().cloned();
    let title = page.as_ref().map_or(t("admin-page-add").to_owned(), |page| page.title.clone());
    let base = page.as_ref().map_or("/admin/pages/new".to_owned(), |page| format!("/admin/pages/{}", page.id));
    let drawn = page::page(visit, &title.clone(), move || {
        let mut heading = Heading::new(title).below("/admin/pages", t("admin-pages"));
        if let Some(page) = &page {
            heading = heading.signs(state(page.published)).actions(tools(page));
        }
        view! {
            <main class="page" id="main">
                {heading.view(&flash)}
                {summary(&entries, &LABELS)}
                {looked.map(look)}
                <form method="post" action=base.clone()>
                    <input type="hidden" name="version" value=entries.value("version").to_owned()/>
                    <div class="columns-2-1">
                        <div>{writing(&entries)}</div>
                        <div>{publishing(&entries)}{search_engines(&entries)}</div>
                    </div>
                    {save_bar("admin-save", &base)}
                </form>
            </main>
        }
    });
    Entries::answer(fault, drawn)
}

fn tools(page: &PageEditor) -> impl IntoView + use<> {
    let see = page.published.then(|| {
        view! { <a class="button button-secondary" href=format!("/page/{}", page.handle)>{icon("eye")}{t("admin-see-in-shop")}</a> }
    });
    view! {
        {see}
        <a class="button button-danger" href=format!("/admin/pages/{}/delete", page.id)>{t("admin-delete")}</a>
    }
}

fn look(html: String) -> impl IntoView {
    view! {
        <section class="panel preview" aria-labelledby="look-h" id="look">
            <div class="panel-head panel-head-line"><h2 id="look-h">{t("admin-preview")}</h2><span class="panel-note">{t("admin-preview-note")}</span></div>
            <div class="panel-body prose" inner_html=html></div>
        </section>
    }
}

fn writing(entries: &Entries) -> impl IntoView + use<> {
    let formats = Format::ALL.map(|format| {
        (
            format.as_str(),
            match format {
                Format::Markdown => t("admin-format-markdown"),
                Format::Html => t("admin-format-html"),
            },
        )
    });
    view! {
        <section class="panel"><div class="panel-body-top form-grid">
            {Field::text("title", "admin-page-title").required().view(entries)}
            {Field::area("summary", "admin-page-summary", 2).most(1000).hint("admin-page-summary-hint").view(entries)}
            {Field::select("format", "admin-page-format", formats).view(entries)}
            {Field::area("source", "admin-page-text", 20).hint("admin-page-text-hint").view(entries)}
            <div><button class="button button-secondary" type="submit" name="look" value="1" formnovalidate>{icon("eye")}{t("admin-preview")}</button></div>
        </div></section>
    }
}

fn publishing(entries: &Entries) -> impl IntoView + use<> {
    view! {
        <section class="panel" aria-labelledby="publish-h">
            <div class="panel-head panel-head-line"><h2 id="publish-h">{t("admin-visibility")}</h2></div>
            <div class="panel-body form-grid">
                {Field::check("published", "admin-published").hint("admin-page-published-hint").view(entries)}
                {Field::text("handle", "admin-handle").hint("admin-page-handle-hint").view(entries)}
            </div>
        </section>
    }
}

fn search_engines(entries: &Entries) -> impl IntoView + use<> {
    view! {
        <section class="panel" aria-labelledby="seo-h">
            <div class="panel-head panel-head-line"><h2 id="seo-h">{t("admin-seo")}</h2></div>
            <div class="panel-body form-grid">
                {Field::text("seo_title", "admin-seo-title").hint("admin-seo-title-hint").view(entries)}
                {Field::area("seo_description", "admin-seo-description", 3).most(1000).hint("admin-seo-description-hint").view(entries)}
            </div>
        </section>
    }
}
