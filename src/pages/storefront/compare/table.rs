//! The comparison as a table: products across, questions down.

use super::{
    Column, MOST,
    rows::{Group, Row},
};
use crate::{
    pages::storefront::parts::price,
    ui::{Icon, IconSize, Thumb},
};
use commerce::text::{t, t_args};
use leptos::prelude::*;

/// The table with the switch of its rows, and under it what is equal in all.
pub fn table(columns: &[Column], groups: Vec<Group>, differences: bool) -> impl IntoView + use<> {
    let all: usize = groups.iter().map(|group| group.rows.len()).sum();
    let shown = move |row: &Row| !differences || !row.equal();
    let count = groups.iter().flat_map(|group| &group.rows).filter(|row| shown(row)).count();
    let same: Vec<String> = groups
        .iter()
        .flat_map(|group| &group.rows)
        .filter(|row| !shown(row))
        .map(|row| format!("{}: {}", row.label, row.cells.first().map(|cell| cell.text.as_str()).unwrap_or_default()))
        .collect();
    let same = (!same.is_empty()).then(|| {
        let list = t_args("shop-compare-same", &[("list", same.join("; ").into())]);
        view! { <p class="meta compare__same">{list}" "<a class="link" href="/compare">{t("shop-compare-all")}</a></p> }
    });
    let heads: Vec<_> = columns.iter().map(head).collect();
    let room = columns.len() < MOST;
    let span = columns.len() + 1 + usize::from(room);
    let bodies: Vec<_> = groups.iter().map(|group| body(group, span, room, shown)).collect();
    let acts: Vec<_> = columns.iter().map(act).collect();
    let rows = t_args("shop-compare-rows", &[("shown", (count as i64).into()), ("all", (all as i64).into())]);
    let switch = match differences {
        true => {
            view! { <a class="chip chip--on" href="/compare">{t("shop-compare-differences")}<Icon name="close"/></a> }
                .into_any()
        }
        false => view! { <a class="chip" href="/compare?differences=1">{t("shop-compare-differences")}</a> }.into_any(),
    };
    let many = columns.len() > 1;
    view! {
        <div class="compare" tabindex="0" role="region" aria-label=t("shop-compare-region")>
            <table>
                <caption class="vh">{t("shop-compare")}</caption>
                <thead><tr class="compare__head">
                    <td>{many.then(|| view! { {switch}<p class="meta">{rows}</p> })}</td>
                    {heads}
                    {room.then(|| view! {
                        <td><a class="compare__add" href="/"><Icon name="plus"/>{t("shop-compare-more")}</a></td>
                    })}
                </tr></thead>
                {bodies}
                <tfoot><tr class="compare__act"><td></td>{acts}{room.then(|| view! { <td></td> })}</tr></tfoot>
            </table>
        </div>
        {same}
    }
}

fn head(column: &Column) -> impl IntoView + use<> {
    let card = &column.card;
    let picture = card.pictures.first().cloned();
    let label = t_args("shop-compare-remove", &[("title", (&card.title).into())]);
    view! {
        <th scope="col"><div class="compare__item">
            <div class="picture">{picture.map(|picture| view! { <Thumb picture=picture width=240 height=300/> })}</div>
            <div>
                <a class="line__title" href=format!("/p/{}", card.handle)>{card.title.clone()}</a>
                {price(card.price, card.from)}
            </div>
            <form method="post" action="/compare/remove">
                <input type="hidden" name="product" value=card.id.to_string()/>
                <button class="icon-button" aria-label=label><Icon name="close" size=IconSize::Small/></button>
            </form>
        </div></th>
    }
}

fn body<F: Fn(&Row) -> bool>(group: &Group, span: usize, room: bool, shown: F) -> Option<impl IntoView + use<F>> {
    let rows: Vec<_> = group.rows.iter().filter(|row| shown(row)).map(|row| line(row, room)).collect();
    let title = group.title.clone();
    (!rows.is_empty()).then(|| {
        view! {
            <tbody>
                <tr class="compare__group"><th scope="rowgroup" colspan=span>{title}</th></tr>
                {rows}
            </tbody>
        }
    })
}

fn line(row: &Row, room: bool) -> impl IntoView + use<> {
    let cell = |cell: &super::rows::Cell| {
        match cell.text.is_empty() {
        true => view! { <td><span class="meta" aria-hidden="true">"–"</span><span class="vh">{t("shop-compare-none")}</span></td> }.into_any(),
        false => view! { <td><span class=cell.class>{cell.text.clone()}</span></td> }.into_any(),
    }
    };
    let cells: Vec<_> = row.cells.iter().map(cell).collect();
    view! { <tr><th scope="row">{row.label.clone()}</th>{cells}{room.then(|| view! { <td></td> })}</tr> }
}

/// Into the cart where nothing has to be chosen, else to the page where it is.
fn act(column: &Column) -> impl IntoView + use<> {
    let card = &column.card;
    let act = match card.only_variant.filter(|_| card.availability.buyable()) {
        Some(variant) => {
            let label = t_args("shop-add-named", &[("title", (&card.title).into())]);
            view! {
                <form method="post" action="/cart/add" data-add-to-cart>
                    <input type="hidden" name="variant" value=variant.to_string()/>
                    <input type="hidden" name="quantity" value="1"/>
                    <button class="button button--secondary button--wide" aria-label=label>{t("shop-add")}</button>
                </form>
            }
            .into_any()
        }
        None => {
            let label = t_args("shop-compare-look-at", &[("title", (&card.title).into())]);
            view! { <a class="button button--secondary button--wide" href=format!("/p/{}", card.handle) aria-label=label>{t("shop-compare-look")}</a> }.into_any()
        }
    };
    view! { <td>{act}</td> }
}
