//! Taking files of goods in: the file, and what was taken in before.

use super::{
    page::{Heading, PageResult, done, page, refused},
    parts::pill,
    table::{Column, Place, empty},
};
use crate::web::{Failed, StaffVisit, stamped};
use axum::{
    extract::{Multipart, multipart::Field, multipart::MultipartRejection},
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    import::{self, Batch, BatchState, MOST_UPLOADED, Upload},
    limits,
    text::{self, t},
};
use leptos::prelude::*;
use model::{Fault, FaultKind, ImportBatchId};
use tokio::io::AsyncWriteExt;

/// `GET /admin/import`
pub async fn imports(visit: StaffVisit) -> PageResult {
    draw(&visit, None).await
}

/// `POST /admin/import`: the file goes to the disk while it comes.
pub async fn upload(visit: StaffVisit, parts: Result<Multipart, MultipartRejection>) -> PageResult {
    let taken = match parts {
        Ok(parts) => take(&visit, parts).await,
        Err(_) => Err(Fault::invalid([("file", "import-no-file")])),
    };
    match taken {
        Ok(id) => Ok(Redirect::to(&format!("/admin/import/{id}")).into_response()),
        Err(fault) if matches!(fault.kind, FaultKind::Forbidden | FaultKind::Internal) => Err(Failed(fault)),
        Err(fault) => draw(&visit, Some(text::explain(fault))).await,
    }
}

/// `POST /admin/import/{batch}/undo`
pub async fn undo(visit: StaffVisit, axum::extract::Path(id): axum::extract::Path<ImportBatchId>) -> Response {
    match import::ask(visit.shop(), &visit.actor(), id, import::Step::Undo, None).await {
        Ok(()) => done(&visit, t("admin-import-undo-asked"), &format!("/admin/import/{id}")).await,
        Err(error) => refused(&visit, error.into(), &format!("/admin/import/{id}")).await,
    }
}

async fn take(visit: &StaffVisit, mut parts: Multipart) -> Result<ImportBatchId, Fault> {
    let no_file = || Fault::invalid([("file", "import-no-file")]);
    let actor = visit.actor();
    while let Some(field) = parts.next_field().await.map_err(|_| no_file())? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        if name.is_empty() {
            return Err(no_file());
        }
        visit.limit(limits::IMPORT).await?;
        let upload = import::begin_upload(visit.shop(), &actor).await?;
        keep(field, &upload).await?;
        return Ok(import::end_upload(visit.shop(), &actor, upload, &name).await?);
    }
    Err(no_file())
}

async fn keep(mut field: Field<'_>, upload: &Upload) -> Result<(), Fault> {
    let broken = |error: std::io::Error| Fault::from(commerce::Broken::other(error));
    let mut file = tokio::fs::File::create(upload.path()).await.map_err(broken)?;
    let mut size = 0;
    while let Some(chunk) = field.chunk().await.map_err(|_| Fault::invalid([("file", "import-cut-off")]))? {
        size += chunk.len() as u64;
        if size > MOST_UPLOADED {
            return Err(Fault::invalid([("file", "import-too-large")]));
        }
        file.write_all(&chunk).await.map_err(broken)?;
    }
    file.flush().await.map_err(broken)
}

async fn draw(visit: &StaffVisit, wrong: Option<Fault>) -> PageResult {
    let batches = import::batches(visit.shop(), &visit.actor()).await?;
    let flash = visit.said().await;
    let sentence =
        wrong.as_ref().map(|fault| fault.at("file").map_or_else(|| fault.message.clone(), |at| at.message.clone()));
    let drawn = page(visit, t("admin-import"), move || {
        view! {
            <main class="page" id="main">
                {Heading::new(t("admin-import")).meta(t("admin-import-about")).actions(export_link()).view(&flash)}
                <section class="panel" aria-labelledby="new-import">
                    <div class="panel-head"><h2 id="new-import">{t("admin-import-new")}</h2></div>
                    <div class="panel-body">{form(sentence)}</div>
                </section>
                <section class="panel" aria-labelledby="earlier">
                    <div class="panel-head"><h2 id="earlier">{t("admin-import-earlier")}</h2></div>
                    {list(batches)}
                </section>
            </main>
        }
    });
    Ok(match wrong {
        Some(fault) => stamped(drawn, &fault),
        None => drawn,
    })
}

fn export_link() -> impl IntoView {
    view! { <a class="button button-secondary" href="/admin/export">{t("admin-export")}</a> }
}

fn form(wrong: Option<String>) -> impl IntoView {
    let invalid = wrong.is_some().then_some("true");
    let told = if wrong.is_some() { "file-error file-hint" } else { "file-hint" };
    view! {
        <form class="stack" method="post" action="/admin/import" enctype="multipart/form-data">
            <div class="field">
                <label class="label" for="file">{t("admin-import-file")}</label>
                <input class="input file-input" id="file" name="file" type="file" accept=".csv,.txt,.tsv,text/csv" required
                    aria-invalid=invalid aria-describedby=told/>
                {wrong.map(|text| view! { <p class="field-error" id="file-error" role="alert">{text}</p> })}
                <p class="hint" id="file-hint">{t("admin-import-file-hint")}</p>
            </div>
            <button class="button button-primary" type="submit">{t("admin-import-upload")}</button>
        </form>
    }
}

fn list(batches: Vec<Batch>) -> AnyView {
    if batches.is_empty() {
        return empty("admin-import-none", None).into_any();
    }
    let columns = [
        Column::new("admin-import-file", "grow c-primary"),
        Column::new("admin-col-status", "c-status"),
        Column::new("admin-import-did", "c-meta"),
        Column::new("admin-import-when", "c-date"),
    ];
    let rows = batches.into_iter().map(row).collect();
    Place::new("/admin/import", &[]).table("admin-import-earlier", "comfortable", &columns, rows).into_any()
}

fn row(batch: Batch) -> AnyView {
    view! {
        <tr>
            <td class="grow c-primary"><a class="row-link" href=format!("/admin/import/{}", batch.id)>{batch.file_name.clone()}</a></td>
            <td class="c-status">{state_pill(batch.state)}</td>
            <td class="c-meta">{did(&batch)}</td>
            <td class="c-date"><span class="muted">{text::date_time(batch.created_at)}</span></td>
        </tr>
    }
    .into_any()
}

/// What a batch did, in a few words.
fn did(batch: &Batch) -> String {
    let Some(report) = &batch.report else { return String::new() };
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX).into();
    let numbers = [
        ("created", count(report.products.created)),
        ("updated", count(report.products.updated)),
        ("bad", count(report.bad_rows)),
    ];
    text::t_args("admin-import-counts", &numbers)
}

/// The state of a batch as a pill.
pub fn state_pill(state: BatchState) -> impl IntoView {
    let (tone, shape) = match state {
        BatchState::Uploaded | BatchState::Checked => ("", "dash-ring"),
        BatchState::Checking | BatchState::Queued | BatchState::Running | BatchState::Undoing => ("pill-info", "half"),
        BatchState::Done => ("pill-done", "check"),
        BatchState::Failed => ("pill-danger", "cross"),
        BatchState::Undone => ("pill-done", "stop"),
    };
    pill(tone, shape, text::t_args(&format!("admin-import-{}", state.as_str()), &[]))
}
