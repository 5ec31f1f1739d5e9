//! One list of prices: its rule, and what each variant costs by it or by hand.

use super::{
    entries::{Entries, Fields},
    fields::{Field, save_bar, summary},
    page::{Heading, PageResult, confirm, done, page},
    price_lists::{rule, rule_fields, state},
    table::{Asked, Column, Place, empty},
};
use crate::web::{Flash, StaffVisit};
use axum::{
    extract::{Path, Query},
    response::Response,
};
use commerce::{
    currencies::{self, ChangeRule, ListOfPrices, ListPrice, PriceQuery, SetListPrice},
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{Currency, Fault, Money, Page, PriceListId, VariantId, account::Permission};

const VIEWS: [(&str, &str); 2] = [("all", "admin-view-all"), ("by_hand", "admin-lists-by-hand")];
const RULE: [(&str, &str); 2] = [("rate", "admin-lists-rate"), ("rounding", "admin-lists-rounding")];
const PRICE: [(&str, &str); 3] =
    [("amount", "admin-price"), ("compare_at", "admin-compare-at"), ("reason", "admin-reason")];

/// `GET /admin/price-lists/{list}`
pub async fn show(visit: StaffVisit, Path(list): Path<PriceListId>, Query(asked): Query<Asked>) -> PageResult {
    let found = currencies::list(visit.shop(), &visit.actor(), list).await?;
    let entries = standing(&found);
    draw(&visit, found, asked, entries).await
}

/// `POST /admin/price-lists/{list}`: another rate or rounding.
pub async fn change(visit: StaffVisit, Path(list): Path<PriceListId>, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    let found = currencies::list(visit.shop(), &visit.actor(), list).await?;
    let changed = match rule(&typed, found.currency) {
        Ok((rate, rounding)) => {
            let command = ChangeRule { list, rate, rounding };
            currencies::change_rule(visit.shop(), &visit.actor(), command).await.map_err(Fault::from)
        }
        Err(fault) => Err(fault),
    };
    match changed {
        Ok(()) => Ok(done(&visit, t("admin-lists-changed"), &address(list)).await),
        Err(fault) => draw(&visit, found, Asked::default(), typed.wrong(fault)?).await,
    }
}

fn standing(list: &ListOfPrices) -> Entries {
    match list.rule {
        Some((rate, rounding)) => {
            Entries::standing([("rate", rate.to_string()), ("rounding", rounding.text(list.currency))])
        }
        None => Entries::default(),
    }
}

fn address(list: PriceListId) -> String {
    format!("/admin/price-lists/{list}")
}

async fn draw(visit: &StaffVisit, list: ListOfPrices, asked: Asked, entries: Entries) -> PageResult {
    let query =
        PriceQuery { list: list.id, text: asked.q.clone(), by_hand: asked.view == "by_hand", page: asked.page() };
    let prices = currencies::prices(visit.shop(), &visit.actor(), &query).await?;
    let own = visit.shop().settings.shop.currency;
    let flash = visit.said().await;
    let fault = entries.fault().cloned();
    let title = text::currency(list.currency);
    let shown = page(visit, &title.clone(), move || view(list, own, asked, prices, entries, &flash));
    Ok(Entries::answer(fault, shown))
}

fn view(
    list: ListOfPrices,
    own: Currency,
    asked: Asked,
    prices: Page<ListPrice>,
    entries: Entries,
    flash: &Option<Flash>,
) -> impl IntoView + use<> {
    let base = address(list.id);
    let close = list.sold.then(|| {
        view! { <a class="button button-secondary" href=format!("{base}/close")>{t("admin-lists-close")}</a> }
    });
    let heading = Heading::new(text::currency(list.currency))
        .below("/admin/products", t("admin-products"))
        .below("/admin/price-lists", t("admin-lists"))
        .signs(state(&list))
        .actions(close);
    let rule = list.rule.map(|_| rule_form(&base, &entries, own));
    view! {
        <main class="page" id="main">
            {heading.view(flash)}
            {rule}
            {table(&list, own, &asked, prices)}
        </main>
    }
}

fn rule_form(base: &str, entries: &Entries, own: Currency) -> impl IntoView + use<> {
    view! {
        <section class="panel" aria-labelledby="rule">
            <div class="panel-head panel-head-line"><h2 id="rule">{t("admin-lists-rule-head")}</h2></div>
            <form class="panel-body stack" method="post" action=base.to_owned() novalidate>
                {summary(entries, &RULE)}
                <div class="variant-forms">{rule_fields(entries, own)}</div>
                <p><button class="button button-primary" type="submit">{t("admin-lists-save")}</button></p>
            </form>
        </section>
    }
}

fn table(list: &ListOfPrices, own: Currency, asked: &Asked, prices: Page<ListPrice>) -> impl IntoView + use<> {
    let base: String = address(list.id);
    let place = Place::at(base.clone(), &[("view", &asked.view), ("q", &asked.q)]);
    let foot = place.pager(&prices);
    let columns = [
        Column::new("admin-col-product", "grow c-primary"),
        Column::new("admin-lists-own-price", "num c-meta"),
        Column::new("admin-price", "num c-amount"),
        Column::new("admin-lists-made", "c-status"),
    ];
    let rows: Vec<_> = prices.items.into_iter().map(|price| row(&base, price, list, own)).collect();
    let table = match rows.is_empty() {
        true => empty("admin-lists-none", None).into_any(),
        false => place.table("admin-lists-prices", "comfortable", &columns, rows).into_any(),
    };
    view! {
        <section class="panel" aria-label=t("admin-lists-prices")>
            {place.tabs("admin-lists-views", &VIEWS)}
            {place.filter("admin-lists-search", None)}
            {table}
            {foot}
        </section>
    }
}

fn row(base: &str, price: ListPrice, list: &ListOfPrices, own: Currency) -> AnyView {
    let money = |minor| Money::new(minor, list.currency).to_string();
    let amount = price.amount.map_or_else(|| t("admin-lists-no-price").to_owned(), money);
    let by_rule = list.follows(own).and_then(|rule| rule.pair(price.own, None)).map(|(amount, _)| money(amount));
    let made = match (price.derived, by_rule) {
        (true, _) => t("admin-lists-follows").to_owned(),
        (false, Some(rule)) => t_args("admin-lists-fixed", &[("rule", (&rule).into())]),
        (false, None) => t("admin-lists-by-hand").to_owned(),
    };
    let title = if price.variant_title.is_empty() {
        price.title.clone()
    } else {
        format!("{}, {}", price.title, price.variant_title)
    };
    let href = format!("{base}/{}", price.variant);
    let class = if price.derived { "subtle" } else { "medium" };
    view! {
        <tr>
            <td class="grow c-primary"><a class="row-link" href=href>{title}</a><span class="sub">{price.sku}</span></td>
            <td class="num c-meta">{Money::new(price.own, own).to_string()}</td>
            <td class="num c-amount"><span class=class>{amount}</span></td>
            <td class="c-status"><span class="muted">{made}</span></td>
        </tr>
    }
    .into_any()
}

/// `GET /admin/price-lists/{list}/close`
pub async fn ask_close(visit: StaffVisit, Path(list): Path<PriceListId>) -> PageResult {
    visit.actor().require(Permission::ChangeProducts)?;
    let found = currencies::list(visit.shop(), &visit.actor(), list).await?;
    let name = text::currency(found.currency);
    let question = t_args("admin-lists-close-ask", &[("currency", (&name).into())]);
    let heading = Heading::new(t("admin-lists-close")).below(&address(list), &name);
    let action = format!("{}/close", address(list));
    Ok(confirm(&visit, heading, question, &action, "admin-lists-close", &address(list)))
}

/// `POST /admin/price-lists/{list}/close`
pub async fn close(visit: StaffVisit, Path(list): Path<PriceListId>) -> PageResult {
    let found = currencies::list(visit.shop(), &visit.actor(), list).await?;
    currencies::close(visit.shop(), &visit.actor(), found.currency).await?;
    Ok(done(&visit, t("admin-lists-closed-now"), "/admin/price-lists").await)
}

/// `GET /admin/price-lists/{list}/{variant}`
pub async fn price(visit: StaffVisit, Path((list, variant)): Path<(PriceListId, VariantId)>) -> PageResult {
    let found = currencies::list(visit.shop(), &visit.actor(), list).await?;
    let price = currencies::price(visit.shop(), &visit.actor(), list, variant).await?;
    let text = |minor: Option<i64>| minor.map(|minor| Money::new(minor, found.currency).decimal()).unwrap_or_default();
    let entries = Entries::standing([
        ("expected", text(price.amount)),
        ("amount", text(price.amount)),
        ("compare_at", text(price.compare_at)),
    ]);
    Ok(price_page(&visit, &found, price, entries))
}

/// `POST /admin/price-lists/{list}/{variant}`: a price by hand, or by the rule again.
pub async fn set_price(
    visit: StaffVisit,
    Path((list, variant)): Path<(PriceListId, VariantId)>,
    fields: Fields,
) -> PageResult {
    let typed = Entries::typed(fields);
    let found = currencies::list(visit.shop(), &visit.actor(), list).await?;
    let set = match read(&typed, &found, variant) {
        Ok(command) => currencies::set_price(visit.shop(), &visit.actor(), command).await.map_err(Fault::from),
        Err(fault) => Err(fault),
    };
    match set {
        Ok(()) => Ok(done(&visit, t("admin-price-done"), &address(list)).await),
        Err(fault) => {
            let price = currencies::price(visit.shop(), &visit.actor(), list, variant).await?;
            Ok(price_page(&visit, &found, price, typed.wrong(fault)?))
        }
    }
}

fn read(typed: &Entries, list: &ListOfPrices, variant: VariantId) -> Result<SetListPrice, Fault> {
    let follow = typed.on("follow");
    let money = |field: &'static str| match typed.filled(field) {
        None => Ok(None),
        Some(text) => Money::parse(&text, list.currency).map(|money| Some(money.minor)).map_err(|_| field),
    };
    let (amount, compare_at, expected) = (money("amount"), money("compare_at"), money("expected"));
    if follow {
        let expected = expected.unwrap_or_default();
        let reason = typed.filled("reason").unwrap_or_else(|| t("admin-lists-follow-reason").to_owned());
        return Ok(SetListPrice { list: list.id, variant, amount: None, compare_at: None, expected, reason });
    }
    match (amount, compare_at) {
        (Ok(amount @ Some(_)), Ok(compare_at)) => {
            let (expected, reason) = (expected.unwrap_or_default(), typed.trimmed("reason"));
            Ok(SetListPrice { list: list.id, variant, amount, compare_at, expected, reason })
        }
        (amount, compare_at) => {
            let missing = !matches!(amount, Ok(Some(_)));
            let wrong = [missing.then_some("amount"), compare_at.err()];
            Err(Fault::invalid(wrong.into_iter().flatten().map(|field| (field, "not-an-amount"))))
        }
    }
}

fn price_page(visit: &StaffVisit, list: &ListOfPrices, price: ListPrice, entries: Entries) -> Response {
    let own = visit.shop().settings.shop.currency;
    let (base, name) = (address(list.id), text::currency(list.currency));
    let by_rule = list.follows(own).and_then(|rule| rule.pair(price.own, None));
    let by_rule = by_rule.map_or_else(
        || t("admin-lists-no-price").to_owned(),
        |(minor, _)| Money::new(minor, list.currency).to_string(),
    );
    let own_price = Money::new(price.own, own).to_string();
    let meta = t_args("admin-lists-price-meta", &[("own", (&own_price).into()), ("rule", (&by_rule).into())]);
    let heading = Heading::new(price.title.clone())
        .below("/admin/price-lists", t("admin-lists"))
        .below(&base, &name)
        .meta(if price.variant_title.is_empty() { meta } else { format!("{} · {meta}", price.variant_title) });
    let follow = (!price.derived).then(|| {
        view! { <button class="button button-secondary" type="submit" name="follow" value="1">{t("admin-lists-follow")}</button> }
    });
    let fault = entries.fault().cloned();
    let action = format!("{base}/{}", price.variant);
    let shown = page(visit, &price.title, move || {
        view! {
            <main class="page page-narrow" id="main">
                {heading.view(&None)}
                <form method="post" action=action class="stack" novalidate>
                    {summary(&entries, &PRICE)}
                    <input type="hidden" name="expected" value=entries.value("expected").to_owned()/>
                    <section class="panel"><div class="panel-body-top stack">
                        {Field::number("amount", "admin-price").required().view(&entries)}
                        {Field::number("compare_at", "admin-compare-at").view(&entries)}
                        {Field::text("reason", "admin-reason").required().view(&entries)}
                    </div></section>
                    {save_bar("admin-change-price", &base)}
                    {follow}
                </form>
            </main>
        }
    });
    Entries::answer(fault, shown)
}
