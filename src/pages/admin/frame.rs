//! What surrounds every page of the back office: rail, bar and phone bar.

use super::parts::{brand_mark, icon, visit};
use commerce::text::t;
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};
use model::account::{Permission, Role};

/// The frame around a page.
#[component]
pub fn Frame() -> impl IntoView {
    let Some(visit) = visit() else { return ().into_any() };
    let path = use_location().pathname.get_untracked();
    let staff = visit.staff;
    let shop = visit.state.shop.settings.shop.name.clone();
    let links = links(staff.role, &path);
    let phone = links.clone();
    let initials: String = staff.name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    view! {
        <a class="skip-link" href="#main">{t("shop-skip")}</a>
        <div class="shell">
            <nav class="rail" aria-label=t("admin-rail")>
                <a class="rail-brand" href="/admin">
                    {brand_mark()}
                    <span class="rail-brand-name">"Stoa"</span>
                    <span class="rail-brand-shop">{shop}</span>
                </a>
                <ul>{links.into_iter().map(rail_link).collect_view()}</ul>
                <div class="rail-foot">
                    <p class="rail-person"><span class="avatar" aria-hidden="true">{initials}</span><span>{staff.name}</span></p>
                    <form method="post" action="/admin/sign-out">
                        <button class="rail-link" type="submit">{icon("leave")}<span>{t("admin-sign-out")}</span></button>
                    </form>
                </div>
            </nav>
            <div class="workspace"><Outlet/></div>
        </div>
        <nav class="phone-bar" aria-label=t("admin-errands")>
            {phone.into_iter().map(phone_link).collect_view()}
            <form method="post" action="/admin/sign-out"><button type="submit">{icon("leave")}{t("admin-sign-out")}</button></form>
        </nav>
    }
    .into_any()
}

#[derive(Clone)]
struct RailLink {
    href: &'static str,
    label: &'static str,
    icon: &'static str,
    current: bool,
}

fn links(role: Role, path: &str) -> Vec<RailLink> {
    let all = [
        ("/admin/orders", "admin-orders", "orders", Permission::SeeOrders),
        ("/admin/products", "admin-products", "box", Permission::SeeProducts),
    ];
    all.into_iter()
        .filter(|(.., right)| role.may(*right))
        .map(|(href, label, icon, _)| RailLink { href, label: t(label), icon, current: path.starts_with(href) })
        .collect()
}

fn rail_link(link: RailLink) -> impl IntoView {
    let current = link.current.then_some("page");
    view! {
        <li><a class="rail-link" href=link.href aria-current=current>{icon(link.icon)}<span>{link.label}</span></a></li>
    }
}

fn phone_link(link: RailLink) -> impl IntoView {
    let current = link.current.then_some("page");
    view! { <a href=link.href aria-current=current>{icon(link.icon)}{link.label}</a> }
}
