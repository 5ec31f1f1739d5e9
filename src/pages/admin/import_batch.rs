//! One import: its columns, what a dry run found, how far it is, what it did, and the way back.

use super::{
    entries::{Entries, Fields},
    import_parts::{columns_form, facts, numbers, problems},
    imports::state_pill,
    page::{Heading, PageResult, confirm, page, refused},
};
use crate::web::{Failed, StaffVisit};
use axum::{
    body::Body,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    import::{self, Batch, BatchState, ImportError, Options, Preview, Step},
    text::{self, t},
};
use leptos::prelude::*;
use model::{Fault, ImportBatchId};

/// `GET /admin/import/{batch}`
pub async fn import_page(visit: StaffVisit, Path(id): Path<ImportBatchId>) -> PageResult {
    draw(&visit, id, Entries::default()).await
}

/// `POST /admin/import/{batch}/check`: what the columns are, and then a dry run.
pub async fn check(visit: StaffVisit, Path(id): Path<ImportBatchId>, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    let preview = import::look_into(visit.shop(), &visit.actor(), id).await?;
    let asked = match chosen(&preview, &typed) {
        Ok(columns) => {
            let options = Options { columns, all_or_nothing: false };
            import::ask(visit.shop(), &visit.actor(), id, Step::Check, Some(options)).await.map_err(Fault::from)
        }
        Err(fault) => Err(fault),
    };
    match asked {
        Ok(()) => Ok(Redirect::to(&format!("/admin/import/{id}")).into_response()),
        Err(fault) => draw(&visit, id, typed.wrong(fault)?).await,
    }
}

/// `POST /admin/import/{batch}/commit`
pub async fn commit(visit: StaffVisit, Path(id): Path<ImportBatchId>, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    let to = format!("/admin/import/{id}");
    let before = import::batch(visit.shop(), &visit.actor(), id).await?;
    let options = Options { all_or_nothing: typed.value("mode") == "all", ..before.options };
    match import::ask(visit.shop(), &visit.actor(), id, Step::Take, Some(options)).await {
        Ok(()) => Ok(Redirect::to(&to).into_response()),
        Err(error) => Ok(refused(&visit, error.into(), &to).await),
    }
}

/// `GET /admin/import/{batch}/columns`: back to the columns.
pub async fn columns(visit: StaffVisit, Path(id): Path<ImportBatchId>) -> PageResult {
    let preview = import::look_into(visit.shop(), &visit.actor(), id).await?;
    let batch = import::batch(visit.shop(), &visit.actor(), id).await?;
    let open = matches!(batch.state, BatchState::Checked | BatchState::Uploaded | BatchState::Failed);
    let stuck = batch.stuck && batch.state == BatchState::Checking;
    if !(open || stuck) {
        return Err(Failed(ImportError::NotYet.into()));
    }
    let chosen = batch.options.columns.clone();
    columns_page(&visit, batch, preview, standing(Entries::default(), &chosen)).await
}

/// `GET /admin/import/{batch}/errors`: the file of errors.
pub async fn errors(visit: StaffVisit, Path(id): Path<ImportBatchId>) -> PageResult {
    let file = import::error_file(visit.shop(), &visit.actor(), id).await?;
    Ok(csv("errors.csv", Body::from_stream(file.body)))
}

/// `GET /admin/import/{batch}/undo`: asks once more.
pub async fn ask_undo(visit: StaffVisit, Path(id): Path<ImportBatchId>) -> PageResult {
    let batch = import::batch(visit.shop(), &visit.actor(), id).await?;
    let here = format!("/admin/import/{id}");
    let heading = Heading::new(t("admin-import-undo-title")).below(&here, &batch.file_name);
    let question = text::t_args("admin-import-undo-question", &[("count", batch.changes.made.into())]);
    Ok(confirm(&visit, heading, question, &format!("{here}/undo"), "admin-import-undo", &here))
}

/// A file of rows as an answer.
pub fn csv(name: &str, body: Body) -> Response {
    let mut answer = body.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let attached = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers.insert(header::CONTENT_DISPOSITION, attached.unwrap_or(HeaderValue::from_static("attachment")));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// What was chosen where it differs from what was guessed.
fn chosen(preview: &Preview, typed: &Entries) -> Result<Vec<(String, String)>, Fault> {
    if preview.fixed {
        return Ok(vec![]);
    }
    let mut columns = vec![];
    let mut used: Vec<&str> = vec![];
    let mut wrong: Vec<(String, &'static str)> = vec![];
    for (at, column) in preview.columns.iter().enumerate() {
        let name = format!("column-{at}");
        let ours = typed.value(&name);
        if !ours.is_empty() && used.contains(&ours) {
            wrong.push((name, "import-twice-mapped"));
            continue;
        }
        used.push(ours);
        if ours != column.ours.as_deref().unwrap_or_default() {
            columns.push((column.theirs.clone(), ours.to_owned()));
        }
    }
    if wrong.is_empty() && !used.contains(&"Title") {
        wrong.push(("column-0".to_owned(), "import-title-unmapped"));
    }
    match wrong.is_empty() {
        true => Ok(columns),
        false => Err(Fault::invalid(wrong.iter().map(|(name, why)| (name.as_str(), *why)))),
    }
}

/// The form as it was typed, or as the columns stand.
fn standing(entries: Entries, chosen: &[(String, String)]) -> Form {
    Form { entries, chosen: chosen.to_vec() }
}

struct Form {
    entries: Entries,
    chosen: Vec<(String, String)>,
}

async fn draw(visit: &StaffVisit, id: ImportBatchId, entries: Entries) -> PageResult {
    let batch = import::batch(visit.shop(), &visit.actor(), id).await?;
    if batch.state == BatchState::Uploaded || entries.fault().is_some() {
        let preview = import::look_into(visit.shop(), &visit.actor(), id).await?;
        let chosen = batch.options.columns.clone();
        return columns_page(visit, batch, preview, standing(entries, &chosen)).await;
    }
    let kept = match batch.state {
        BatchState::Undone => import::kept(visit.shop(), &visit.actor(), id).await?,
        _ => vec![],
    };
    let flash = visit.said().await;
    let under_way = batch.state.under_way() && !batch.stuck;
    let title = batch.file_name.clone();
    let mut answer = page(visit, &title, move || {
        view! {
            <main class="page" id="main">
                {heading(&batch).view(&flash)}
                {under_way.then(|| progress(&batch))}
                {(!batch.failure.is_empty()).then(|| view! { <div class="notice notice-danger" role="alert"><p>{batch.failure.clone()}</p></div> })}
                {numbers(&batch)}
                <div class="columns-2-1">
                    <div>{problems(&batch)}{left_alone(kept)}</div>
                    <aside>{next_step(&batch)}{facts(&batch)}</aside>
                </div>
            </main>
        }
    });
    if under_way {
        // Without scripts: the browser asks again by itself, so seldom that one can read meanwhile.
        answer.headers_mut().insert(header::REFRESH, HeaderValue::from_static("5"));
    }
    Ok(answer)
}

async fn columns_page(visit: &StaffVisit, batch: Batch, preview: Preview, form: Form) -> PageResult {
    let flash = visit.said().await;
    let mut entries = form.entries;
    let typed = entries.fault().is_some();
    for (at, column) in preview.columns.iter().enumerate().filter(|_| !typed) {
        let by_hand = form.chosen.iter().find(|(theirs, _)| *theirs == column.theirs).map(|(_, ours)| ours.clone());
        entries.set(&format!("column-{at}"), by_hand.or_else(|| column.ours.clone()).unwrap_or_default());
    }
    let fault = entries.fault().cloned();
    let title = batch.file_name.clone();
    let drawn = page(visit, &title, move || {
        view! {
            <main class="page" id="main">
                {heading(&batch).view(&flash)}
                {columns_form(&batch, &preview, &entries)}
            </main>
        }
    });
    Ok(Entries::answer(fault, drawn))
}

fn heading(batch: &Batch) -> Heading {
    Heading::new(batch.file_name.clone())
        .below("/admin/import", t("admin-import"))
        .signs(state_pill(batch.state))
        .meta(text::date_time(batch.created_at))
}

fn progress(batch: &Batch) -> impl IntoView + use<> {
    let count = [("count", i64::from(batch.progress).into())];
    view! {
        <div class="notice" role="status">
            <p class="medium">{t("admin-import-under-way")}</p>
            <p>{text::t_args("admin-import-progress", &count)}" "<a href=format!("/admin/import/{}", batch.id)>{t("admin-import-look-again")}</a></p>
        </div>
    }
}

fn left_alone(kept: Vec<(String, String)>) -> Option<impl IntoView> {
    (!kept.is_empty()).then(|| {
        let line = |(name, state): (String, String)| {
            let why = t(if state == "archived" { "admin-import-why-archived" } else { "admin-import-why-kept" });
            view! { <li><span class="medium">{name}</span>" – "{why}</li> }
        };
        view! {
            <section class="panel" aria-labelledby="kept">
                <div class="panel-head"><h2 id="kept">{t("admin-import-kept")}</h2></div>
                <ul class="panel-body">{kept.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}

fn next_step(batch: &Batch) -> Option<AnyView> {
    if batch.stuck {
        return Some(go_on(batch).into_any());
    }
    let commit = (batch.state == BatchState::Checked).then(|| super::import_parts::commit_form(batch));
    let back = (batch.can_be_undone() && !batch.state.under_way()).then(|| {
        let undo = format!("/admin/import/{}/undo", batch.id);
        let link = view! { <a class="button button-secondary" href=undo>{t("admin-import-undo")}</a> };
        panel("admin-import-back", "admin-import-back-hint", link)
    });
    Some(view! { {commit}{back} }.into_any())
}

/// What was left in the middle, and the way on.
fn go_on(batch: &Batch) -> impl IntoView + use<> {
    let here = format!("/admin/import/{}", batch.id);
    let words = t("admin-import-go-on");
    let way = match batch.state {
        BatchState::Checking => {
            view! { <a class="button button-primary" href=format!("{here}/columns")>{words}</a> }.into_any()
        }
        state => {
            let action = if state == BatchState::Undoing { "undo" } else { "commit" };
            let mode = if batch.options.all_or_nothing { "all" } else { "good" };
            view! {
                <form method="post" action=format!("{here}/{action}")>
                    <input type="hidden" name="mode" value=mode/>
                    <button class="button button-primary" type="submit">{words}</button>
                </form>
            }
            .into_any()
        }
    };
    panel("admin-import-stuck", "admin-import-stuck-hint", way)
}

fn panel(title: &'static str, hint: &'static str, way: impl IntoView + 'static) -> impl IntoView {
    view! {
        <section class="panel">
            <div class="panel-head"><h2>{t(title)}</h2></div>
            <div class="panel-body stack">
                <p class="muted">{t(hint)}</p>
                {way}
            </div>
        </section>
    }
}
