# cart
cart-title = { $count ->
    [0] Cart
    [one] Cart, 1 item
   *[other] Cart, { $count } items
}
cart-kept = Kept for 30 days. Nothing is held back for you until you order.
cart-lines-label = In your cart
cart-added-now = Added just now
cart-each = { $price } each
cart-only-left = Only { $count } left
cart-gone = Sold out
cart-back-order = Delivered later
cart-price-fell = Price fell by { $by }
cart-price-rose = Price rose by { $by }
cart-quantity = Quantity
cart-quantity-of = Units of { $title }
cart-update = Update
cart-less = One less
cart-more = One more
cart-remove = Remove
cart-removed = { $title } removed.
cart-put-back = Put it back
cart-changed = { $count ->
    [one] One thing changed since you were here
   *[other] { $count } things changed since you were here
}
cart-notice-gone = is sold out, so we left it out of the total.
cart-notice-fewer = { $left ->
    [one] has one left, so we changed { $asked } to 1.
   *[other] has { $left } left, so we changed { $asked } to { $left }.
}
cart-notice-price = costs { $now } now. It was { $before } when you added it.
cart-empty = Nothing in the cart yet
cart-empty-lead = What you add stays here for 30 days.
cart-look-around = Look around the shop
cart-summary = Summary
cart-delivery = Delivery
cart-delivery-to = Delivery to { $place }
cart-delivery-later = Shown before you pay
cart-arrives = Arrives { $when }.
cart-promise = 30 days to change your mind.
cart-free-reached = Delivery is free for this order.
cart-free-missing = { $missing } more and delivery is free.
cart-total-tax = Total with VAT
cart-checkout = Checkout
cart-view = View cart
cart-close = Close cart
cart-ways-to-pay = Ways to pay
cart-bar-label = Total and checkout
cart-bar = { $count ->
    [one] 1 item
   *[other] { $count } items
}, delivery { $delivery }
cart-spoken-added = Added: { $name }. { $count ->
    [one] 1 item in the cart.
   *[other] { $count } items in the cart.
}
cart-spoken = { $count ->
    [0] The cart is empty.
    [one] 1 item in the cart, { $total }.
   *[other] { $count } items in the cart, { $total }.
}
cart-add = Add to cart
cart-not-added = That was not added
cart-back = Back to the product
cart-unreached = That did not reach us, so the cart is as it was. Please try again.
cart-dismiss = Dismiss
cart-count-none = Cart, empty
cart-count-one = Cart, 1 item
cart-count-many = Cart, {"{n}"} items
cart-no-price = Not sold in { $currency }
cart-notice-no-price = is not sold in { $currency }, so we left it out of the total. Choose another currency to buy it.
