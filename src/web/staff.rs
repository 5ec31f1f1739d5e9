//! The door of the back office: who is signed in, and what is said once after a form.

use super::{AppState, Failed, sessions::USER};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    Actor, Shop, accounts,
    actor::Staff,
    limits::{self, BACK_OFFICE, Limit},
};
use model::{Fault, FaultKind, UserId, account::Permission};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

const FLASH: &str = "flash";

/// A visit by a signed-in member of staff.
#[derive(Clone)]
pub struct StaffVisit {
    pub state: AppState,
    pub staff: Staff,
    pub session: Session,
    /// Path of the page, which the rail marks.
    pub path: String,
}

impl StaffVisit {
    /// The actor of every operation of this visit.
    pub fn actor(&self) -> Actor {
        Actor::Staff(self.staff.clone())
    }

    /// Counts what only so many times may be done; refuses above that.
    pub async fn limit(&self, limit: Limit) -> Result<(), Fault> {
        limits::guard(&self.state.shop, limit, &self.staff.user.to_string()).await
    }

    /// Refuses somebody without a right, on pages that ask no operation.
    pub fn require(&self, right: Permission) -> Result<(), Failed> {
        Ok(self.actor().require(right)?)
    }

    /// The shop.
    pub fn shop(&self) -> &Shop {
        &self.state.shop
    }

    /// Leaves a note for the next page.
    pub async fn say(&self, flash: Flash) {
        if let Err(error) = self.session.insert(FLASH, flash).await {
            tracing::warn!(%error, "a note for the next page was lost");
        }
    }

    /// Takes the note that the page before left.
    pub async fn said(&self) -> Option<Flash> {
        self.session.remove(FLASH).await.ok().flatten()
    }
}

/// What is said once, after a form: the outcome, the wrong fields, and what was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Flash {
    /// Which form it belongs to; empty for the whole page.
    pub form: String,
    pub good: bool,
    pub message: String,
    /// (field, sentence)
    pub wrong: Vec<(String, String)>,
    /// (field, what was typed)
    pub typed: Vec<(String, String)>,
    /// Where a press takes back what was done.
    #[serde(default)]
    pub undo: Option<String>,
}

impl Flash {
    /// Good news for the page.
    pub fn good(message: impl Into<String>) -> Self {
        Self { good: true, message: message.into(), ..Self::default() }
    }

    /// The same with a way back.
    pub fn undo(self, address: String) -> Self {
        Self { undo: Some(address), ..self }
    }

    /// A fault at a form, with what was typed there.
    pub fn fault(form: &str, fault: Fault, typed: Vec<(String, String)>) -> Self {
        let fault = commerce::text::explain(fault);
        let wrong = fault.fields.into_iter().map(|wrong| (wrong.field, wrong.message)).collect();
        Self { form: form.into(), good: false, message: fault.message, wrong, typed, undo: None }
    }

    /// The sentence at a field of a form.
    pub fn wrong(&self, form: &str, field: &str) -> Option<String> {
        let here = self.form == form;
        here.then(|| self.wrong.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone())).flatten()
    }

    /// What was typed into a field of a form.
    pub fn typed(&self, form: &str, field: &str) -> Option<String> {
        let here = self.form == form;
        here.then(|| self.typed.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone())).flatten()
    }
}

/// Lets staff in, as often as people ask, and sends everybody else to the sign-in page. Asked anew on each request, so
/// that a lost role or a sign-out elsewhere acts at once.
pub async fn staff_only(
    State(state): State<AppState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Result<Response, Failed> {
    let user: Option<UserId> = session.get(USER).await.map_err(|_| away())?;
    let staff = match user {
        Some(user) => accounts::staff_of(&state.shop, user).await.map_err(Fault::from)?,
        None => None,
    };
    let Some(staff) = staff else {
        let next = super::page_of(request.method(), request.uri());
        let to = format!("/admin/sign-in?next={}", model::percent::encoded(&next));
        return Ok(Redirect::to(&to).into_response());
    };
    let who = staff.user.to_string();
    // Looking goes on without the counters; changing does not.
    if request.method().is_safe() {
        limits::guard_reading(&state.shop, BACK_OFFICE, &who).await?;
    } else {
        limits::guard(&state.shop, BACK_OFFICE, &who).await?;
    }
    let path = request.uri().path().to_owned();
    request.extensions_mut().insert(StaffVisit { state: state.clone(), staff, session, path });
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&state.site.policy(None)) {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    Ok(response)
}

fn away() -> Fault {
    Fault::new(FaultKind::Unavailable, "database-away").retry_after(5)
}

impl<S: Send + Sync> FromRequestParts<S> for StaffVisit {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        let visit = parts.extensions.get::<Self>().cloned();
        visit.ok_or_else(|| Failed(Fault::new(FaultKind::Unauthenticated, "sign-in-first")))
    }
}
