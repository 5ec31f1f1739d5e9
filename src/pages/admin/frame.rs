//! What surrounds every page of the back office: rail, and the bar of the phone.

use super::parts::{brand_mark, icon};
use crate::web::StaffVisit;
use commerce::text::t;
use leptos::prelude::*;
use model::account::{
    Permission::{self, SeeOrders, SeeProducts},
    Role,
};

type Entry = (&'static str, &'static str, &'static str, Permission);

/// The rail, group by group: address, key of the words, sign, and the right that it takes. A new page adds its line.
const RAIL: [(&str, &[Entry]); 3] = [
    ("admin-rail-sales", &[("/admin/orders", "admin-orders", "orders", SeeOrders)]),
    ("admin-rail-catalog", &[("/admin/products", "admin-products", "box", SeeProducts)]),
    ("admin-rail-search", &[]),
];
/// Links in the bar of the phone; all others are in its menu.
const ON_PHONE: [&str; 2] = ["/admin/orders", "/admin/products"];

/// The frame around a page.
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
    pub fn view(self, main: impl IntoView + 'static) -> impl IntoView {
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
        let link = |(href, label, icon, _): &Entry| RailLink {
            href,
            label: t(label),
            icon,
            current: self.path == *href || self.path.strip_prefix(*href).is_some_and(|rest| rest.starts_with('/')),
        };
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
    current: bool,
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
    let current = link.current.then_some("page");
    view! {
        <li><a class="rail-link" href=link.href title=link.label aria-current=current>{icon(link.icon)}<span>{link.label}</span></a></li>
    }
}

fn phone_link(link: RailLink) -> impl IntoView {
    let current = link.current.then_some("page");
    view! { <a href=link.href aria-current=current>{icon(link.icon)}{link.label}</a> }
}

fn leave(class: &'static str) -> impl IntoView {
    view! {
        <form method="post" action="/admin/sign-out">
            <button class=class type="submit">{icon("leave")}<span>{t("admin-sign-out")}</span></button>
        </form>
    }
}
