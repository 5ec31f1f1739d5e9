# What went wrong and what to do now; keys are `fault-` and the code.
fault-internal = Something broke on our side. Nothing you entered is lost; try again, and if it happens twice, send us the reference { $reference }.
fault-database-away = We cannot reach our records right now. Your cart is kept; please try again in a moment.
fault-invalid-input = Please check the marked fields.
fault-forbidden = Your role does not include the right to do this ({ $right }).
fault-not-found = There is nothing here.

# Orders and payments.
fault-no-order = We cannot find this order. The link may be incomplete; the one in your e-mail opens it.
fault-order-step = The order cannot do this from where it stands now. Possible next: { $allowed }.
fault-order-moved = Somebody else changed this order a moment ago. Look at it again before you go on.
fault-order-sold-out = While the payment was open, something in this order was sold out. You were not charged; please order again.
fault-carrier-invalid = A carrier's name has at most 64 characters.
fault-carrier-missing = Say which carrier this tracking number belongs to.
fault-tracking-number-invalid = A tracking number has at most 64 letters, digits, dashes and blanks.
fault-note-missing = Say why; it stays with the order.
fault-note-long = A note has at most 500 characters.
fault-no-payment = We cannot find this payment. Your order's page, linked in your e-mail, shows how it stands.
fault-payment-step = This payment has ended already. Your order's page shows how it stands.
fault-provider-away = The payment provider does not answer right now. Your order and its items are kept; please try again in a moment.
fault-webhook-signature = The signature is wrong or too old.
fault-payment-method = Choose one of the ways to pay that are offered.

# Back office
fault-sign-in-first = Please sign in.
fault-wrong-credentials = E-mail and password do not match. Check both.
fault-sign-in-slowed = Too many tries. Please wait { $seconds } seconds.
fault-sign-in-busy = Many people are signing in right now. Please try again in a moment.
fault-email-taken = This address has an account already.
fault-no-user = There is no such user.
fault-password-weak = Use at least 15 characters that are hard to guess: four unrelated words do well.
fault-last-admin = The last admin keeps the role, or nobody could manage staff.
fault-form-unreadable = The form could not be read. Load the page again and repeat the change.
fault-price-range = Enter a price above zero.
fault-compare-at-range = The old price must be higher than the price; leave it empty where there is none.
fault-price-moved = The price was changed meanwhile. Here is the present one; repeat your change if it still holds.
fault-reason-missing = Say why, in at most 500 characters; the history shows it.
fault-not-an-amount = Enter an amount such as 12.50.
fault-not-a-count = Enter a whole number.
fault-stock-range = Enter a whole number from 0 to 10,000,000.
fault-stock-range-owed = Enter a whole number from -10,000,000 to 10,000,000; below zero it counts units that are owed.
fault-stock-kind = Choose what kind of change this is.
fault-stock-below-reserved = { $reserved } are reserved for orders; the count cannot be lower.
fault-stock-moved = The stock was changed meanwhile. Here is the present count; repeat your change if it still holds.
fault-page-moved = Somebody else saved this page while you wrote. Your text stands below; open the page in another window to compare, then save again to keep yours.
fault-no-menu = There is no such menu.
fault-no-menu-item = This link is no longer in the menu.
fault-menu-label-missing = Type the words of the link.
fault-menu-address = Type a path such as /sale, or an address that begins with https://.
fault-menu-no-product = No product has this address.
fault-menu-target-gone = What you chose is no longer there. Choose again.
fault-menu-too-deep = A menu has three levels, and no link stands below itself. Choose another place.
fault-no-synonym = These words are no longer in the table.
fault-synonym-kind = Choose what the words do.
fault-synonym-terms-missing = Type the words, one a line.
fault-synonym-alone = Type at least two words that mean the same.
fault-synonym-bar = Write each word on a line of its own; a bar cannot be part of one.
fault-synonym-wordless = Each line needs a word that can be searched for.
fault-synonym-replacement-missing = Type what stands for the words.
fault-synonym-itself = This stands for itself; type another word.
fault-synonym-page-missing = Choose a page that is published.
fault-synonym-taken = These words are in the table already.
fault-menu-full = A menu holds 200 links. Remove one first.

# Forms and requests.
fault-form-type = This address takes a form and nothing else. Nothing was changed.
fault-form-encoding = The form holds bytes that are no text. Nothing was changed.
fault-form-too-large = That is more than this form may hold. Nothing was changed.
fault-form-cut-off = The form did not arrive whole. Nothing was changed; please send it again.
fault-form-fields = The form does not fit this page: a field is missing, unknown or sent twice. Nothing was changed; please load the page again.
fault-no-letter = There is no such letter in the mailbox.
fault-letter-unsendable = This letter cannot be sent; look at its address.
fault-mail-away = The mail server does not answer right now. The letter waits and leaves by itself.

# Cart and checkout.
fault-no-cart = We could not find your cart. Allow cookies for this shop and try again.
fault-not-sold = This is no longer sold.
fault-sold-out = This is sold out, so the cart stays as it was.
fault-stock-short = { $left ->
    [one] Only one of this is left, so the cart stays as it was.
   *[other] Only { $left } of this are left, so the cart stays as it was.
}
fault-quantity-number = Type the quantity as a number.
fault-quantity-range = Choose a quantity from 1 to 999.
fault-no-wishlist = We could not find your wishlist. Allow cookies for this shop and try again.
fault-wishlist-full = A wishlist holds 100 things. Take one off first.
fault-wishlist-not-shared = Nobody shares a wishlist at this address any more.
fault-cart-full = A cart holds 100 different items. Order these first, or remove one.
fault-cart-empty = Your cart is empty.
fault-cart-changed = Something in your cart changed a moment ago, so nothing is ordered yet. Look at the marked items and the new total, then go on.
fault-total-changed = The total is { $now } now, so nothing is ordered yet. Look at it once more, then go on.
fault-order-too-dear = This is more than one order can hold. Choose fewer.
fault-too-many-open-orders = Three of your orders are not paid yet. Please pay or cancel one of them first.
fault-checkout-key-reused = This form made an order already. You find it in your e-mail; to order again, start from the cart.
fault-form-stale = This form is too old to be sent. Look at the total once more, then go on.
fault-email-missing = Type your e-mail address, for the receipt and the delivery date.
fault-email-invalid = This is no e-mail address yet. It looks like name@example.org.
fault-name-missing = Type the name that should stand on the parcel or bill.
fault-street-missing = Type street and number.
fault-city-missing = Type the city.
fault-country-missing = Choose a country from the list.
fault-not-shipped = We do not ship to this country.
fault-postcode-missing = Type the postcode.
fault-postcode-4-digits = A postcode has four digits in this country.
fault-postcode-5-digits = A postcode has five digits in this country.
fault-postcode-6-digits = A postcode has six digits in this country.
fault-postcode-7-digits = A postcode has seven digits in this country.
fault-postcode-shape = This does not look like a postcode of this country.
fault-phone-invalid = A phone number has 5 to 20 digits. You may leave it empty.
fault-shipping-missing = Choose how it should arrive.
fault-payment-missing = Choose how to pay.
fault-text-long = This is too long.
fault-text-signs = Some of these signs cannot be printed on a label.

# The server.
fault-too-often = That was a little too often. Please wait { $seconds } seconds and try again.
fault-too-busy = The shop is very busy right now. Your cart is kept; please try again in a few seconds.
fault-too-slow = This took longer than it should, so it was stopped. Your cart is kept; please try again in a moment.
fault-too-large = That is more than this address takes. Nothing was changed.
fault-not-same-site = This request did not come from a page of this shop, so nothing was changed. Open the page here and repeat the change.
fault-method-not-allowed = This address cannot be used in this way.
fault-unknown-host = This shop is not known under this name.
fault-gateway-decision = Press one of the buttons.
fault-order-cancel-confirm = Press the second button to cancel the order. Nothing was changed.
fault-order-cancel-late = This order can no longer be cancelled. You can send it back within 30 days.

# Live pages
fault-live-origin = This address is for pages of the shop only.
fault-live-full = Too many pages of yours are open at once. Close some, and this one follows again.
fault-live-upgrade = This address speaks WebSocket only.
fault-not-understood = This address was not understood. Check it, or search for what you need.
fault-search-too-long = Search for at most 200 characters.
fault-list-too-deep = The list does not go on this far. Narrow it down with the filters instead.

# Products as staff write them.
fault-product-moved = { $by } changed { $fields } of this product a moment ago. Look at it again before you save.
fault-no-type = There is no such type of products.
fault-no-redirect = There is no such redirect.
fault-title-missing = Give it a title.
fault-handle-invalid = An address has letters, digits, dashes and underscores only, at most 255.
fault-handle-taken = Another one has this address already. Choose another.
fault-tags-invalid = A tag has at most 100 characters and no comma; a product has at most 250 tags.
fault-categories-many = A product is in at most 50 categories.
fault-attributes-invalid = An attribute needs a name of at most 255 characters, and values of at most 1,000; there are at most 100.
fault-attribute-missing = This type of products needs a value here.
fault-attribute-one = One value only.
fault-attribute-number = Enter a number such as 38 or 38.5.
fault-attribute-boolean = Enter Yes or No.
fault-attribute-choice = Choose one of the values of this attribute.
fault-attribute-name = An attribute needs a name that no other attribute of this type has.
fault-attribute-choices = Give at least one value to choose from, and at most 100.
fault-attribute-kind = Choose what kind of value it takes.
fault-type-name = Give the type a name of at most 255 characters.
fault-type-taken = There is a type of this name already.
fault-options-many = A product has at most three options.
fault-combinations-many = That makes more than 300 combinations. Leave out some values.
fault-option-name = An option needs a name of at most 255 characters.
fault-option-value = A value has 1 to 255 characters.
fault-option-values = An option needs at least one value.
fault-option-twice = This is there already.
fault-last-variant = A product keeps at least one variant. Archive the product instead.
fault-sku-invalid = A SKU has at most 100 characters and does not begin with ~.
fault-sku-taken = Another variant has this SKU already, perhaps an archived one.
fault-barcode-invalid = This is no barcode: it has 8, 12, 13 or 14 digits, and the last one checks the others.
fault-cost-range = Enter what it costs you, zero or more, or leave it empty.
fault-weight-range = Enter the weight in grams, from 0 to 10,000,000.
fault-content-amount = Enter an amount above zero with at most three decimals.
fault-content-unit = Choose a unit.
fault-content-reference = Choose a reference that measures the same as the unit.
fault-pictures-many = A product has at most 50 pictures.
fault-picture-twice = The same picture is there twice.
fault-no-picture = One of these pictures is not there any more. Load the page again.
fault-products-many = Choose at most 200 products at once.
fault-product-archived = This product is archived. Restore it first.
fault-unpublish-early = The end must be later than the beginning, and in the future.
fault-redirect-path = Enter a path of this shop such as /old-name. The back office, cart and checkout cannot be led elsewhere.
fault-redirect-loop = That would lead in a circle.
fault-product-gone = This product has left our range. What lies beside it may do as well.
