//! The lists of prices: the shop's own, and those of further currencies that follow from it.

use super::{
    entries::{Entries, Fields},
    fields::{Field, save_bar, summary},
    page::{Heading, PageResult, done, page},
    parts::{add_link, pill},
    table::{Column, Place},
};
use crate::web::{Flash, StaffVisit};
use commerce::{
    currencies::{self, ListOfPrices, OpenCurrency},
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{
    Currency, Fault,
    account::Permission,
    rate::{Rate, Rounding},
};

const LABELS: [(&str, &str); 3] =
    [("currency", "admin-lists-currency"), ("rate", "admin-lists-rate"), ("rounding", "admin-lists-rounding")];

/// `GET /admin/price-lists`
pub async fn lists(visit: StaffVisit) -> PageResult {
    let lists = currencies::lists(visit.shop(), &visit.actor()).await?;
    let own = visit.shop().settings.shop.currency;
    let flash = visit.said().await;
    Ok(page(&visit, t("admin-lists"), move || view(lists, own, &flash)))
}

fn view(lists: Vec<ListOfPrices>, own: Currency, flash: &Option<Flash>) -> impl IntoView + use<> {
    let rows = lists.iter().map(|list| row(list, own)).collect();
    let columns = [
        Column::new("admin-lists-list", "grow c-primary"),
        Column::new("admin-lists-from", "c-meta"),
        Column::new("admin-lists-prices", "num c-hide"),
        Column::new("admin-lists-by-hand", "num c-hide"),
        Column::new("admin-col-status", "c-status"),
    ];
    let meta = t_args("admin-lists-meta", &[("currency", own.code().into())]);
    let heading = Heading::new(t("admin-lists"))
        .below("/admin/products", t("admin-products"))
        .meta(meta)
        .actions(add_link("/admin/price-lists/new", "admin-lists-add"));
    view! {
        <main class="page" id="main">
            {heading.view(flash)}
            <section class="panel" aria-label=t("admin-lists")>
                {Place::new("/admin/price-lists", &[]).table("admin-lists", "comfortable", &columns, rows)}
            </section>
        </main>
    }
}

fn row(list: &ListOfPrices, own: Currency) -> AnyView {
    let href = format!("/admin/price-lists/{}", list.id);
    let name = text::currency(list.currency);
    let name = match list.rule {
        Some(_) => view! { <a class="row-link" href=href>{name}</a> }.into_any(),
        None => view! { <span class="medium">{name}</span> }.into_any(),
    };
    let by_hand = if list.rule.is_some() { list.by_hand.to_string() } else { t("admin-lists-base").to_owned() };
    view! {
        <tr>
            <td class="grow c-primary">{name}<span class="sub">{list.currency.code().to_owned()}</span></td>
            <td class="c-meta">{made_from(list, own)}</td>
            <td class="num c-hide">{list.prices}</td>
            <td class="num c-hide">{by_hand}</td>
            <td class="c-status">{state(list)}</td>
        </tr>
    }
    .into_any()
}

/// How the prices of a list come about, in a few words.
fn made_from(list: &ListOfPrices, own: Currency) -> String {
    let Some((rate, rounding)) = list.rule else { return t("admin-lists-own").to_owned() };
    let (rate, rounding) = (rate.to_string(), rounding.text(list.currency));
    let args = [("own", own.code().into()), ("rate", (&rate).into()), ("rounding", (&rounding).into())];
    t_args("admin-lists-rule", &args)
}

/// Whether shoppers can choose the currency, and whether its prices are up to date.
pub fn state(list: &ListOfPrices) -> impl IntoView + use<> {
    match (list.sold, list.opening, list.settled) {
        (true, _, true) => pill("pill-done", "disc", t("admin-lists-sold").into()),
        (true, _, false) | (_, true, _) => pill("pill-info", "clock", t("admin-lists-working").into()),
        (false, false, _) => pill("", "stop", t("admin-lists-closed").into()),
    }
}

/// `GET /admin/price-lists/new`
pub async fn new(visit: StaffVisit) -> PageResult {
    visit.actor().require(Permission::ChangeProducts)?;
    Ok(form(&visit, &Entries::default()))
}

/// `POST /admin/price-lists/new`
pub async fn add(visit: StaffVisit, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    let opened = match read(&typed) {
        Ok(command) => currencies::open(visit.shop(), &visit.actor(), command).await.map_err(Fault::from),
        Err(fault) => Err(fault),
    };
    match opened {
        Ok(list) => Ok(done(&visit, t("admin-lists-added"), &format!("/admin/price-lists/{list}")).await),
        Err(fault) => Ok(form(&visit, &typed.wrong(fault)?)),
    }
}

fn read(typed: &Entries) -> Result<OpenCurrency, Fault> {
    let currency = typed.trimmed("currency").to_uppercase().parse::<Currency>();
    match (currency, rule(typed, currency.unwrap_or(Currency::EUR))) {
        (Ok(currency), Ok((rate, rounding))) => Ok(OpenCurrency { currency, rate, rounding }),
        (Ok(_), Err(fault)) => Err(fault),
        (Err(_), _) => Err(Fault::invalid([("currency", "currency-code")])),
    }
}

/// The rate and rounding of a form; an empty rounding takes every price.
pub fn rule(typed: &Entries, currency: Currency) -> Result<(Rate, Rounding), Fault> {
    let rate = typed.trimmed("rate").parse();
    let rounding = match typed.filled("rounding") {
        None => Ok(Rounding::EXACT),
        Some(text) => Rounding::parse(&text, currency),
    };
    match (rate, rounding) {
        (Ok(rate), Ok(rounding)) => Ok((rate, rounding)),
        (rate, rounding) => {
            let wrong = [
                rate.is_err().then_some(("rate", "not-a-rate")),
                rounding.is_err().then_some(("rounding", "not-a-rounding")),
            ];
            Err(Fault::invalid(wrong.into_iter().flatten()))
        }
    }
}

fn form(visit: &StaffVisit, entries: &Entries) -> axum::response::Response {
    let own = visit.shop().settings.shop.currency;
    let entries = entries.clone();
    let fault = entries.fault().cloned();
    let shown = page(visit, t("admin-lists-add"), move || {
        view! {
            <main class="page page-narrow" id="main">
                {Heading::new(t("admin-lists-add")).below("/admin/price-lists", t("admin-lists")).view(&None)}
                <form method="post" action="/admin/price-lists/new" class="stack" novalidate>
                    {summary(&entries, &LABELS)}
                    <section class="panel"><div class="panel-body-top stack">
                        {Field::text("currency", "admin-lists-currency").hint("admin-lists-currency-hint").most(3).required().view(&entries)}
                        {rule_fields(&entries, own)}
                    </div></section>
                    {save_bar("admin-lists-add", "/admin/price-lists")}
                </form>
            </main>
        }
    });
    Entries::answer(fault, shown)
}

/// Rate and rounding.
pub fn rule_fields(entries: &Entries, own: Currency) -> impl IntoView + use<> {
    let hint = t_args("admin-lists-rate-hint", &[("currency", own.code().into())]);
    view! {
        {Field::number("rate", "admin-lists-rate").note(hint).required().view(entries)}
        {Field::text("rounding", "admin-lists-rounding").hint("admin-lists-rounding-hint").view(entries)}
    }
}
