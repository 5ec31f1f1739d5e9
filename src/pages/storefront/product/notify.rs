//! `/p/{handle}/notify`: the wish to be told when a sold-out variant is back; `/notice/{token}`: the end of such letters.

use crate::{
    app::Head,
    fragments::fields::Field,
    ui::{Icon, IconSize},
    web::{Failed, Form, Page, PageResult, Visit},
};
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    limits,
    notices::{self, AskNotice, Asked, NoticeError},
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{Email, Fault, FaultKind, VariantId, catalog::VariantView};
use serde::Deserialize;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Of {
    variant: String,
    /// After the wish was kept.
    kept: Option<String>,
}

/// The wish as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wish {
    variant: String,
    email: String,
    /// No person sees this field.
    website: String,
}

/// What the buy column offers below a variant that is sold out. Complete without scripts, for whatever variant the address
/// names.
pub fn offer(handle: &str, variant: &VariantView) -> impl IntoView + use<> {
    let action = format!("/p/{handle}/notify");
    view! {
        <form class="notify" id="notify" method="post" action=action>
            <input type="hidden" name="variant" value=variant.id.to_string()/>
            <label class="field__label" for="notify-email">{t("notice-offer")}</label>
            <div class="notify__line">
                <input class="input" id="notify-email" name="email" type="email" inputmode="email" autocomplete="email"
                    maxlength="320" required aria-describedby="notify-hint"/>
                <button class="button button--secondary button--lg"><Icon name="mail" size=IconSize::Small/>{t("notice-send")}</button>
            </div>
            <p class="field__hint" id="notify-hint">{t("notice-hint")}</p>
            {trap()}
        </form>
    }
}

/// `GET /p/{handle}/notify`
pub async fn page(visit: Visit, Path(_handle): Path<String>, Query(of): Query<Of>) -> PageResult {
    let wish = Wish { variant: of.variant, ..Wish::default() };
    draw(&visit, wish, None, of.kept.is_some()).await
}

/// `POST /p/{handle}/notify`
pub async fn wish(visit: Visit, Path(handle): Path<String>, Form(form): Form<Wish>) -> Result<Response, Failed> {
    let fault = match keep(&visit, &form).await {
        Ok(Asked::Waits) => {
            let to = format!("/p/{handle}/notify?variant={}&kept=1", form.variant);
            return Ok(Redirect::to(&to).into_response());
        }
        Ok(Asked::Buyable) => {
            return Ok(Redirect::to(&format!("/p/{handle}?variant={}", form.variant)).into_response());
        }
        Err(fault) => fault,
    };
    if matches!(fault.kind, FaultKind::NotFound | FaultKind::Internal) {
        return Err(fault.into());
    }
    let page = draw(&visit, form, Some(text::explain(fault.clone())), false).await?;
    Ok(page.fault(&fault).into_response())
}

async fn keep(visit: &Visit, form: &Wish) -> Result<Asked, Fault> {
    let variant = variant_of(&form.variant)?;
    let email: Email =
        form.email.parse().map_err(|error: model::text::TextError| Fault::invalid([("email", error.0)]))?;
    if !form.website.is_empty() {
        return Err(Fault::invalid([("email", "review-website")]));
    }
    if let Some(address) = visit.counted_address() {
        limits::guard(visit.shop(), limits::NOTICE, address).await?;
    }
    Ok(notices::ask(visit.shop(), AskNotice { variant, email }).await?)
}

fn variant_of(typed: &str) -> Result<VariantId, Fault> {
    typed.parse().map_err(|_| NoticeError::NoVariant.into())
}

async fn draw(visit: &Visit, wish: Wish, fault: Option<Fault>, kept: bool) -> PageResult {
    let id = variant_of(&wish.variant)?;
    let wanted = notices::variant_to_wait_for(visit.shop(), id).await?;
    let name = match wanted.options.is_empty() {
        true => wanted.title.clone(),
        false => format!("{}, {}", wanted.title, wanted.options),
    };
    let mut head = Head::new(t_args("notice-title", &[("product", (&name).into())]));
    head.noindex = true;
    let back = format!("/p/{}?variant={id}", wanted.handle);
    let action = format!("/p/{}/notify", wanted.handle);
    let sentence = fault.as_ref().filter(|fault| fault.fields.is_empty()).map(|fault| fault.message.clone());
    let field = Field { kind: "email", inputmode: Some("email"), ..Field::text("email", t("notice-email"), "email") };
    let field = field.view(&wish.email, fault.as_ref());
    let heading = if kept { t("notice-kept") } else { t("notice-head") };
    Ok(Page::storefront(visit, head, move || {
        let form = (!kept && !wanted.buyable).then(|| {
            view! {
                <form class="stack review-form" method="post" action=action>
                    {sentence.map(|text| view! { <p class="note note--danger" role="alert">{text}</p> })}
                    <input type="hidden" name="variant" value=id.to_string()/>
                    {field}
                    <p class="field__hint">{t("notice-hint")}</p>
                    {trap()}
                    <button class="button button--primary button--lg start">{t("notice-send")}</button>
                </form>
            }
        });
        let lead = match (kept, wanted.buyable) {
            (true, _) => "notice-kept-lead",
            (false, true) => "notice-back",
            (false, false) => "notice-lead",
        };
        view! {
            <div class="container narrow">
                <div class="page-head">
                    <h1>{heading}</h1>
                    <p class="lead" role="status">{t_args(lead, &[("product", (&name).into())])}</p>
                </div>
                {form}
                <p><a class="link" href=back>{t("notice-to-product")}</a></p>
            </div>
        }
    }))
}

/// A field that nobody sees and programs like to fill in.
fn trap() -> impl IntoView {
    view! {
        <div class="trap" aria-hidden="true">
            <label for="notify-website">{t("review-website")}</label>
            <input id="notify-website" name="website" autocomplete="off" tabindex="-1"/>
        </div>
    }
}

/// `GET /notice/{token}`
pub async fn notice(visit: Visit, Path(token): Path<String>) -> PageResult {
    let waits = notices::of_token(visit.shop(), &token).await?;
    let lead = t_args("notice-stop-lead", &[("waits", waits.into())]);
    let action = format!("/notice/{token}/stop");
    Ok(told(&visit, t("notice-stop-head"), lead, Some(action)))
}

/// `POST /notice/{token}/stop`; mail programs send a form of their own.
pub async fn stop(visit: Visit, Path(token): Path<String>) -> PageResult {
    match notices::stop(visit.shop(), &token).await {
        // Pressed twice: it is as it should be.
        Ok(()) | Err(NoticeError::NoNotice) => {
            Ok(told(&visit, t("notice-stopped-head"), t("notice-stopped").to_owned(), None))
        }
        Err(error) => Err(error.into()),
    }
}

fn told(visit: &Visit, heading: &'static str, lead: String, action: Option<String>) -> Page {
    let head = Head { noindex: true, ..Head::new(heading) };
    Page::storefront(visit, head, move || {
        view! {
            <div class="container narrow">
                <div class="page-head"><h1>{heading}</h1><p class="lead" role="status">{lead}</p></div>
                {action.map(|action| view! {
                    <form method="post" action=action>
                        <button class="button button--primary button--lg">{t("notice-stop")}</button>
                    </form>
                })}
            </div>
        }
    })
}
