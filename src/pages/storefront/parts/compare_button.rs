//! Putting a product beside others.

use crate::ui::{Icon, IconSize};
use commerce::text::t_args;
use leptos::prelude::*;
use model::ProductId;

/// A small form; scripts show on its button whether the product is compared.
pub fn compare_button(product: ProductId, title: &str) -> impl IntoView + use<> {
    let label = t_args("shop-compare-add", &[("title", title.into())]);
    view! {
        <form class="compare-form" method="post" action="/compare/add" data-compare=product.to_string()>
            <input type="hidden" name="product" value=product.to_string()/>
            <button class="icon-button compare-button" aria-label=label><Icon name="compare" size=IconSize::Small/></button>
        </form>
    }
}
