//! Decisions and answers as they are sent.

use super::{Asked, draw};
use crate::{
    pages::admin::{
        entries::{Entries, Fields},
        page::{PageResult, done},
    },
    web::{Failed, StaffVisit},
};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use commerce::{
    reviews::{self, Decide, Reply, ReviewError, Verdict},
    text::{t, t_args},
};
use model::{Fault, FaultKind, ReviewId, review::RejectReason};

/// `POST /admin/reviews/{review}/decide`
pub async fn decide(visit: StaffVisit, Path(review): Path<String>, fields: Fields) -> PageResult {
    let (id, typed) = (id(&review)?, Entries::typed(fields));
    let asked = Asked::typed(&typed, Some(id));
    // Asked before the decision takes the review out of its queue.
    let before = reviews::case(visit.shop(), &visit.actor(), id, &asked.query()).await?;
    let outcome = match verdict(&typed) {
        Ok(verdict) => {
            let undone = verdict == Verdict::Undo;
            let command = Decide { review: id, version: version(&typed), verdict };
            reviews::decide(visit.shop(), &visit.actor(), command).await.map(|()| undone).map_err(Fault::from)
        }
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(true) => Ok(done(&visit, t("admin-review-undone"), &waiting(id)).await),
        Ok(false) => {
            let next = before.after.or(before.before);
            let to = next.map_or_else(|| asked.queue(), |next| asked.reading(next));
            Ok(Redirect::to(&format!("{to}&decided={id}")).into_response())
        }
        Err(fault) => draw(&visit, asked, typed.wrong(fault)?).await,
    }
}

/// `POST /admin/reviews/{review}/reply`
pub async fn answer(visit: StaffVisit, Path(review): Path<String>, fields: Fields) -> PageResult {
    let (id, typed) = (id(&review)?, Entries::typed(fields));
    let asked = Asked::typed(&typed, Some(id));
    let outcome = match reviews::check_reply(typed.value("reply")) {
        Ok(text) => {
            let command = Reply { review: id, version: version(&typed), text };
            reviews::reply(visit.shop(), &visit.actor(), command).await.map_err(Fault::from)
        }
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(()) => Ok(done(&visit, t("admin-review-replied"), &asked.reading(id)).await),
        Err(fault) => draw(&visit, asked, typed.wrong(fault)?).await,
    }
}

/// `POST /admin/reviews/decide`
pub async fn decide_many(visit: StaffVisit, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    let asked = Asked::typed(&typed, None);
    let chosen = typed.all("review").filter_map(|chosen| {
        let (review, version) = chosen.split_once(':')?;
        Some((review.parse().ok()?, version.parse().ok()?))
    });
    let chosen: Vec<(ReviewId, u32)> = chosen.collect();
    let verdict = match verdict(&typed) {
        Ok(verdict) => verdict,
        Err(fault) => return draw(&visit, asked, typed.wrong(fault)?).await,
    };
    match reviews::decide_all(visit.shop(), &visit.actor(), &chosen, &verdict).await {
        Ok(decided) => {
            let counts = [("done", decided.done.into()), ("left", decided.left.into())];
            Ok(done(&visit, t_args("admin-reviews-decided", &counts), &asked.queue()).await)
        }
        Err(error) => draw(&visit, asked, typed.wrong(error.into())?).await,
    }
}

fn verdict(typed: &Entries) -> Result<Verdict, Fault> {
    match typed.value("verdict") {
        "approve" => Ok(Verdict::Approve { reply: reviews::check_reply(typed.value("reply"))? }),
        "reject" => {
            let reason: RejectReason =
                typed.value("reason").parse().map_err(|_| Fault::invalid([("reason", "review-reason")]))?;
            Ok(Verdict::Reject { reason, note: typed.trimmed("note") })
        }
        "undo" => Ok(Verdict::Undo),
        _ => Err(Fault::new(FaultKind::Malformed, "form-fields")),
    }
}

fn id(text: &str) -> Result<ReviewId, Failed> {
    Ok(text.parse().map_err(|_| ReviewError::NoReview)?)
}

fn version(typed: &Entries) -> u32 {
    typed.trimmed("version").parse().unwrap_or_default()
}

fn waiting(review: ReviewId) -> String {
    Asked::default().reading(review)
}
