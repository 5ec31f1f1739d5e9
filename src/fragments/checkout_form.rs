//! The form of the checkout, group by group. Parts that follow country, delivery and payment have ids, so that the
//! island swaps just these.

use super::{
    checkout::Shown,
    fields::{self, Field},
    parts::{self, Tone},
    payment,
};
use crate::{
    app::render,
    ui::{Icon, IconSize},
};
use commerce::text::{self, date_span, t, t_args};
use leptos::prelude::*;
use model::{
    Fault,
    checkout::{CheckoutForm, ShippingChoice},
};

/// The whole form.
pub fn form(shown: &Shown) -> impl IntoView + use<> {
    let (typed, fault) = (&shown.form, shown.fault.as_ref());
    let model::Money { minor: total, currency } = shown.view.cart.totals.total;
    let currency = currency.code().to_owned();
    view! {
        <form class="checkout__main" id="checkout-form" method="post" action="/checkout" novalidate>
            // Enter in a field presses the first button of a form: this one, which is the one at the end.
            <button class="vh" tabindex="-1" aria-hidden="true">{t("cart-checkout")}</button>
            <input type="hidden" name="key" value=typed.key.clone()/>
            <input type="hidden" name="expected_total" id="expected_total" value=total/>
            <input type="hidden" name="currency" value=currency/>
            {notes(shown)}
            {contact(typed, fault)}
            {delivery(shown)}
            {pay(shown)}
            {review(shown)}
        </form>
    }
}

fn heading(id: &'static str, number: &'static str, title: &'static str) -> impl IntoView {
    view! { <div class="group__head"><h2 id=id><span>{number}</span>{title}</h2></div> }
}

/// What stands between the shopper and the order: wrong fields, things that changed, limits.
fn notes(shown: &Shown) -> Option<impl IntoView + use<>> {
    let wrong = shown.fault.as_ref().map(summary);
    let changes = (!shown.changes.is_empty()).then(|| changes(shown));
    (wrong.is_some() || changes.is_some()).then(|| view! { <div class="stack">{wrong}{changes}</div> })
}

fn summary(fault: &Fault) -> AnyView {
    let named: Vec<_> = fault.fields.iter().filter_map(|field| Some((label(&field.field)?, field))).collect();
    if named.is_empty() {
        let message = fault.sentence().to_owned();
        let inside = view! { <p role="alert" id="checkout-trouble" tabindex="-1">{message}</p> };
        return parts::note(Tone::Danger, "warn", inside).into_any();
    }
    let head = t_args("checkout-errors", &[("count", (named.len() as u32).into())]);
    let rows: Vec<_> = named
        .into_iter()
        .map(|(label, field)| {
            let text = format!("{label}: {}", field.message);
            let target = match field.field.as_str() {
                "shipping" => "#checkout-ship".to_owned(),
                "payment" => "#payment-card".to_owned(),
                name => format!("#{name}"),
            };
            view! { <li><a href=target>{text}</a></li> }
        })
        .collect();
    view! {
        <section class="note note--danger summary-err" role="alert" id="checkout-trouble" tabindex="-1" aria-labelledby="es">
            <Icon name="warn"/>
            <div class="stack stack--sm"><h2 class="h4" id="es">{head}</h2><ol class="note__list">{rows}</ol></div>
        </section>
    }
    .into_any()
}

/// The label of a field, as errors name it.
fn label(field: &str) -> Option<&'static str> {
    Some(match field {
        "email" => t("checkout-email"),
        "name" => t("checkout-name"),
        "company" => t("checkout-company"),
        "street" => t("checkout-street"),
        "postcode" => t("checkout-postcode"),
        "city" => t("checkout-city"),
        "country" => t("checkout-country"),
        "phone" => t("checkout-phone"),
        "shipping" => t("checkout-how-arrive"),
        "payment" => t("checkout-payment"),
        "bill_name" => t("checkout-bill-name"),
        "bill_company" => t("checkout-bill-company"),
        "bill_street" => t("checkout-bill-street"),
        "bill_postcode" => t("checkout-bill-postcode"),
        "bill_city" => t("checkout-bill-city"),
        "bill_country" => t("checkout-bill-country"),
        _ => return None,
    })
}

fn changes(shown: &Shown) -> impl IntoView + use<> {
    let rows: Vec<_> = shown
        .changes
        .iter()
        .map(|(title, text)| view! { <li><strong class="strong">{title.clone()}</strong>" "{text.clone()}</li> })
        .collect();
    let total = t_args("checkout-new-total", &[("total", shown.view.cart.totals.total.into())]);
    view! {
        <section class=Tone::Warning.class() aria-labelledby="changed">
            <Icon name="box"/>
            <div class="stack stack--sm">
                <h2 class="h4" id="changed">{t("checkout-changed")}</h2>
                <ul class="note__list">{rows}</ul>
                <p>{total}</p>
                <p class="row"><a class="button button--secondary button--sm" href="/cart">{t("checkout-to-cart")}</a></p>
            </div>
        </section>
    }
}

fn contact(typed: &CheckoutForm, fault: Option<&Fault>) -> impl IntoView + use<> {
    let email = Field {
        kind: "email",
        inputmode: Some("email"),
        hint: Some(t("checkout-email-hint")),
        ..Field::text("email", t("checkout-email"), "email")
    };
    view! {
        <section class="group" aria-labelledby="g1">
            {heading("g1", "1", t("checkout-contact"))}
            {email.view(&typed.email, fault)}
        </section>
    }
}

fn delivery(shown: &Shown) -> impl IntoView + use<> {
    let (typed, fault) = (&shown.form, shown.fault.as_ref());
    let postcode = Field {
        inputmode: fields::postcode_keyboard(&typed.country),
        ..Field::text("postcode", t("checkout-postcode"), "shipping postal-code").at("field w2")
    };
    let phone = Field {
        kind: "tel",
        hint: Some(t("checkout-phone-hint")),
        ..Field::text("phone", t("checkout-phone"), "shipping tel").optional()
    };
    let company = Field::text("company", t("checkout-company"), "shipping organization").optional();
    let more_open =
        !typed.company.is_empty() || !typed.phone.is_empty() || fault.is_some_and(|f| f.at("phone").is_some());
    view! {
        <section class="group" aria-labelledby="g2">
            {heading("g2", "2", t("checkout-delivery"))}
            <div class="form-grid">
                {Field::text("name", t("checkout-name"), "shipping name").view(&typed.name, fault)}
                {fields::country("country", "shipping country", delivery_countries(shown), &typed.country, fault)}
                {Field::text("street", t("checkout-street"), "shipping street-address").view(&typed.street, fault)}
                {postcode.view(&typed.postcode, fault)}
                {Field::text("city", t("checkout-city"), "shipping address-level2").at("field w4").view(&typed.city, fault)}
                <details class="add-field" open=more_open>
                    <summary><Icon name="plus"/>{t("checkout-more")}</summary>
                    <div class="form-grid">{company.view(&typed.company, fault)}{phone.view(&typed.phone, fault)}</div>
                </details>
            </div>
            <div id="checkout-ship" tabindex="-1">{ship(shown)}</div>
            <button class="button button--secondary no-script" formaction="/checkout/update">{t("checkout-update")}</button>
        </section>
    }
}

fn delivery_countries(shown: &Shown) -> impl Iterator<Item = (&str, &str)> {
    shown.view.countries.iter().map(|(code, name)| (code.as_str(), name.as_str()))
}

/// The ways to ship, with price and day of arrival.
fn ship(shown: &Shown) -> impl IntoView + use<> {
    let chosen = shown.view.chosen_shipping.as_deref();
    let rows: Vec<_> = shown.view.shipping.iter().map(|choice| ship_row(choice, chosen)).collect();
    let wrong = shown.fault.as_ref().and_then(|fault| fault.at("shipping")).map(|field| field.message.clone());
    let nothing =
        rows.is_empty().then(|| parts::note(Tone::Warning, "truck", view! { <p>{t("checkout-no-shipping")}</p> }));
    view! {
        <fieldset class="stack stack--sm">
            <legend class="field__label">{t("checkout-how-arrive")}</legend>
            {wrong.map(|sentence| parts::field_error("shipping-error".into(), sentence))}
            {nothing}
            <div class="radio-list">{rows}</div>
        </fieldset>
    }
}

fn ship_row(choice: &ShippingChoice, chosen: Option<&str>) -> impl IntoView + use<> {
    let when = date_span(choice.arrives.0, choice.arrives.1);
    let note = [choice.name.as_str(), &choice.hint]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <label class="radio-card">
            <input type="radio" name="shipping" value=choice.code.clone() id=format!("shipping-{}", choice.code)
                checked=chosen == Some(choice.code.as_str())/>
            <span class="radio-card__title">{when}</span>
            <span class="radio-card__end">{parts::or_free(choice.price)}</span>
            <span class="meta radio-card__note">{note}</span>
        </label>
    }
}

fn pay(shown: &Shown) -> impl IntoView + use<> {
    let wrong = shown.fault.as_ref().and_then(|fault| fault.at("payment")).map(|field| field.message.clone());
    let elsewhere = shown.form.bill_elsewhere == "1";
    view! {
        <section class="group" aria-labelledby="g3">
            {heading("g3", "3", t("checkout-payment"))}
            <fieldset class="stack stack--sm">
                <legend class="vh">{t("checkout-payment")}</legend>
                {wrong.map(|sentence| parts::field_error("payment-error".into(), sentence))}
                {payment::choices(&shown.view.payment, shown.view.chosen_payment)}
            </fieldset>
            <label class="check">
                <input type="checkbox" name="bill_elsewhere" id="bill_elsewhere" value="1" checked=elsewhere/>
                <span>{t("checkout-bill-elsewhere")}</span>
            </label>
            <div id="checkout-bill">{bill(shown)}</div>
        </section>
    }
}

/// The address of the bill, when it is another: anywhere, whatever the shop delivers to.
fn bill(shown: &Shown) -> Option<impl IntoView + use<>> {
    let (typed, fault) = (&shown.form, shown.fault.as_ref());
    if typed.bill_elsewhere != "1" {
        return None;
    }
    let country = if typed.bill_country.is_empty() { &typed.country } else { &typed.bill_country };
    let postcode = Field {
        inputmode: fields::postcode_keyboard(country),
        ..Field::text("bill_postcode", t("checkout-postcode"), "billing postal-code").at("field w2")
    };
    let city = Field::text("bill_city", t("checkout-city"), "billing address-level2").at("field w4");
    let company = Field::text("bill_company", t("checkout-company"), "billing organization").optional();
    Some(view! {
        <fieldset class="form-grid">
            <legend class="field__label">{t("checkout-bill-address")}</legend>
            {Field::text("bill_name", t("checkout-name"), "billing name").view(&typed.bill_name, fault)}
            {company.view(&typed.bill_company, fault)}
            {fields::country("bill_country", "billing country", text::countries().iter().copied(), country, fault)}
            {Field::text("bill_street", t("checkout-street"), "billing street-address").view(&typed.bill_street, fault)}
            {postcode.view(&typed.bill_postcode, fault)}
            {city.view(&typed.bill_city, fault)}
        </fieldset>
    })
}

fn review(shown: &Shown) -> impl IntoView + use<> {
    view! {
        <section class="group" aria-labelledby="g4">
            {heading("g4", "4", t("checkout-review"))}
            <div class="group" id="checkout-act">{act(shown)}</div>
            <p class="meta">{legal(shown.legal)}{t("checkout-cancel-until")}</p>
        </section>
    }
}

/// What is accepted by ordering, as far as the shop says it anywhere.
fn legal((terms, returns): (bool, bool)) -> Option<impl IntoView + use<>> {
    let accept = terms.then(|| view! { {t("checkout-accept")}" "<a href="/page/terms">{t("checkout-terms")}</a> });
    let read = returns.then(|| {
        let begin = if terms { format!(" {} ", t("checkout-accept-and")) } else { format!("{} ", t("checkout-read")) };
        view! { {begin}<a href="/page/returns">{t("checkout-withdrawal")}</a> }
    });
    (terms || returns).then(|| view! { {accept}{read}". " })
}

/// What is about to be ordered, and the button that names the duty to pay and the total.
fn act(shown: &Shown) -> impl IntoView + use<> {
    let view = &shown.view;
    let choice = view.shipping.iter().find(|choice| Some(&choice.code) == view.chosen_shipping.as_ref());
    let arrives =
        choice.map(|choice| (t("checkout-arrives"), date_span(choice.arrives.0, choice.arrives.1), "#checkout-ship"));
    let to = deliver_to(&shown.form).map(|line| (t("checkout-deliver-to"), line, "#g2"));
    let rows: Vec<_> = to
        .into_iter()
        .chain(arrives)
        .map(|(name, value, target)| {
            view! {
                <dt>{name}</dt>
                <dd>{value}</dd>
                <dd><a class="text-button" href=target>{t("checkout-edit")}<span class="vh">" "{name}</span></a></dd>
            }
        })
        .collect();
    let text = payment::button_text(view.chosen_payment, view.cart.totals.total);
    let free_of_choice = view.shipping.is_empty();
    view! {
        <dl class="recap">{rows}</dl>
        <button class="button button--primary button--lg button--wide" id="pay-button" disabled=free_of_choice>{text}</button>
        {free_of_choice.then(|| view! { <p class="meta"><Icon name="info" size=IconSize::Small/>{t("checkout-no-shipping")}</p> })}
    }
}

fn deliver_to(form: &CheckoutForm) -> Option<String> {
    let town = format!("{} {}", form.postcode.trim(), form.city.trim());
    let parts = [form.name.trim(), form.street.trim(), town.trim()];
    parts.iter().all(|part| !part.is_empty()).then(|| parts.join(", "))
}

/// The parts that follow country, delivery and payment, by the id of the element that holds them.
pub fn moving_parts(shown: &Shown) -> Vec<(String, String)> {
    vec![
        ("checkout-ship".into(), render(|| ship(shown))),
        ("checkout-bill".into(), render(|| bill(shown))),
        ("checkout-act".into(), render(|| act(shown))),
    ]
}
