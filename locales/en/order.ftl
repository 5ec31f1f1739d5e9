# order

# What a person reads at a payment provider.
payment-label = { $shop }, order { $number }

# The page of an order.
order-title = Order { $number }
order-updated = Update:
order-head-waiting = We are waiting for your payment
order-head-declined = The payment did not go through
order-head-placed = Thank you, { $name }
order-head-packed = Packed and ready
order-head-shipped = On its way
order-head-delivered = Delivered
order-head-expired = The time to pay ran out
order-head-cancelled = This order is cancelled
order-spoken-placed = Your order is confirmed
order-lead-waiting = Order { $number } is held for you. As soon as the payment is confirmed, this page and a mail to { $email } say so.
order-lead-declined = Order { $number } is held for you; only the payment is missing.
order-lead-paid = Order { $number } is paid and arrives { $when }. We send the receipt to { $email }.
order-lead-placed = Order { $number } is placed and arrives { $when }. We send the confirmation to { $email }.
order-lead-transfer = Order { $number } is placed. It leaves as soon as your money is here. We send the confirmation to { $email }.
order-lead-packed = Order { $number } waits for the carrier and arrives { $when }.
order-lead-shipped = Order { $number } is with the carrier and arrives { $when }.
order-lead-delivered = Order { $number } has arrived. You have 30 days to change your mind.
order-lead-expired = Order { $number } was not paid in time, so it ended and no money was taken. What is still there lies in your cart again.
order-lead-cancelled = Order { $number } ended and no money was taken.
order-lead-cancelled-paid = Order { $number } ended. What you paid goes back the way it came, usually within five days.
order-check-again = Check again
order-go-on = Go on shopping
order-back-to-cart = Back to the cart
order-next = What happens next
order-next-pack = We pack it
order-next-pack-note = Until then you can still cancel on this page.
order-next-money = Your transfer arrives
order-next-money-note = Usually within one working day; we write to you when it is here.
order-next-carrier = The carrier takes it
order-next-carrier-note = You get a mail with the parcel number, and this page shows it at once.
order-next-arrives = It arrives { $when }
order-next-arrives-note = Keep this page's address: it works without an account.
order-bill-to = Bill to
order-pay-none = nothing was charged
order-pay-open = to be paid
order-pay-done = paid
order-pay-partly-back = partly given back
order-pay-back = given back
order-steps = Steps
order-step-ordered = Ordered
order-step-paid = Paid
order-step-packed = Packed
order-step-shipped = Handed to the carrier
order-step-delivered = At your door
order-step-cancelled = Cancelled
order-parcel = { $carrier } { $number }
order-parcel-follow = Follow the parcel
order-transfer = Transfer the money
order-transfer-amount = Amount
order-transfer-to = To
order-transfer-reference = Reference
order-transfer-until = By
order-pay-again = Pay again, or in another way
order-pay-otherwise = Pay in another way
order-pay-button = Pay { $total }
order-pay-button-open = Pay now
order-declined = The payment was declined.
order-declined-kept = No money was taken, and everything is kept.
order-declined-now = Try it again, or choose another way to pay. Your bank can say why; we are not told.
order-held = { $minutes ->
    [one] We hold these for you for 1 more minute.
   *[other] We hold these for you for { $minutes } more minutes.
} After that they stay in the cart, as long as there are some.
order-cancel = Cancel this order
order-cancel-text = Nothing is sent then, and what you paid goes back the way it came.
order-cancel-yes = Yes, cancel the order
order-cancel-over = Cancelling ended when the parcel was packed. You can send it back within 30 days.

# The page of the local gateway.
gateway-title = Bank page for development
gateway-brand = Local gateway, for development only
gateway-pay = Pay { $amount }
gateway-lead = This page plays the bank. Choose what it answers.
gateway-challenge = The bank asks: was it you?
gateway-small = No money moves here.
gateway-approve = Approve
gateway-decline = Decline
gateway-challenge-button = Challenge
gateway-time-out = Time out
gateway-late = Late notice to the shop

# The mailbox of development.
mailbox-title = Mailbox
mailbox-lead = Letters that the shop wrote. In development they go nowhere else.
mailbox-empty = No letters yet.
mailbox-back = All letters
mailbox-links = Links
mailbox-text = As plain text
