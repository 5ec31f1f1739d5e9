# The editor of a product in the back office

admin-product-add = Add product
admin-product-add-meta = It begins as a draft. Pictures, facts and everything else follow on its own page.
admin-product-create = Create product
admin-product-made = The product was made. Add pictures, then publish it.
admin-product-saved = Saved.
admin-product-published = Saved and published.
admin-product-drafted = Saved. Shoppers do not see it any more.
admin-product-scheduled = Saved and scheduled.
admin-product-archived = “{ $title }” was archived.
admin-product-restored = The product is back.
admin-product-copied = This is the copy, a draft.
admin-changed = Changed { $at }
admin-undo = Undo
admin-remove = Remove
admin-none = None
admin-description = Description
admin-description-hint = Plain text or HTML. Scripts, pictures and styles are taken out.

# Status
admin-state-draft = Draft
admin-state-scheduled = Scheduled
admin-state-published = Published
admin-state-ended = No longer shown
admin-state-archived = Archived
admin-state-since = Shown from { $at }
admin-publish = Publish now
admin-to-draft = Back to draft
admin-schedule = Schedule
admin-schedule-save = Save schedule
admin-publish-at = Show from
admin-publish-at-hint = By the clock of the shop. Empty: now.
admin-unpublish-at = Show until
admin-unpublish-at-hint = Empty: without an end.
admin-archive = Archive
admin-restore = Restore
admin-duplicate = Duplicate

# Place
admin-organisation = Organisation
admin-category-main = Main category
admin-categories-also = Also in other categories
admin-vendor = Maker
admin-type = Product type
admin-type-hint = A type asks for its own facts.
admin-tags = Tags
admin-tags-hint = With commas between them.
admin-safety = Safety
admin-manufacturer = Manufacturer
admin-manufacturer-hint = Name, post and web address.
admin-responsible = Responsible person in the EU
admin-warnings = Warnings

# Pictures
admin-pictures = Pictures
admin-pictures-meta = { $count ->
    [0] None yet
    [one] 1 picture, { $without } without a text
   *[other] { $count } pictures, { $without } without a text
}
admin-pictures-none = Add pictures below. The first one stands in lists.
admin-pictures-add = Add pictures
admin-pictures-files = Picture files
admin-pictures-hint = JPEG, PNG, GIF or WebP, up to 5 MB and 24 megapixels each, 20 at once. Save your changes above first.
admin-pictures-upload = Upload
admin-pictures-added = { $count ->
    [0] These pictures are there already.
    [one] 1 picture was added.
   *[other] { $count } pictures were added.
}
admin-pictures-refused = { $count ->
    [0] No picture was added:
    [one] 1 picture was added. The others cannot be used:
   *[other] { $count } pictures were added. The others cannot be used:
}
admin-pictures-no-file = Choose at least one file.
admin-pictures-many = That is more than 20 files at once. Send the rest in another go.
admin-picture = Picture
admin-picture-alt = What picture { $number } shows
admin-picture-up = Move picture { $number } forward
admin-picture-down = Move picture { $number } back
admin-picture-remove = Take picture { $number } out

# Options and variants
admin-options = Options
admin-options-meta = What shoppers choose from. Every combination is a variant.
admin-options-new-meta = Leave them empty where there is nothing to choose.
admin-options-save = Save options
admin-options-saved = The options were saved; the variants follow them.
admin-option = Option
admin-option-values = Values
admin-option-values-hint = Option { $number }, such as “Wood” with “Oak”, “Ash” and “Walnut”: one a line.
admin-variants-title = Variants
admin-col-variant = Variant
admin-sku = SKU
admin-sku-hint = Empty: made of the address and the options.
admin-cost = Cost
admin-barcode = Barcode
admin-weight = Weight, g
admin-variant-take = Remove
admin-variant-remove = Remove { $words }
admin-variant-removed = The variant was taken off sale.
admin-every-variant = Price and stock
admin-every-variant-meta = The same for every variant at first
admin-stock-page = Stock and prices

# Facts and search engines
admin-attributes = Facts
admin-attribute = Fact
admin-attributes-free = Other facts
admin-attributes-free-hint = One a line: “Care: wash cold | dry flat”.
admin-product-handle-hint = The part after /p/. The old address leads on to a new one.
admin-seo-product-hint = Empty: the beginning of the description. Up to 155 signs are shown.

admin-links = Linked products
admin-links-meta = Shown on its page and in the cart
admin-link-related = Similar: “You may also like”
admin-link-upsell = Better: “Compare with”
admin-link-cross = Bought with it: “Goes well with”
admin-in-by-rule = By their rules: { $titles }
admin-in-none = No collection is filled by hand yet.
admin-stock-in-grid = Counted on the page of the product
admin-stock-of-parts = By its parts
admin-stock-not-counted = Not counted
admin-reason-grid-hint = For the history, where a price or a count is another now.
# How variants are sold, and what bundles are made of
admin-sold = How it is sold
admin-sold-meta = Stock, shipping, tax and the unit price
admin-tracked = Count stock
admin-continue-selling = Sell on at zero
admin-requires-shipping = Ship it
admin-taxable = Tax it
admin-content = Content
admin-unit = Unit
admin-reference = Price for
admin-unit-ml = ml
admin-unit-l = l
admin-unit-g = g
admin-unit-kg = kg
admin-unit-m = m
admin-unit-piece = pieces
admin-by-parts = By its parts
admin-parts = Bundle
admin-parts-meta = Its stock is that of its scarcest part
admin-parts-show = Make it of other variants
admin-parts-of = Parts of { $words }
admin-parts-hint = One a line, as number and SKU: “2 × CUP-SPRUCE”. Empty: it is no bundle and has stock of its own.
