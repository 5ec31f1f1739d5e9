//! A finished page on its way out.

use super::{
    Failed, Visit,
    cache::{Searched, Shared, Tag},
    currency,
};
use crate::app::{self, Head};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::IntoView;
use model::{Fault, ProductId};

/// What a page handler returns.
pub type PageResult = Result<Page, Failed>;

/// A rendered page with its status, policy and cookies.
pub struct Page {
    pub status: StatusCode,
    /// Seconds after which another try is worth it.
    pub wait: Option<u32>,
    pub html: String,
    pub policy: String,
    pub cookies: Vec<String>,
    /// `Cache-Control`; personal pages keep the default `no-store`.
    pub cache: &'static str,
    /// What a page that is equal for everybody shows.
    pub shared: Option<Vec<Tag>>,
    /// The search that it answers.
    pub searched: Option<Searched>,
    /// Whether it may be kept at all: not so where its frame or its lists are those of before.
    keepable: bool,
}

impl Page {
    /// A page in the storefront's frame.
    pub fn storefront<V: IntoView + 'static>(visit: &Visit, head: Head, main: impl FnOnce() -> V) -> Self {
        let html = app::storefront_document(visit, &head, main);
        let cookies = currency::kept_from_address(visit).into_iter().collect();
        let keepable = visit.current && !visit.shop().search.is_behind();
        Self { keepable, cookies, ..Self::of(visit, html, &head) }
    }

    /// A page with a frame of its own.
    pub fn bare<V: IntoView + 'static>(visit: &Visit, head: Head, body: impl FnOnce() -> V) -> Self {
        let html = app::bare_document(visit.site(), &head, body);
        Self::of(visit, html, &head)
    }

    /// The same page as the answer to something that failed: with the fault's status, and when to try again.
    pub fn fault(mut self, fault: &Fault) -> Self {
        self.status = super::status(fault);
        self.wait = fault.retry_after;
        self
    }

    /// Sets a cookie, given as the whole `Set-Cookie` value.
    pub fn cookie(mut self, cookie: String) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// Marks the page as equal for everybody, so that it is kept until anything in the catalog changes.
    pub fn shared(self) -> Self {
        self.shared_by([])
    }

    /// The same for a page that lists products: it is kept until one of these or the lists change.
    pub fn shared_as_list(
        self,
        cards: impl IntoIterator<Item = ProductId>,
        more: impl IntoIterator<Item = Tag>,
    ) -> Self {
        self.shared_by(cards.into_iter().map(Tag::Product).chain([Tag::List]).chain(more))
    }

    /// Not kept for others where something on it could not be had for a moment.
    pub fn whole(mut self, whole: bool) -> Self {
        self.keepable &= whole;
        self
    }

    /// The same for a page that says what it shows: it is kept until just that changes.
    pub fn shared_by(mut self, tags: impl IntoIterator<Item = Tag>) -> Self {
        if self.keepable {
            self.cache = "public, max-age=0, must-revalidate";
            self.shared = Some(tags.into_iter().collect());
        }
        self
    }

    /// The same as the answer to a search that found so many; every answer is counted, those from the cache too.
    pub fn searched(mut self, text: &str, hits: u64) -> Self {
        self.searched = Some(Searched { text: text.into(), hits });
        self
    }

    /// The same without being counted: more of a search that was answered before.
    pub fn uncounted(mut self) -> Self {
        self.searched = None;
        self
    }

    fn of(visit: &Visit, html: String, head: &Head) -> Self {
        let policy = visit.site().policy(head.style.as_deref());
        Self {
            status: StatusCode::OK,
            wait: None,
            html,
            policy,
            cookies: vec![],
            cache: "no-store",
            shared: None,
            searched: None,
            keepable: false,
        }
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let alike = self.status == StatusCode::OK && self.cookies.is_empty();
        let mut response = (self.status, axum::response::Html(self.html)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        if let Ok(policy) = HeaderValue::from_str(&self.policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        if let Some(seconds) = self.wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        for cookie in self.cookies {
            if let Ok(value) = HeaderValue::from_str(&cookie) {
                headers.append(header::SET_COOKIE, value);
            }
        }
        if let Some(searched) = self.searched {
            response.extensions_mut().insert(searched);
        }
        // What sets a cookie or says that something failed is for one visitor.
        if let Some(tags) = self.shared.filter(|_| alike) {
            response.extensions_mut().insert(Shared(tags));
        }
        response
    }
}
