//! Things to keep in mind: `/wishlist`, its forms, and the link that shows it to others.

mod changes;
mod view;

pub use changes::{add, remove, share, unshare};

use crate::{
    app::Head,
    web::{self, Page, PageResult, Visit},
};
use axum::extract::Path;
use commerce::{
    text::{t, t_args},
    wishlist,
};

/// `GET /wishlist`
pub async fn own(visit: Visit) -> PageResult {
    let list = wishlist::view(visit.shop(), &visit.actor, visit.pricing).await?;
    let link = match list.shared {
        true => Some(wishlist::share(visit.shop(), &visit.actor).await?),
        false => None,
    };
    let link = link.map(|token| visit.site().absolute(&format!("/wishlist/shared/{}", token.reveal())));
    let hearts = web::wishes::hearts_cookie(&visit, list.products());
    let head = head(t("shop-wishlist").into());
    Ok(Page::storefront(&visit, head, move || view::own(list, link)).cookie(hearts))
}

/// `GET /wishlist/shared/{token}`
pub async fn shared(visit: Visit, Path(token): Path<String>) -> PageResult {
    let token = token.parse().map_err(|_| wishlist::WishlistError::NotShared)?;
    let list = wishlist::shared(visit.shop(), &token, visit.pricing).await?;
    let title = t_args("shop-wishlist-of", &[("name", visit.site().name.as_str().into())]);
    Ok(Page::storefront(&visit, head(title.clone()), move || view::shared(title, list)))
}

fn head(title: String) -> Head {
    Head { noindex: true, class: "wishlist-page", ..Head::new(title) }
}
