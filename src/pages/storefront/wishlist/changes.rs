//! The forms of the wishlist, as they work without scripts: change, then go on to the list.

use crate::web::{self, Failed, Form, Visit};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use commerce::wishlist;
use model::ProductId;
use serde::Deserialize;

const LIST: &str = "/wishlist";

/// The product of a heart.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heart {
    product: String,
}

/// A form without fields.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// `POST /wishlist/add`
pub async fn add(mut visit: Visit, Form(heart): Form<Heart>) -> Result<Response, Failed> {
    let products = web::wishes::add(&mut visit, &heart.product).await?;
    Ok(changed(&visit, products))
}

/// `POST /wishlist/remove`
pub async fn remove(visit: Visit, Form(heart): Form<Heart>) -> Result<Response, Failed> {
    let products = web::wishes::remove(&visit, &heart.product).await?;
    Ok(changed(&visit, products))
}

/// `POST /wishlist/share`
pub async fn share(visit: Visit, Form(Nothing {}): Form<Nothing>) -> Result<Redirect, Failed> {
    wishlist::share(visit.shop(), &visit.actor).await?;
    Ok(Redirect::to("/wishlist#share"))
}

/// `POST /wishlist/unshare`
pub async fn unshare(visit: Visit, Form(Nothing {}): Form<Nothing>) -> Result<Redirect, Failed> {
    wishlist::unshare(visit.shop(), &visit.actor).await?;
    Ok(Redirect::to(LIST))
}

/// Nothing for a script that fills the heart by itself; the list for everybody else.
fn changed(visit: &Visit, products: Vec<ProductId>) -> Response {
    let mut answer = match by_script(&visit.headers) {
        true => StatusCode::NO_CONTENT.into_response(),
        false => Redirect::to(LIST).into_response(),
    };
    for value in web::wishes::cookies(visit, products).iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    answer
}

fn by_script(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept == "text/plain")
}
