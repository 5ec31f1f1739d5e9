//! What was typed at the checkout, kept while the shop cannot draw the form: it can be sent once more, with the same key.

use super::frame;
use crate::{
    app::Head,
    web::{Page, Visit},
};
use commerce::text::{self, t};
use leptos::prelude::*;
use model::{Fault, FaultKind, checkout::CheckoutForm};

/// Says what failed and holds every field, for another try at the same address. Asks nobody for anything.
pub fn page(visit: &Visit, action: &'static str, form: &CheckoutForm, fault: Fault) -> Page {
    let fault = text::explain(fault);
    let title = match fault.kind {
        FaultKind::Unavailable => t("shop-away"),
        FaultKind::RateLimited => t("shop-too-often"),
        _ => t("shop-broken"),
    };
    let mut head = Head::new(t("checkout-title-error"));
    head.noindex = true;
    head.class = "checkout-page";
    let header = frame::quiet_header(visit);
    let (fields, sentence) = (fields(form), fault.sentence().to_owned());
    let page = Page::bare(visit, head, move || {
        view! {
            {header}
            <main id="main" class="container">
                <div class="page-head lost">
                    <h1>{title}</h1>
                    <p class="lead" role="alert">{sentence}</p>
                    <form class="row" method="post" action=action>
                        {fields.into_iter().map(hidden).collect::<Vec<_>>()}
                        <button class="button button--primary button--lg">{t("shop-try-again")}</button>
                    </form>
                </div>
            </main>
        }
    });
    page.fault(&fault)
}

fn hidden((name, value): (String, String)) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// All fields with what was typed, however many the form has.
fn fields(form: &CheckoutForm) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(form) else { return vec![] };
    let text = |value: serde_json::Value| value.as_str().map(str::to_owned);
    fields.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_kept_as_it_was_typed() {
        let form = CheckoutForm { name: "Mara \"M\" Lind".into(), key: "k".repeat(20), ..CheckoutForm::default() };
        let kept = fields(&form);
        let pairs = kept.iter().map(|(name, value)| (name.clone(), serde_json::Value::from(value.as_str())));
        let back: CheckoutForm = serde_json::from_value(pairs.collect()).unwrap();
        assert_eq!(back, form);
    }
}
