# checkout
# Names of the zones and ways to ship that a new shop begins with.
shipping-abroad-hint = To your door; the country may ask for import tax
shipping-express = Express
shipping-express-hint = Next working day if ordered by 13:00
shipping-standard = Standard
shipping-standard-hint = To your door
shipping-zone-abroad = Neighbouring countries
shipping-zone-eu = European Union

# The page.
checkout-title = Checkout
checkout-title-error = Error: Checkout
checkout-back-to-shop = { $name }, back to the shop
checkout-secure = Secure checkout
checkout-help = Help
checkout-summary = Order summary
checkout-your-order = Your order
checkout-order-of = { $count ->
    [one] Order, 1 item
   *[other] Order, { $count } items
}
checkout-pieces = pieces
checkout-fewer = { $left } left, you chose { $asked }
checkout-free = Free
checkout-sum-products = Products
checkout-sum-discount = Discount
checkout-sum-fee = Fee for paying on delivery
checkout-sum-tax-included = VAT included, { $rate } %
checkout-sum-tax-added = VAT, { $rate } %
checkout-sum-total = Total
checkout-contact = Contact
checkout-email = E-mail
checkout-email-hint = For the receipt and the delivery date. No newsletter.
checkout-delivery = Delivery
checkout-name = Full name
checkout-country = Country
checkout-street = Street and number
checkout-postcode = Postcode
checkout-city = City
checkout-company = Company
checkout-phone = Phone
checkout-phone-hint = Only used if the driver cannot find you.
checkout-optional = optional
checkout-more = Add company or phone
checkout-how-arrive = How should it arrive?
checkout-no-shipping = We cannot deliver there. Choose another country, or write to us.
checkout-update = Update delivery and total
checkout-payment = Payment
checkout-bill-elsewhere = The bill goes to another address
checkout-bill-address = Address for the bill
checkout-bill-name = Name on the bill
checkout-bill-company = Company on the bill
checkout-bill-street = Street of the bill
checkout-bill-postcode = Postcode of the bill
checkout-bill-city = City of the bill
checkout-bill-country = Country of the bill
checkout-review = Review
checkout-deliver-to = Deliver to
checkout-arrives = Arrives
checkout-edit = Edit
checkout-accept = By ordering you accept our
checkout-read = Please read the
checkout-terms = terms
checkout-accept-and = and have read the
checkout-withdrawal = withdrawal notice
checkout-cancel-until = You can cancel until we pack.
checkout-errors = { $count ->
    [one] Nothing is ordered yet. One thing needs a look.
   *[other] Nothing is ordered yet. { $count } things need a look.
}
checkout-changed = Something changed, so nothing is ordered yet
checkout-new-total = The new total is { $total }. Look at it and go on below.
checkout-to-cart = Back to the cart
checkout-unreached = We could not refresh the total just now. It is checked again before anything is ordered.

# Ways to pay.
payment-card = Card
payment-card-note = You enter the card on our payment provider's own page and come back here.
payment-on-delivery = Pay on delivery
payment-on-delivery-note = Cash or card at the door.
payment-on-delivery-note-fee = Cash or card at the door, { $fee }.
payment-bank-transfer = Bank transfer
payment-bank-transfer-note = You get our account after ordering. Sent when the money arrives.
payment-button-now = Pay { $total } now
payment-button-later = Place order, pay { $total } on delivery
payment-button-transfer = Place order and transfer { $total }
