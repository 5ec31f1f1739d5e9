//! The parts of the page of an import.

use super::{
    entries::Entries,
    fields::{save_bar, summary},
    table::{Column, Place},
};
use commerce::{
    import::{self, Batch, Preview, Problem, Report},
    text::{self, t},
};
use leptos::prelude::*;

/// Problems that a page lists; the file of errors has them all.
const SHOWN: usize = 200;

/// What each column of the file is, prefilled with what was guessed.
pub fn columns_form(batch: &Batch, preview: &Preview, entries: &Entries) -> impl IntoView + use<> {
    let here = format!("/admin/import/{}", batch.id);
    let columns = [
        Column::new("admin-import-theirs", "c-primary"),
        Column::new("admin-import-sample", "grow c-meta"),
        Column::new("admin-import-ours", "c-status"),
    ];
    let rows = preview.columns.iter().zip(&preview.samples).enumerate().map(|(at, (column, sample))| {
        let name = format!("column-{at}");
        let ours = match preview.fixed {
            true => view! { <span>{column.ours.clone().unwrap_or_else(|| t("admin-import-unread").to_owned())}</span> }
                .into_any(),
            false => select(&name, &column.theirs, entries).into_any(),
        };
        view! {
            <tr>
                <td class="c-primary medium">{column.theirs.clone()}</td>
                <td class="grow c-meta"><span class="muted">{sample.clone()}</span></td>
                <td class="c-status">{ours}</td>
            </tr>
        }
        .into_any()
    });
    let rows = rows.collect();
    let labels: Vec<(&'static str, &'static str)> = vec![];
    let writing =
        [("encoding", preview.writing.encoding.as_str().into()), ("sign", sign(&preview.writing.delimiter).into())];
    view! {
        <form method="post" action=format!("{here}/check")>
            {summary(entries, &labels)}
            <section class="panel" aria-labelledby="columns">
                <div class="panel-head"><h2 id="columns">{t("admin-import-columns")}</h2>
                    <span class="panel-note">{text::t_args("admin-import-writing", &writing)}</span></div>
                {preview.fixed.then(|| view! { <p class="panel-body">{t("admin-import-woo")}</p> })}
                {Place::new("/admin/import", &[]).table("admin-import-columns", "comfortable", &columns, rows)}
            </section>
            {save_bar("admin-import-check", "/admin/import")}
        </form>
    }
}

fn select(name: &str, theirs: &str, entries: &Entries) -> impl IntoView + use<> {
    let value = entries.value(name).to_owned();
    let wrong = entries.problem(name);
    let invalid = wrong.is_some().then_some("true");
    let error = format!("{name}-error");
    let told = wrong.is_some().then(|| error.clone());
    let nothing = view! { <option value="" selected=value.is_empty()>{t("admin-import-unread")}</option> };
    let options =
        import::known_columns().map(|known| view! { <option value=known selected=known == value>{known}</option> });
    view! {
        <select class="select" id=name.to_owned() name=name.to_owned() aria-label=theirs.to_owned() aria-invalid=invalid aria-describedby=told>
            {nothing}{options.collect_view()}
        </select>
        {wrong.map(|text| view! { <p class="field-error" id=error>{text}</p> })}
    }
}

fn sign(delimiter: &str) -> &'static str {
    t(match delimiter {
        ";" => "admin-import-semicolon",
        "\t" => "admin-import-tab",
        "|" => "admin-import-bar",
        _ => "admin-import-comma",
    })
}

/// What a run did, or would do, in numbers.
pub fn numbers(batch: &Batch) -> Option<impl IntoView + use<>> {
    let report = batch.report.clone()?;
    let would = if report.dry_run { "admin-import-would" } else { "admin-import-was" };
    let products = report.products;
    let bad = report.bad_rows;
    let numbers = [
        ("admin-import-rows", report.rows),
        ("admin-import-created", products.created),
        ("admin-import-updated", products.updated),
        ("admin-import-same", products.unchanged),
        ("admin-import-bad", bad),
    ];
    let number = |(label, number): (&'static str, u64)| {
        let class = if label == "admin-import-bad" && number > 0 { "number number-bad" } else { "number" };
        view! { <div class=class><dt>{t(label)}</dt><dd>{grouped(number)}</dd></div> }
    };
    Some(view! {
        <section class="panel" aria-label=t("admin-import-result")>
            <p class="panel-head muted">{t(would)}</p>
            <dl class="numbers">{numbers.into_iter().map(number).collect_view()}</dl>
        </section>
    })
}

/// A number as people read it: 10,000.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let (head, rest) = digits.split_at(first);
    let threes = rest.as_bytes().chunks(3).map(String::from_utf8_lossy);
    let parts: Vec<_> = (!head.is_empty()).then(|| head.into()).into_iter().chain(threes).collect();
    parts.join(",")
}

/// What is wrong, row by row, and what was left out of rows that are fine.
pub fn problems(batch: &Batch) -> Option<impl IntoView + use<>> {
    let report = batch.report.clone()?;
    let errors = batch.errors_kept.then(|| {
        let file = format!("/admin/import/{}/errors", batch.id);
        view! { <span class="panel-tools"><a class="button button-secondary button-sm" href=file download>{t("admin-import-errors")}</a></span> }
    });
    let bad = i64::try_from(report.bad_rows).unwrap_or(i64::MAX);
    let more = report.problems.len() > SHOWN || report.not_listed > 0;
    let wrong = (!report.problems.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="problems">
                <div class="panel-head"><h2 id="problems">{text::t_args("admin-import-problems", &[("count", bad.into())])}</h2>
                    {errors}</div>
                {list("admin-import-problem-list", &report.problems)}
                {more.then(|| view! { <p class="table-foot">{t("admin-import-more")}</p> })}
            </section>
        }
    });
    let warned = (!report.warnings.is_empty()).then(|| {
        let count = i64::try_from(report.warnings.len()).unwrap_or(i64::MAX);
        view! {
            <section class="panel">
                <details><summary class="panel-head">{text::t_args("admin-import-warnings", &[("count", count.into())])}</summary>
                    {list("admin-import-warning-list", &report.warnings)}</details>
            </section>
        }
    });
    let fine = report
        .problems
        .is_empty()
        .then(|| view! { <div class="notice notice-success" role="status"><p>{t("admin-import-fine")}</p></div> });
    Some(view! { {wrong}{fine}{warned} })
}

fn list(label: &'static str, problems: &[Problem]) -> impl IntoView + use<> {
    let columns = [
        Column::new("admin-import-line", "num fit c-amount"),
        Column::new("admin-import-column", "c-primary"),
        Column::new("admin-import-value", "c-meta"),
        Column::new("admin-import-hint", "grow c-status"),
    ];
    let row = |problem: &Problem| {
        let value = if problem.value.is_empty() { t("admin-import-empty").to_owned() } else { problem.value.clone() };
        view! {
            <tr>
                <td class="num fit c-amount">{grouped(problem.line)}</td>
                <td class="c-primary">{problem.column.clone()}</td>
                <td class="c-meta why"><code class="bad-value">{value}</code></td>
                <td class="grow c-status">{problem.hint.clone()}</td>
            </tr>
        }
        .into_any()
    };
    let rows = problems.iter().take(SHOWN).map(row).collect();
    Place::new("/admin/import", &[]).table(label, "comfortable", &columns, rows)
}

/// Whether to take the good rows, or all or none.
pub fn commit_form(batch: &Batch) -> impl IntoView + use<> {
    let here = format!("/admin/import/{}", batch.id);
    let report = batch.report.clone().unwrap_or_default();
    let Report { bad_rows, products, .. } = report;
    let anything = products.changed();
    let mode = (bad_rows > 0).then(|| {
        view! {
            <fieldset class="stack">
                <legend class="label">{t("admin-import-mode")}</legend>
                <label class="check"><input type="radio" name="mode" value="good" checked/><span>{t("admin-import-mode-good")}</span></label>
                <label class="check"><input type="radio" name="mode" value="all"/><span>{t("admin-import-mode-all")}</span></label>
            </fieldset>
        }
    });
    let go = match anything {
        true => view! {
            <form class="stack" method="post" action=format!("{here}/commit")>
                {mode}
                <button class="button button-primary" type="submit">{t("admin-import-commit")}</button>
            </form>
        }
        .into_any(),
        false => view! { <p class="muted">{t("admin-import-nothing")}</p> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="go">
            <div class="panel-head"><h2 id="go">{t("admin-import-next")}</h2></div>
            <div class="panel-body stack">
                <p class="muted">{t("admin-import-nothing-yet")}</p>
                {go}
                <p><a href=format!("{here}/columns")>{t("admin-import-to-columns")}</a></p>
            </div>
        </section>
    }
}

/// How the file is written and which of its columns are not read.
pub fn facts(batch: &Batch) -> Option<impl IntoView + use<>> {
    let report = batch.report.as_ref()?;
    let writing = report.writing.clone()?;
    let unread: Vec<String> =
        report.columns.iter().filter(|one| one.ours.is_none()).map(|one| one.theirs.clone()).collect();
    let read = report.columns.len() - unread.len();
    let used = [("read", (read as i64).into()), ("all", (report.columns.len() as i64).into())];
    Some(view! {
        <section class="panel" aria-labelledby="file-facts">
            <div class="panel-head"><h2 id="file-facts">{t("admin-import-file")}</h2></div>
            <div class="panel-body">
                <dl class="facts">
                    <dt>{t("admin-import-encoding")}</dt><dd>{writing.encoding}</dd>
                    <dt>{t("admin-import-sign")}</dt><dd>{sign(&writing.delimiter)}</dd>
                    <dt>{t("admin-import-read")}</dt><dd>{text::t_args("admin-import-read-of", &used)}</dd>
                </dl>
                {(!unread.is_empty()).then(|| view! { <p class="hint">{t("admin-import-not-read")}" "{unread.join(", ")}</p> })}
            </div>
        </section>
    })
}
