# admin

# Frame
admin-rail = Main
admin-rail-sales = Sales
admin-rail-catalog = Catalog
admin-rail-content = Content
admin-rail-search = Search
admin-errands = Errands
admin-menu = Menu
admin-orders = Orders
admin-products = Products
admin-sign-out = Sign out
admin-failed = This did not work
admin-back = Back to the start
admin-breadcrumb = Breadcrumb
admin-search = Search
admin-list-shown = { $first } to { $last } of { $total }
admin-list-empty = Nothing to show
admin-discard = Discard
admin-save = Save
admin-delete = Delete
admin-keep = Keep it
admin-page-before = Previous
admin-page-after = Next

# Sign-in
admin-sign-in-to = Sign in to { $shop }
admin-staff-only = Staff only.
admin-to-shop = To the shop
admin-email = E-mail
admin-password = Password
admin-sign-in = Sign in

# Lists
admin-order-views = Order views
admin-product-views = Product views
admin-view-all = All
admin-view-unpaid = Unpaid
admin-view-to-fulfil = To fulfil
admin-view-shipped = Shipped
admin-view-cancelled = Cancelled
admin-view-money-back = Money back
admin-view-active = Active
admin-view-draft = Draft
admin-view-archived = Archived
admin-view-sold-out = Sold out
admin-order-search = Number, e-mail or name
admin-product-search = Title, maker, SKU or barcode
admin-products-empty = No product matches.
admin-products-all = Show all products
admin-orders-empty = No order matches. New orders show up here by themselves.
admin-one-new = 1 new
admin-many-new = # new
admin-money-back-waits = { $count ->
    [one] The money of 1 order waits for you to give it back.
   *[other] The money of { $count } orders waits for you to give it back.
}
admin-not-live = Not live right now; reload to see what is new.
admin-order-changed = Changed elsewhere, show it
admin-col-order = Order
admin-col-placed = Placed
admin-col-customer = Customer
admin-col-payment = Payment
admin-col-fulfilment = Fulfilment
admin-col-items = Items
admin-col-total = Total
admin-col-product = Product
admin-col-status = Status
admin-col-available = Available
admin-col-price = Price
admin-col-updated = Updated
admin-col-item = Item
admin-col-quantity = Quantity
admin-col-each = Each
admin-col-time = Time
admin-col-entry = Entry
admin-col-amount = Amount
admin-col-held = Held
admin-col-what = What
admin-col-before = Before
admin-col-after = After
admin-col-why = Why
admin-variants = { $count ->
    [one] 1 variant
   *[other] { $count } variants
}
admin-available-out = { $sum }, { $out } out

# States
admin-paid = Paid
admin-unpaid = Unpaid
admin-not-paid = Not paid
admin-awaiting-payment = Awaiting payment
admin-refunded = Refunded
admin-partly-refunded = Partly refunded
admin-not-yet = Not yet
admin-to-fulfil = To fulfil
admin-packed = Packed
admin-shipped = Shipped
admin-delivered = Delivered
admin-cancelled = Cancelled
admin-money-back = Give money back

# One order
admin-order-meta = { $placed } · { $items ->
    [one] 1 item
   *[other] { $items } items
} · { $total }
admin-next = Next
admin-no-step = Nothing is left to do with this order.
admin-step-paid = Mark as paid
admin-step-pack = Mark as packed
admin-step-ship = Ship the parcel
admin-step-deliver = Mark as delivered
admin-step-refund-sent = Refund sent
admin-step-refund-again = Refund again
admin-step-cancel = Cancel the order
admin-step-done = Done.
admin-refund-to-send = { $amount } came by hand, so no provider sends it back. Send it to the customer, then say so here.
admin-refund-refused = The payment provider refused to give back { $amount }. The timeline says why; ask again when that is put right.
admin-customer-told = The customer gets a mail.
admin-customer-not-told = The customer is not told.
admin-carrier = Carrier
admin-tracking = Tracking number
admin-note = Why
admin-items = Items
admin-payment = Payment
admin-subtotal = Subtotal
admin-shipping = Delivery
admin-fee = Payment fee
admin-total = Total
admin-tax-included = of it tax
admin-tax-added = plus tax
admin-timeline = Timeline
admin-customer = Customer
admin-ship-to = Delivery address
admin-bill-to = Billing address
admin-bill-same = Billing is the same.
admin-method-card = Card
admin-method-on_delivery = On delivery
admin-method-bank_transfer = Bank transfer
admin-payment-created = Started
admin-payment-pending = Waiting
admin-payment-unknown = Not yet known
admin-payment-captured = Captured
admin-payment-failed = Failed
admin-payment-cancelled = Given up
admin-payment-refunded = Refunded
admin-by-shopper = Shopper
admin-by-staff = Staff
admin-by-system = By itself
admin-by-provider = Payment provider
admin-happened-order-pending_payment = Order placed, waiting for payment
admin-happened-order-confirmed = Order confirmed
admin-happened-order-completed = Order completed
admin-happened-order-cancelled = Order cancelled
admin-happened-payment-unpaid = Not paid
admin-happened-payment-paid = Paid
admin-happened-payment-partly_refunded = Part of the money given back
admin-happened-payment-refunded = Money given back
admin-happened-shipment-pending = Parcel waits
admin-happened-shipment-packed = Parcel packed
admin-happened-shipment-shipped = Parcel shipped
admin-happened-shipment-delivered = Parcel delivered
admin-happened-shipment-cancelled = Parcel cancelled
admin-happened-mail-order_placed = Mail: order received
admin-happened-mail-payment_received = Mail: payment received
admin-happened-mail-payment_failed = Mail: payment failed
admin-happened-mail-shipped = Mail: parcel shipped
admin-happened-mail-cancelled = Mail: order cancelled
admin-happened-mail-refunded = Mail: money given back
admin-happened-note-payment_waiting = Waiting for the payment provider
admin-happened-note-payment_unknown = The payment provider did not answer clearly
admin-happened-note-payment_failed = Payment refused
admin-happened-note-payment_cancelled = Payment given up
admin-happened-note-payment_mismatch = The provider names another amount than we asked for; nothing was booked
admin-happened-note-payment_method = Another way to pay was chosen
admin-happened-note-refund_started = Money is to go back
admin-happened-note-refund_by_hand = The money has to be sent by hand
admin-happened-note-refund_done = Money sent back
admin-happened-note-refund_failed = The provider refused to give the money back
admin-happened-note-mail_refused = A mail to the customer was refused

# Why something happened, where no person said it
admin-why-expired = The time to pay ran out
admin-why-unpaid = The transfer did not come in time
admin-why-shopper = The shopper wanted it
admin-why-staff = Staff wanted it
admin-why-cancelled = The order was cancelled
admin-why-order_cancelled = It was paid after it was cancelled
admin-why-second_payment = It was paid twice
admin-why-total_changed = The amount was another by then
admin-why-sold_out = The goods were sold out by then
admin-why-late_payment = The payment came late
admin-why-free = Nothing was to be paid
admin-why-card_declined = The bank declined the card
admin-why-challenge_failed = The bank's question was not answered
admin-why-no_provider = This payment provider is not set up any more
admin-why-card = Card
admin-why-on_delivery = On delivery
admin-why-bank_transfer = Bank transfer

# One product
admin-see-in-shop = See in the shop
admin-changes = Changes
admin-price = Price
admin-compare-at = Old price
admin-reason = Reason
admin-change-price = Change price
admin-change-stock = Change stock
admin-on-hand = On hand
admin-movement = Kind of change
admin-price-done = The price was changed.
admin-stock-done = The stock was changed.
admin-stock-facts = { $sku } · { $on_hand } on hand, { $reserved } reserved, { $available } available
admin-movement-initial = First count
admin-movement-sale = Sale
admin-movement-restock = Back on the shelf
admin-movement-receipt = Goods came in
admin-movement-count = Counted anew
admin-movement-damage = Broken or lost
admin-movement-correction = Correction
admin-movement-import = Import
