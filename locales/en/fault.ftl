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
fault-payment-declined = The payment was declined and you were not charged. Your items are still held: try again or choose another way to pay.
fault-payment-step = This payment has ended already. Your order's page shows how it stands.
fault-provider-away = The payment provider does not answer right now. Your order and its items are kept; please try again in a moment.
fault-webhook-signature = The signature is wrong or too old.
fault-payment-method = Choose one of the ways to pay that are offered.
