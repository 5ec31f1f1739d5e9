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

# About reviews.
mail-stop = No more of these letters, please
mail-see-review = See your review
mail-review-received-subject = We have your review of { $product }
mail-review-received-heading = Thank you for your review
mail-review-received-lead = Thank you for writing about { $product }. A person at { $shop } reads every review before it appears. We will write once more when that is done.
mail-review-received-change = Until then you can change your review or take it back. The link below is yours alone.
mail-review-approved-subject = Your review of { $product } is published
mail-review-approved-heading = Your review is published
mail-review-approved-lead = Everybody who looks at { $product } can read it now. Thank you.
mail-review-reply = { $shop } answered: { $reply }
mail-review-rejected-subject = Your review of { $product } is not published
mail-review-rejected-heading = We cannot publish your review
mail-review-rejected-note = { $shop } wrote: { $note }
mail-review-rejected-change = You can change your review and send it again, or take it back.
mail-review-replied-subject = An answer to your review of { $product }
mail-review-replied-heading = We answered your review
mail-review-link-subject = Your review of { $product }
mail-review-link-heading = You wrote a review already
mail-review-link-lead = Somebody with this address, most likely you, wanted to review { $product } once more. There is one review a person; this link opens the one that is there, to be changed or taken back.
mail-review-link-other = If it was not you, there is nothing to do.

# Why a review is not published; keys end in the word of the reason.
review-reason-off_topic = It is about delivery, the shop or something else rather than the product.
review-reason-wrong_product = It is about another product.
review-reason-rude = It insults or threatens somebody.
review-reason-personal = It holds personal details, such as a name, an address or a telephone number.
review-reason-advert = It advertises something or holds a link.
review-reason-unreadable = It cannot be understood.
review-reason-photo = A photo does not show the product, or shows a person who may not want that.
review-reason-other = It does not keep to the rules for reviews.

# Something that was sold out.
mail-see-product = See it in the shop
mail-back-in-stock-subject = { $product } is back
mail-back-in-stock-heading = It is back
mail-back-in-stock-lead = You asked us to write when { $product } can be bought again. Now it can.
mail-back-in-stock-once = This is the one letter about it. We write to everybody who asked, so we cannot keep one for you.
