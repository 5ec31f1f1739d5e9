//! Header and footer: the same for all visitors, so they are rendered once for a menu and kept as text with a few gaps.

mod branch;
mod footer;
mod header;
mod picker;

use super::{head::escape, render};
use crate::{islands::cart_drawer::CartDrawer, web::AppState};
use commerce::{
    catalog,
    checkout::{self, Delivery},
    content::{self, Menu, MenuLink, Word},
    text::{self, t},
};
use leptos::prelude::*;
use model::{
    Currency, Fault,
    catalog::{CategoryNode, CollectionCard, Crumb},
};
use std::sync::{Arc, Mutex, PoisonError};

/// Marks a gap in the rendered frame: a private character, the gap's name, another private character.
const GAP: [char; 2] = ['\u{e000}', '\u{e001}'];

/// What differs from visit to visit.
pub(super) struct Fill<'a> {
    pub section: Option<&'a str>,
    pub search: Option<&'a str>,
    pub count: u32,
    /// The address to come back to when the currency was changed.
    pub here: &'a str,
}

/// The frame around every page of the storefront.
pub struct Frame {
    menu: Arc<Vec<CategoryNode>>,
    content: Content,
    pieces: Vec<Piece>,
    size: usize,
    currency: Currency,
    /// The same frame in the further currencies that are sold.
    others: Vec<Arc<Frame>>,
}

/// What a frame shows beside the menu.
#[derive(Clone, Default)]
struct Content {
    pages: Vec<Crumb>,
    collections: Vec<CollectionCard>,
    delivery: Option<Delivery>,
    /// What staff made of the menus; nothing where they left them to the shop.
    header: Vec<MenuLink>,
    footer: Vec<MenuLink>,
    destinations: Vec<(String, String)>,
    /// What the picker offers; nothing where there is no choice.
    currencies: Vec<Currency>,
    words: Arc<[Word]>,
}

enum Piece {
    Markup(String),
    /// "true" when the page lies in this top category.
    Section(String),
    Search,
    Count,
    CartLabel,
    Here,
    Main,
}

impl Frame {
    /// The bytes of the frame, about.
    pub fn len(&self) -> usize {
        self.size
    }

    /// Whether nothing was drawn; never so.
    pub fn is_empty(&self) -> bool {
        self.size == 0
    }

    /// The category tree of the menus; empty where it could never be read.
    pub fn menu(&self) -> &Arc<Vec<CategoryNode>> {
        &self.menu
    }

    /// The page of running text with this handle, if the shop has it.
    pub fn page(&self, handle: &str) -> Option<&Crumb> {
        self.content.pages.iter().find(|page| page.handle == handle)
    }

    /// The collections of the menus.
    pub fn collections(&self) -> &[CollectionCard] {
        &self.content.collections
    }

    /// When a parcel would arrive, if the shop ships to its own country.
    pub fn delivery(&self) -> Option<&Delivery> {
        self.content.delivery.as_ref()
    }

    /// Countries that the shop ships to: code and name.
    pub fn destinations(&self) -> &[(String, String)] {
        &self.content.destinations
    }

    /// Words of the trade, with what they mean.
    pub fn words(&self) -> &Arc<[Word]> {
        &self.content.words
    }

    /// Writes the frame with the page inside.
    pub(super) fn around(&self, main: &str, fill: &Fill<'_>, out: &mut String) {
        for piece in &self.pieces {
            match piece {
                Piece::Markup(markup) => out.push_str(markup),
                Piece::Section(handle) => out.push_str(if fill.section == Some(handle) { "true" } else { "false" }),
                Piece::Search => escape(fill.search.unwrap_or_default(), out),
                Piece::Count => out.push_str(&fill.count.to_string()),
                Piece::CartLabel => {
                    escape(&text::t_args("shop-cart-label", &[("count", fill.count.into())]), out);
                }
                Piece::Here => escape(fill.here, out),
                Piece::Main => out.push_str(main),
            }
        }
    }

    /// The currency that its amounts are in.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The frame in a currency; as it is in the shop's own, and in one that is not sold.
    pub fn sold_in(self: Arc<Self>, currency: Option<Currency>) -> Arc<Self> {
        let other = currency.and_then(|wanted| self.others.iter().find(|other| other.currency == wanted));
        other.cloned().unwrap_or(self)
    }

    /// The currency of a code, if the shop sells in it.
    pub fn sold(&self, code: &str) -> Option<Currency> {
        let wanted = code.parse().ok()?;
        let sold = self.currency == wanted || self.content.currencies.contains(&wanted);
        sold.then_some(wanted)
    }

    fn draw(state: &AppState, menu: Arc<Vec<CategoryNode>>, content: Content, currency: Currency) -> Self {
        let name = state.site.name.clone();
        let (tree, pages, collections) = (menu.clone(), content.pages.clone(), content.collections.clone());
        let branches = branch::branches(&content.header, &menu);
        let beside = branch::beside(&content.header, &content.collections).to_vec();
        let foot = content.footer.clone();
        let picker = picker::picker(&content.currencies, currency).map(IntoAny::into_any);
        let free_from = content.delivery.as_ref().and_then(Delivery::free_from);
        let html = render(move || {
            view! {
                {header::header(&name, &branches, &beside, free_from)}
                <main id="main">{gap("main")}</main>
                {footer::footer(&name, &tree, &collections, &pages, &foot, picker)}
                <div hidden id="cart-words" data-unreached=t("cart-unreached") data-none=t("cart-count-none")
                    data-one=t("cart-count-one") data-many=t("cart-count-many")></div>
                {header::searches()}
                <a class="button button--ink compare-bar" id="compare-bar" href="/compare" hidden data-words=t("shop-compare-bar")></a>
                <p class="vh" role="status" id="compare-said"></p>
                <CartDrawer>{t("cart-dismiss")}</CartDrawer>
            }
        });
        Self { menu, content, size: html.len(), pieces: cut(&html), currency, others: vec![] }
    }
}

/// The frame as it was drawn last.
#[derive(Default)]
pub struct FrameCache(Mutex<Option<Arc<Frame>>>);

impl FrameCache {
    /// The currency of a code, if the shop is known to sell in it.
    pub fn sold(&self, code: &str) -> Option<Currency> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.sold(code)
    }

    /// The frame for the menu as it is now, and whether it is: the last one, or one without links, while that cannot be
    /// drawn. Such a frame is not stored, and no page around it may be kept.
    pub async fn get(&self, state: &AppState) -> (Arc<Frame>, bool) {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match self.current(state, last.as_ref()).await {
            Ok(frame) => (frame, !state.shop.catalog.is_behind()),
            Err(fault) => {
                tracing::warn!(code = fault.code, "header and footer are those of before");
                let own = state.shop.settings.shop.currency;
                let bare = || Arc::new(Frame::draw(state, Arc::default(), Content::default(), own));
                (last.unwrap_or_else(bare), false)
            }
        }
    }

    async fn current(&self, state: &AppState, last: Option<&Arc<Frame>>) -> Result<Arc<Frame>, Fault> {
        let menu = catalog::menu(&state.shop).await?;
        if let Some(last) = last.filter(|last| Arc::ptr_eq(&menu, &last.menu)) {
            return Ok(last.clone());
        }
        let own = state.shop.settings.shop.currency;
        let sold = catalog::currencies(&state.shop).await?;
        let currencies = if sold.len() > 1 { sold } else { vec![] };
        let content = Content {
            pages: content::content_pages(&state.shop).await?,
            collections: catalog::collections(&state.shop).await?,
            delivery: checkout::delivery(&state.shop, own).await?,
            header: content::menu(&state.shop, Menu::Header).await?,
            footer: content::menu(&state.shop, Menu::Footer).await?,
            destinations: checkout::destinations(&state.shop).await?,
            currencies,
            words: content::glossary(&state.shop).await?.into(),
        };
        let mut frame = Frame::draw(state, menu.clone(), content.clone(), own);
        for currency in content.currencies.iter().copied().filter(|currency| *currency != own) {
            let delivery = checkout::delivery(&state.shop, currency).await?;
            let content = Content { delivery, ..content.clone() };
            frame.others.push(Arc::new(Frame::draw(state, menu.clone(), content, currency)));
        }
        let frame = Arc::new(frame);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(frame.clone());
        Ok(frame)
    }
}

/// The text that stands for a gap until the frame is cut into pieces.
fn gap(name: &str) -> String {
    format!("{}{name}{}", GAP[0], GAP[1])
}

fn cut(html: &str) -> Vec<Piece> {
    let mut pieces = vec![];
    for (place, part) in html.split(GAP).enumerate() {
        // Between the two marks stands the name of a gap: every second part.
        pieces.push(match (place % 2, part) {
            (0, markup) => Piece::Markup(markup.to_owned()),
            (_, "search") => Piece::Search,
            (_, "count") => Piece::Count,
            (_, "cart-label") => Piece::CartLabel,
            (_, "here") => Piece::Here,
            (_, "main") => Piece::Main,
            (_, name) => Piece::Section(name.strip_prefix("section ").unwrap_or(name).to_owned()),
        });
    }
    pieces
}
