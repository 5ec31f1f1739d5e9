# mail
mail-order-placed-subject = Your order { $number } at { $shop }
mail-order-placed-heading = Thank you, { $name }
mail-order-placed-lead = We have your order { $number } and will write again when it leaves. It should arrive { $arrives }.
mail-order-placed-transfer = Please transfer { $total } to { $account } by { $transfer_until } and name the order { $number }. We send your parcel as soon as the money is here.
mail-order-placed-delivery = You pay { $total } when the parcel is handed over.
mail-order-placed-waiting = Your payment is not complete yet. We keep your items for you until { $until }.

mail-payment-received-subject = We have your payment for order { $number }
mail-payment-received-heading = Paid, thank you
mail-payment-received-lead = We received { $total } for your order { $number }. It should arrive { $arrives }.

mail-payment-failed-subject = The payment for order { $number } did not go through
mail-payment-failed-heading = Your payment was declined
mail-payment-failed-lead = You were not charged. We keep your items for you until { $until }: try again, or choose another way to pay.

mail-shipped-subject = Your order { $number } is on its way
mail-shipped-heading = On its way to you
mail-shipped-lead = Your order { $number } has left our house. It should arrive { $arrives }.
mail-shipped-tracking = Carrier: { $carrier }. Tracking number: { $tracking }.

mail-cancelled-subject = Your order { $number } was cancelled
mail-cancelled-heading = Your order was cancelled
mail-cancelled-lead = Order { $number } was cancelled. Nothing will be sent.
mail-cancelled-expired = No payment reached us in time, so the items of order { $number } went back on the shelf. You were not charged; you are welcome to order again.
mail-cancelled-refund = We send your money back the way it came. It can take your bank a few days.

mail-refunded-subject = Your money for order { $number } is on its way back
mail-refunded-heading = Your money is on its way back
mail-refunded-lead = We gave back { $amount } for order { $number }. It can take your bank a few days to show it.
mail-refunded-sold-out = Your payment reached us after your items had gone to somebody else. We are sorry.
mail-refunded-twice = Your order was paid twice. We kept one payment and sent the other one back; your order is not affected.

mail-see-order = See your order
mail-pay-again = Pay now
mail-track = Follow the parcel
mail-order = Order { $number }
mail-subtotal = Subtotal
mail-discount = Discount
mail-shipping = Shipping: { $method }
mail-fee = Fee
mail-tax-included = Contains tax
mail-tax-added = Tax
mail-total = Total
mail-deliver-to = Delivered to
mail-help = Questions? Just answer this mail, or write to { $email }.
