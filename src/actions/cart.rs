//! The cart, for the island that changes it without leaving the page. Quantities come as they were typed, so that
//! a wrong one is a message at the field.

use super::Rejection;
use leptos::{prelude::*, server_fn::codec::Postcard};
use model::cart::CartChanged;

/// Puts units of a variant into the cart.
#[server(prefix = "/rpc", endpoint = "cart/add", output = Postcard)]
pub async fn add_to_cart(variant: String, quantity: String, place: String) -> Result<CartChanged, Rejection> {
    use crate::{fragments::drawer, web};
    let mut call = web::rpc::Call::current().await?;
    let cart = web::cart::add(&mut call.visit, &variant, &quantity).await?;
    Ok(drawer::added(&call, &cart, &variant, &place).await)
}

/// Sets the units of a line.
#[server(prefix = "/rpc", endpoint = "cart/set", output = Postcard)]
pub async fn set_cart_line(variant: String, quantity: String, place: String) -> Result<CartChanged, Rejection> {
    use crate::{fragments::drawer, web};
    let call = web::rpc::Call::current().await?;
    let cart = web::cart::set(&call.visit, &variant, &quantity).await?;
    Ok(drawer::changed(&call, &cart, None, &place).await)
}

/// Takes a line out of the cart.
#[server(prefix = "/rpc", endpoint = "cart/remove", output = Postcard)]
pub async fn remove_cart_line(variant: String, place: String) -> Result<CartChanged, Rejection> {
    use crate::{fragments::drawer, web};
    let call = web::rpc::Call::current().await?;
    let (cart, removed) = web::cart::remove(&call.visit, &variant).await?;
    Ok(drawer::changed(&call, &cart, removed, &place).await)
}

/// The cart as it stands.
#[server(prefix = "/rpc", endpoint = "cart/show", output = Postcard)]
pub async fn show_cart(place: String) -> Result<CartChanged, Rejection> {
    use crate::{fragments::drawer, web};
    let call = web::rpc::Call::current().await?;
    let cart = commerce::cart::view(call.visit.shop(), &call.visit.actor).await?;
    Ok(drawer::changed(&call, &cart, None, &place).await)
}
