//! What surrounds every page of the back office: rail, and the bar of the phone. A nested route draws them, so that a group
//! of pages that wants a frame of its own (tabs of settings, say) becomes one more parent inside.

use super::parts::{brand_mark, icon};
use crate::web::StaffVisit;
use commerce::text::t;
use leptos::prelude::*;
use leptos_router::{
    WildcardSegment,
    components::{A, Outlet, ParentRoute, Route, Router, Routes},
    location::RequestUrl,
    path,
};
use model::account::{
    Permission::{self, ChangeProducts, ModerateReviews, SeeOrders, SeeProducts},
    Role,
};
use std::sync::{Arc, Mutex, PoisonError};

type Entry = (&'static str, &'static str, &'static str, Permission);

/// The rail, group by group: address, key of the words, sign, and the right that it takes. A new page adds its line.
const RAIL: [(&str, &[Entry]); 4] = [
    (
        "admin-rail-sales",
        &[
            ("/admin/orders", "admin-orders", "orders", SeeOrders),
            ("/admin/reviews", "admin-reviews", "star", ModerateReviews),
            ("/admin/messages", "admin-messages", "mail", SeeOrders),
        ],
    ),
    (
        "admin-rail-catalog",
        &[
            ("/admin/products", "admin-products", "box", SeeProducts),
            ("/admin/categories", "admin-categories", "tree", SeeProducts),
            ("/admin/collections", "admin-collections", "layers", SeeProducts),
            ("/admin/types", "admin-types", "rows", SeeProducts),
            ("/admin/import", "admin-import", "import", ChangeProducts),
            ("/admin/price-lists", "admin-lists", "card", SeeProducts),
        ],
    ),
    (
        "admin-rail-content",
        &[
            ("/admin/pages", "admin-pages", "page", SeeProducts),
            ("/admin/menus", "admin-menus", "list", SeeProducts),
            ("/admin/redirects", "admin-redirects", "turn", SeeProducts),
        ],
    ),
    (
        "admin-rail-search",
        &[
            ("/admin/searches", "admin-searches", "search", SeeProducts),
            ("/admin/synonyms", "admin-synonyms", "words", SeeProducts),
        ],
    ),
];
/// Links in the bar of the phone; all others are in its menu.
const ON_PHONE: [&str; 3] = ["/admin/orders", "/admin/products", "/admin/reviews"];

/// The tree of the back office, of which this request shows one page. Its handler has loaded the page already, so that its
/// status is known before anything is drawn.
pub fn tree(around: Around, main: impl IntoView + 'static) -> impl IntoView {
    provide_context(RequestUrl::new(&around.path));
    let page = Arc::new(Mutex::new(Some(main.into_any())));
    let page = move || page.lock().unwrap_or_else(PoisonError::into_inner).take();
    view! {
        <Router>
            <Routes fallback=|| ()>
                <ParentRoute path=path!("/admin") view=move || around.clone().view(Outlet())>
                    <Route path=WildcardSegment("page") view=page/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// The frame around a page.
#[derive(Clone)]
pub struct Around {
    person: String,
    shop: String,
    role: Role,
    path: String,
}

impl Around {
    /// The frame of a visit.
    pub fn of(visit: &StaffVisit) -> Self {
        Self {
            person: visit.staff.name.clone(),
            shop: visit.shop().settings.shop.name.clone(),
            role: visit.staff.role,
            path: visit.path.clone(),
        }
    }

    /// The frame with a page inside.
    fn view(self, main: impl IntoView + 'static) -> impl IntoView {
        let initials: String = self.person.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
        let groups = self.groups().into_iter().map(rail_group).collect_view();
        let all = self.groups().into_iter().map(rail_group).collect_view();
        let phone =
            self.groups().into_iter().flat_map(|group| group.links).filter(|link| ON_PHONE.contains(&link.href));
        let phone = phone.map(phone_link).collect_view();
        view! {
            <a class="skip-link" href="#main">{t("shop-skip")}</a>
            <div class="shell">
                <nav class="rail" aria-label=t("admin-rail")>
                    <a class="rail-brand" href="/admin">
                        {brand_mark()}
                        <span class="rail-brand-name">"Stoa"</span>
                        <span class="rail-brand-shop">{self.shop}</span>
                    </a>
                    {groups}
                    <div class="rail-foot">
                        <p class="rail-person"><span class="avatar" aria-hidden="true">{initials}</span><span>{self.person}</span></p>
                        {leave("rail-link")}
                    </div>
                </nav>
                <div class="workspace">{main}</div>
            </div>
            <div class="phone-menu" id="phone-menu" popover><nav aria-label=t("admin-menu")>{all}</nav>{leave("rail-link")}</div>
            <nav class="phone-bar" aria-label=t("admin-errands")>
                {phone}
                <button type="button" popovertarget="phone-menu">{icon("rows")}{t("admin-menu")}</button>
            </nav>
        }
    }

    fn groups(&self) -> Vec<RailGroup> {
        let link = |(href, label, icon, _): &Entry| RailLink { href, label: t(label), icon };
        let group = |(title, entries): &(&'static str, &'static [Entry])| RailGroup {
            title: t(title),
            links: entries.iter().filter(|(.., right)| self.role.may(*right)).map(link).collect(),
        };
        RAIL.iter().map(group).filter(|group| !group.links.is_empty()).collect()
    }
}

struct RailGroup {
    title: &'static str,
    links: Vec<RailLink>,
}

struct RailLink {
    href: &'static str,
    label: &'static str,
    icon: &'static str,
}

fn rail_group(group: RailGroup) -> impl IntoView {
    view! {
        <div class="rail-group">
            <p class="rail-title">{group.title}</p>
            <ul>{group.links.into_iter().map(rail_link).collect_view()}</ul>
        </div>
    }
}

fn rail_link(link: RailLink) -> impl IntoView {
    view! {
        <li><A href=link.href attr:class="rail-link" attr:title=link.label>{icon(link.icon)}<span>{link.label}</span></A></li>
    }
}

fn phone_link(link: RailLink) -> impl IntoView {
    view! { <A href=link.href>{icon(link.icon)}{link.label}</A> }
}

fn leave(class: &'static str) -> impl IntoView {
    view! {
        <form method="post" action="/admin/sign-out">
            <button class=class type="submit">{icon("leave")}<span>{t("admin-sign-out")}</span></button>
        </form>
    }
}
