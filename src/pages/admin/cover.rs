//! The cover of a category or a collection, on a page of its own: a new picture, one of its products, or none.

use super::{
    entries::Entries,
    fields::{Field, save_bar, summary},
    page::{Heading, PageResult, done, page},
};
use crate::web::{AppState, Failed, Form, StaffVisit, Upload};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Request},
    routing::get,
};
use commerce::{
    catalog::{self, CatalogError, CoverEditor, Covered, SetCover},
    media,
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{Fault, MediaId, account::Permission, catalog::Picture};

const LABELS: [(&str, &str); 2] = [("file", "admin-cover-file"), ("alt", "admin-cover-alt")];

/// The addresses of covers.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin/categories/{category}/cover", get(of_category).post(save_of_category))
        .route("/admin/collections/{collection}/cover", get(of_collection).post(save_of_collection))
        // Pictures are larger than what forms may be; the layer below counts.
        .layer(DefaultBodyLimit::disable())
}

/// What has a cover, and where staff write it.
struct Place {
    of: Covered,
    title: String,
    /// Its own page.
    own: String,
    list: (&'static str, &'static str),
}

async fn of_category(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let place = category(&visit, &id).await?;
    show(visit, place).await
}

async fn save_of_category(visit: StaffVisit, Path(id): Path<String>, request: Request) -> PageResult {
    let place = category(&visit, &id).await?;
    save(visit, place, request).await
}

async fn of_collection(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let place = collection(&visit, &id).await?;
    show(visit, place).await
}

async fn save_of_collection(visit: StaffVisit, Path(id): Path<String>, request: Request) -> PageResult {
    let place = collection(&visit, &id).await?;
    save(visit, place, request).await
}

async fn category(visit: &StaffVisit, id: &str) -> Result<Place, Failed> {
    visit.require(Permission::ChangeProducts)?;
    let all = catalog::categories_for_staff(visit.shop(), &visit.actor()).await?;
    let one = all.into_iter().find(|one| one.id.to_string() == id).ok_or(CatalogError::NoCategory)?;
    let own = format!("/admin/categories/{}", one.id);
    let list = ("/admin/categories", "admin-categories");
    Ok(Place { of: Covered::Category(one.id), title: one.details.title, own, list })
}

async fn collection(visit: &StaffVisit, id: &str) -> Result<Place, Failed> {
    visit.require(Permission::ChangeProducts)?;
    let all = catalog::collections_for_staff(visit.shop(), &visit.actor()).await?;
    let one = all.into_iter().find(|one| one.id.to_string() == id).ok_or(CatalogError::NoCollection)?;
    let own = format!("/admin/collections/{}", one.id);
    Ok(Place {
        of: Covered::Collection(one.id),
        title: one.title,
        own,
        list: ("/admin/collections", "admin-collections"),
    })
}

async fn show(visit: StaffVisit, place: Place) -> PageResult {
    let cover = catalog::cover(visit.shop(), &visit.actor(), place.of).await?;
    let (from, alt) = match &cover.own {
        Some(own) => ("own", own.alt.clone()),
        None => ("none", String::new()),
    };
    let entries = Entries::standing([("from", from.to_owned()), ("alt", alt)]);
    draw(visit, place, cover, entries).await
}

async fn save(visit: StaffVisit, place: Place, request: Request) -> PageResult {
    let upload = Upload::read(request).await?;
    let typed = Entries::typed(Form(upload.fields.clone()));
    let cover = catalog::cover(visit.shop(), &visit.actor(), place.of).await?;
    match keep(&visit, &place, &cover, &typed, upload).await {
        Ok(()) => Ok(done(&visit, t("admin-cover-saved"), &place.own).await),
        Err(fault) => draw(visit, place, cover, typed.wrong(fault)?).await,
    }
}

/// A file that came counts more than what is chosen.
async fn keep(
    visit: &StaffVisit,
    place: &Place,
    cover: &CoverEditor,
    typed: &Entries,
    upload: Upload,
) -> Result<(), Fault> {
    let file = upload.files.into_iter().find(|(name, _)| name == "file").map(|(_, bytes)| bytes);
    let picture = match file {
        Some(bytes) => Some(media::store(visit.shop(), bytes.to_vec(), false).await.map_err(at_the_file)?),
        None => chosen(cover, typed.value("from"))?,
    };
    let command = SetCover { of: place.of, picture, alt: typed.trimmed("alt") };
    Ok(catalog::set_cover(visit.shop(), &visit.actor(), command).await?)
}

fn chosen(cover: &CoverEditor, from: &str) -> Result<Option<MediaId>, Fault> {
    match from {
        "none" => Ok(None),
        "own" => Ok(cover.own.as_ref().map(|own| own.id)),
        id => {
            let found = cover.choices.iter().find(|picture| picture.id.to_string() == id);
            found.map(|picture| Some(picture.id)).ok_or_else(|| Fault::invalid([("file", "no-picture")]))
        }
    }
}

/// What is wrong with a picture is told at its field, with the status that it has.
fn at_the_file(error: media::MediaError) -> Fault {
    let mut fault = Fault::from(error);
    fault.fields = Fault::invalid([("file", fault.code.clone())]).fields;
    fault
}

async fn draw(visit: StaffVisit, place: Place, cover: CoverEditor, entries: Entries) -> PageResult {
    let flash = visit.said().await;
    let fault = entries.fault().cloned();
    let title = t_args("admin-cover-of", &[("title", place.title.as_str().into())]);
    let drawn = page(&visit, &title.clone(), move || {
        let Place { title: name, own, list, .. } = place;
        let heading = Heading::new(title).below(list.0, t(list.1)).below(&own, &name).meta(t("admin-cover-about"));
        view! {
            <main class="page page-narrow" id="main">
                {heading.view(&flash)}
                {summary(&entries, &LABELS)}
                <form method="post" action=format!("{own}/cover") enctype="multipart/form-data">
                    <section class="panel"><div class="panel-body-top form-grid">
                        {choices(&cover, entries.value("from"))}
                        {file(&entries)}
                        {Field::text("alt", "admin-cover-alt").most(512).hint("admin-cover-alt-hint").view(&entries)}
                    </div></section>
                    {save_bar("admin-save", &own)}
                </form>
            </main>
        }
    });
    Ok(Entries::answer(fault, drawn))
}

fn choices(cover: &CoverEditor, from: &str) -> impl IntoView + use<> {
    let none = choice("none", cover.choices.first(), t("admin-cover-none").to_owned(), from);
    let own = cover.own.as_ref().map(|own| choice("own", Some(own), t("admin-cover-own").to_owned(), from));
    let others = cover.choices.iter().enumerate().map(|(at, picture)| {
        let words = t_args("admin-cover-choice", &[("number", (at as i64 + 1).into())]);
        choice(&picture.id.to_string(), Some(picture), words, from)
    });
    let others = others.collect_view();
    view! {
        <fieldset class="field">
            <legend class="label">{t("admin-cover-which")}</legend>
            <ul class="media-grid">{own}{none}{others}</ul>
        </fieldset>
    }
}

fn choice(value: &str, picture: Option<&Picture>, words: String, from: &str) -> impl IntoView + use<> {
    let id = format!("from-{value}");
    let picture =
        picture.map(|picture| view! { <img src=picture.src(320) alt="" width="320" height="320" loading="lazy"/> });
    view! {
        <li class="media-tile">
            <label class="cover-choice" for=id.clone()>{picture}<span class="check">
                <input type="radio" id=id.clone() name="from" value=value.to_owned() checked=value == from/><span>{words}</span>
            </span></label>
        </li>
    }
}

fn file(entries: &Entries) -> impl IntoView + use<> {
    let wrong = entries.problem("file");
    let told = if wrong.is_some() { "file-error file-hint" } else { "file-hint" };
    view! {
        <div class="field">
            <label class="label" for="file">{t("admin-cover-file")}</label>
            <input class="file-input" id="file" name="file" type="file" accept="image/jpeg,image/png,image/gif,image/webp"
                aria-invalid=wrong.is_some().then_some("true") aria-describedby=told/>
            {wrong.map(|text| view! { <p class="field-error" id="file-error">{text}</p> })}
            <p class="hint" id="file-hint">{t("admin-cover-file-hint")}</p>
        </div>
    }
}

/// The way to the cover, among the buttons of a heading.
pub fn link(own: &str) -> impl IntoView + use<> {
    view! { <a class="button button-secondary" href=format!("{own}/cover")>{t("admin-cover")}</a> }
}
