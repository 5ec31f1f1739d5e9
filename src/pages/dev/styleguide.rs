//! Every component in every state, light beside dark: `/dev/styleguide`.

use super::mailbox::only_in_development;
use crate::{
    app::Head,
    pages::storefront::parts::{dot, five_stars, grid, price, stars},
    ui::{Icon, IconSize},
    web::{Page, PageResult, Visit},
};
use commerce::text::t;
use leptos::prelude::*;
use model::{
    Currency, Money, ProductId, VariantId,
    catalog::{Availability, Price, ProductCard, Rating, Swatch},
};

const TONES: [&str; 18] = [
    "bg-canvas",
    "bg-surface",
    "bg-sunken",
    "bg-ink",
    "bg-line",
    "bg-control",
    "bg-accent",
    "bg-accent-soft",
    "bg-danger",
    "bg-danger-soft",
    "bg-warning",
    "bg-warning-soft",
    "bg-success",
    "bg-success-soft",
    "bg-info",
    "bg-info-soft",
    "bg-star",
    "bg-focus",
];

/// `GET /dev/styleguide`
pub async fn styleguide(visit: Visit) -> PageResult {
    only_in_development(&visit)?;
    let mut head = Head::new(t("guide-title"));
    head.noindex = true;
    Ok(Page::storefront(&visit, head, || {
        view! {
            <div class="container guide">
                <h1>{t("guide-title")}</h1>
                {block("guide-colours", "colours", colours)}
                {block("guide-type", "type", texts)}
                {block("guide-buttons", "buttons", buttons)}
                {block("guide-fields", "fields", fields)}
                {block("guide-choices", "choices", choices)}
                {block("guide-signs", "signs", signs)}
                {block("guide-cards", "cards", cards)}
                {block("guide-folds", "folds", folds)}
                {block("guide-notes", "notes", notes)}
                {block("guide-lines", "lines", lines)}
                {block("guide-trail", "trail", trail)}
            </div>
        }
    }))
}

/// The same pieces in both themes; ids differ by theme.
fn block<V: IntoView + 'static>(title: &'static str, id: &'static str, draw: fn(&'static str) -> V) -> impl IntoView {
    view! {
        <section class="guide__block" aria-labelledby=id>
            <h2 id=id>{t(title)}</h2>
            <div class="guide__themes">
                <div class="guide__theme stack" data-theme="light">{draw("light")}</div>
                <div class="guide__theme stack" data-theme="dark">{draw("dark")}</div>
            </div>
        </section>
    }
}

fn colours(_: &'static str) -> impl IntoView {
    let tone = |name: &'static str| {
        view! { <li class="caption"><span class=format!("guide__tone {name}")></span>{name.trim_start_matches("bg-")}</li> }
    };
    view! { <ul class="guide__tones">{TONES.map(tone).into_iter().collect::<Vec<_>>()}</ul> }
}

fn texts(_: &'static str) -> impl IntoView {
    let sample = t("guide-sample");
    view! {
        <p class="h1">{sample}</p>
        <p class="h2">{sample}</p>
        <p class="h3">{sample}</p>
        <p class="h4">{sample}</p>
        <p class="lead">{sample}</p>
        <p>{sample}</p>
        <p class="meta">{sample}</p>
        <p class="caption">{sample}</p>
        <p><a class="link" href="#type">{sample}</a></p>
        <p><a class="arrow-link" href="#type">{sample}<Icon name="right" size=IconSize::Small/></a></p>
    }
}

fn buttons(_: &'static str) -> impl IntoView {
    let kinds = ["primary", "secondary", "quiet", "danger", "ink"];
    let row = |kind: &'static str| {
        view! {
            <div class="row">
                <button class=format!("button button--{kind} button--sm")>{t("guide-button")}</button>
                <button class=format!("button button--{kind}")>{t("guide-button")}</button>
                <button class=format!("button button--{kind} button--lg")>{t("guide-button")}</button>
                <button class=format!("button button--{kind} is-hover")>{t("guide-hover")}</button>
                <button class=format!("button button--{kind} is-focus")>{t("guide-focus")}</button>
                <button class=format!("button button--{kind}") disabled>{t("guide-off")}</button>
                <button class=format!("button button--{kind}") aria-busy="true">{t("guide-busy")}</button>
            </div>
        }
    };
    let icons = [
        "search", "cart", "user", "menu", "close", "plus", "minus", "check", "truck", "return", "star", "lock", "box",
        "warn",
    ];
    let icon = |name: &'static str| view! { <button class="icon-button" aria-label=name><Icon name=name/></button> };
    view! {
        {kinds.map(row).into_iter().collect::<Vec<_>>()}
        <div class="row">{icons.map(icon).into_iter().collect::<Vec<_>>()}</div>
    }
}

fn fields(theme: &'static str) -> impl IntoView {
    let field = |name: &'static str, label: &'static str, wrong: bool, off: bool, value: &'static str| {
        let id = format!("{theme}-{name}");
        let error = format!("{id}-error");
        view! {
            <div class="field">
                <label class="field__label" for=id.clone()>{t(label)}</label>
                <input class="input" id=id value=value disabled=off aria-invalid=wrong.then_some("true")
                    aria-describedby=wrong.then_some(error.clone())/>
                {wrong.then(|| view! { <p class="field__error" id=error><Icon name="warn" size=IconSize::Small/>{t("guide-wrong")}</p> })}
            </div>
        }
    };
    let select = format!("{theme}-select");
    let quantity = format!("{theme}-quantity");
    view! {
        {field("plain", "guide-field", false, false, "")}
        {field("wrong", "guide-field", true, false, "1050 Vienna,")}
        {field("off", "guide-off", false, true, "AT")}
        <div class="field">
            <label class="field__label" for=select.clone()>{t("guide-select")}</label>
            <select class="input" id=select><option>"1"</option><option>"2"</option></select>
        </div>
        <label class="check"><input type="checkbox" checked/><span>{t("guide-check")}</span></label>
        <label class="check"><input type="checkbox"/><span>{t("guide-check")}</span></label>
        <label class="check"><input type="checkbox" disabled/><span>{t("guide-off")}</span></label>
        <div class="radio-list">
            <label class="radio-card"><input type="radio" name=format!("{theme}-radio") checked/><span class="radio-card__title">{t("guide-check")}</span><span class="radio-card__end">"€4.90"</span></label>
            <label class="radio-card"><input type="radio" name=format!("{theme}-radio")/><span class="radio-card__title">{t("guide-check")}</span><span class="radio-card__end">"€11.90"</span></label>
        </div>
        <div class="stepper">
            <button aria-label=t("shop-quantity-less") disabled><Icon name="minus" size=IconSize::Small/></button>
            <label class="vh" for=quantity.clone()>{t("shop-quantity")}</label>
            <input id=quantity value="1" inputmode="numeric"/>
            <button aria-label=t("shop-quantity-more")><Icon name="plus" size=IconSize::Small/></button>
        </div>
    }
}

fn choices(_: &'static str) -> impl IntoView {
    let colours = ["#2f5d50", "#cfa04a", "#c9967a", "#8fa3a8"];
    let swatch = |(place, color): (usize, &'static str)| {
        let current = (place == 0).then_some("true");
        view! { <a class="swatch" href="#choices" aria-current=current>{dot(color.into())}<span class="vh">{color}</span></a> }
    };
    view! {
        <div class="options">{colours.into_iter().enumerate().map(swatch).collect::<Vec<_>>()}</div>
        <div class="options">
            <a class="option" href="#choices" aria-current="true">"2.4 l"</a>
            <a class="option" href="#choices">"4.2 l"<span class="option__note">"€129.00"</span></a>
            <a class="option option--out" href="#choices">"6.1 l"<span class="option__note">{t("shop-sold-out")}</span></a>
        </div>
        <div class="chips">
            <a class="chip" href="#choices">"Oak "<span class="chip__count">"22"</span></a>
            <a class="chip chip--on" href="#choices">"Oak"<Icon name="close"/></a>
        </div>
    }
}

fn signs(_: &'static str) -> impl IntoView {
    let eur = |minor| Money::new(minor, Currency::EUR);
    let badges =
        ["", "badge--accent", "badge--success", "badge--warning", "badge--danger", "badge--info", "badge--plain"];
    let badge = |kind: &'static str| view! { <span class=format!("badge {kind}")><Icon name="check"/>{t("guide-badge")}</span> };
    view! {
        <p>{price(Price { now: eur(12_900), was: None, lowest: None }, false)}</p>
        <p>{price(Price { now: eur(6_400), was: Some(eur(7_900)), lowest: Some(eur(6_900)) }, false)}</p>
        <p>{price(Price { now: eur(1_650), was: None, lowest: None }, true)}</p>
        <p>{stars(Rating { tenths: 46, count: 212 })}</p>
        <p class="stars">{five_stars(4)}</p>
        <p class="stock">{t("shop-stock-in")}</p>
        <p class="stock stock--low">{t("shop-stock-back")}</p>
        <p class="stock stock--out">{t("shop-sold-out")}</p>
        <div class="row">{badges.map(badge).into_iter().collect::<Vec<_>>()}</div>
        <p><span class="badge badge--success live">{t("guide-live")}</span></p>
    }
}

fn cards(_: &'static str) -> impl IntoView {
    let card = |availability, was: Option<i64>, single: bool| ProductCard {
        id: ProductId::new(),
        handle: "guide".into(),
        title: t("guide-sample").into(),
        vendor: "Estling Forge".into(),
        pictures: vec![],
        price: Price {
            now: Money::new(6_400, Currency::EUR),
            was: was.map(|minor| Money::new(minor, Currency::EUR)),
            lowest: None,
        },
        from: !single,
        availability,
        swatches: ["#2f5d50", "#cfa04a"].map(|c| Swatch { value: c.into(), color: Some(c.into()) }).into(),
        rating: Some(Rating { tenths: 46, count: 12 }),
        only_variant: single.then(VariantId::new),
    };
    let products = vec![
        card(Availability::InStock, None, true),
        card(Availability::InStock, Some(7_900), false),
        card(Availability::Low(3), None, true),
        card(Availability::SoldOut, None, false),
    ];
    view! {
        {grid(products, false, 0)}
        <div class="skeleton skeleton--media"></div>
        <div class="skeleton skeleton--line"></div>
        <div class="skeleton skeleton--short"></div>
    }
}

fn folds(_: &'static str) -> impl IntoView {
    let fold = |open: bool| {
        view! {
            <details class="fold" open=open>
                <summary><h3>{t("guide-sample")}</h3><svg class="icon icon--chevron" aria-hidden="true"><use href="#i-chevron"></use></svg></summary>
                <div class="fold__body"><p>{t("guide-sample")}</p></div>
            </details>
        }
    };
    view! { <div>{fold(true)}{fold(false)}</div> }
}

fn notes(_: &'static str) -> impl IntoView {
    let kinds = ["", "note--success", "note--warning", "note--danger", "note--plain"];
    let note = |kind: &'static str| view! { <div class=format!("note {kind}")><Icon name="info"/><p>{t("guide-sample")}</p></div> };
    view! {
        {kinds.map(note).into_iter().collect::<Vec<_>>()}
        <div class="toast"><p>{t("guide-sample")}</p><button class="button">{t("guide-button")}</button></div>
        <div class="empty"><p>{t("guide-sample")}</p><button class="button button--secondary">{t("guide-button")}</button></div>
    }
}

fn lines(_: &'static str) -> impl IntoView {
    view! {
        <div class="panel">
            <div class="line">
                <div class="line__media"></div>
                <div>
                    <div class="line__head"><a class="line__title" href="#lines">{t("guide-sample")}</a><span class="price">"€129.00"</span></div>
                    <p class="meta">"Spruce, 4.2 l"</p>
                </div>
            </div>
            <dl class="sums">
                <div><dt>{t("guide-sum")}</dt><dd>"€129.00"</dd></div>
                <div class="sums__total"><dt>{t("guide-total")}</dt><dd>"€133.90"</dd></div>
            </dl>
        </div>
        <ol class="timeline">
            <li class="is-done"><span class="timeline__mark"><Icon name="check"/></span><div><p class="timeline__title">{t("guide-sample")}</p></div></li>
            <li class="is-now"><span class="timeline__mark"><Icon name="box"/></span><div><p class="timeline__title">{t("guide-sample")}</p></div></li>
            <li class="is-next"><span class="timeline__mark"></span><div><p class="timeline__title">{t("guide-sample")}</p></div></li>
        </ol>
    }
}

fn trail(_: &'static str) -> impl IntoView {
    view! {
        <div class="crumbs"><ol><li><a href="/">{t("shop-crumbs-home")}</a></li><li aria-current="page"><span>{t("guide-sample")}</span></li></ol></div>
        <div class="load-more">
            <progress class="meter" max="142" value="24" aria-label=t("guide-sample")></progress>
            <div class="pages"><span aria-current="page">"1"</span><a href="#trail">"2"</a><span aria-hidden="true">"…"</span><a href="#trail">"12"</a></div>
        </div>
    }
}
