# shop
shop-skip = Skip to content
shop-home-title = Things worth keeping
shop-home-label = { $name }, home
shop-notice-label = Shop notice
shop-notice-off = Dismiss notice
shop-menu = Menu
shop-menu-close = Close menu
shop-nav-label = Categories
shop-nav-all = Shop
shop-nav-all-of = All of { $title }
shop-nav-drawer = All categories
shop-nav-mega = All categories
shop-search = Search
shop-search-label = Search the shop
shop-cart-label = Cart, { $count ->
    [0] empty
    [one] 1 item
   *[other] { $count } items
}
shop-footer-line = Well-made things for home, table, work and outdoors. Repaired for as long as they can be.
shop-footer-shop = Shop
shop-footer-help = Help
shop-footer-about = About
shop-footer-legal = Legal
shop-footer-tax = Prices include VAT. Delivery is shown before you pay.
shop-theme = Light or dark
shop-page-shipping = Delivery
shop-page-returns = Returns
shop-page-about = About us
shop-price-from = from
shop-price-now = Now
shop-price-was = was
shop-stars-of = out of 5 stars
shop-stars-reviews = reviews
shop-crumbs = Breadcrumb
shop-crumbs-home = Shop
shop-sold-out = Sold out
shop-only-left = Only { $left } left
shop-card-colours = colours
shop-card-off = −{ $percent }%
shop-add-named = Add { $title } to the cart
shop-wishlist = Wishlist
shop-wishlist-title = Wishlist, { $count ->
    [one] 1 thing
   *[other] { $count } things
}
shop-wishlist-of = A wishlist at { $name }
shop-wishlist-save = Save { $title }
shop-wishlist-empty = Nothing saved yet. Press the heart on anything that you want to find again.
shop-wishlist-look = Look around
shop-wishlist-here = Kept in this browser for a year. Share the list to open it elsewhere.
shop-wishlist-cheaper = { $count ->
    [one] One costs less than when you saved it.
   *[other] { $count } cost less than when you saved them.
}
shop-wishlist-less = { $sum } less
shop-wishlist-choose = Which { $title }?
shop-wishlist-share = Share the list
shop-wishlist-link = Link to this list
shop-wishlist-link-hint = Whoever has it sees the list as it is then, and can change nothing.
shop-wishlist-unshare = Stop sharing
shop-wishlist-shared-empty = There is nothing on this list at the moment.
shop-wishlist-gone = Not sold any more
shop-wishlist-take-off = Take off
shop-home-description = Well-made things for home, table, work and outdoors, in materials that age well.
shop-home-categories = Shop by category
shop-home-best = Worth a look
shop-hero-title = Made well, mended gladly
shop-hero-lead = Things for the table, the desk and the long way home, from small workshops, in wood, wool, clay and iron.
shop-hero-goal = See what sells best
shop-hero-about = How we choose
shop-promise-delivery = Delivery dates with a weekday
shop-promise-returns = 30 days to change your mind
shop-promise-guest = No account needed
shop-promise-payment = Pay by card, transfer or on delivery
shop-see-all = See all
shop-story-title = Bought once, used for years
shop-story-text = Every piece is used by one of us for three months before it is listed. If a part wears out, the part must be available.
shop-story-more = How we choose
shop-quotes = What owners say
shop-quote-bought = bought
shop-stars-spoken = { $stars } out of 5 stars
shop-list-products = Products
shop-list-about = About this category
shop-collections = Collections
shop-collections-lead = Things that belong together, put together by hand: for a room, a season or a present.
shop-collections-all = All collections
shop-collections-more = More collections
shop-collection-about = About this collection
shop-list-below = Subcategories
shop-list-nothing = Nothing is left with these filters.
shop-list-clear = Clear all
shop-list-total = { $count ->
    [one] 1 product
   *[other] { $count } products
}
shop-list-shown = { $shown } of { $total } products
shop-list-more = Load more
shop-list-next = Next page
shop-list-pages = Pages
shop-list-page-title = { $title }, page { $page }
shop-filter = Filter
shop-filter-count = Filter ({ $count })
shop-filters = Filters
shop-filters-close = Close filters
shop-filter-show = { $count ->
    [one] Show 1 product
   *[other] Show { $count } products
}
shop-word = What is { $term }?
shop-words = What do these words mean?
shop-facet-more = { $count } more
shop-popular = Popular:
shop-popular-label = Popular filters
shop-price = Price
shop-price-lowest-of = Lowest price
shop-price-highest-of = Highest price
shop-price-from-field = From { $currency }
shop-price-to-field = To { $currency }
shop-price-between = { $low } to { $high }
shop-price-above = From { $low }
shop-price-below = Up to { $high }
shop-stock = Stock
shop-in-stock = In stock now
shop-chip-remove = remove
shop-sort-by = Sort by
shop-sort-featured = Best match
shop-sort-newest = Newest
shop-sort-price-asc = Price, low first
shop-sort-price-desc = Price, high first
shop-sort-rating = Best rated
shop-sort-title = Name
shop-sort-apply = Apply
shop-search-title = Search: { $text }
shop-search-results = { $count ->
    [one] 1 result for “{ $text }”
   *[other] { $count } results for “{ $text }”
}
shop-search-corrected = Nothing is called “{ $text }”. These are the results for “{ $used }”.
shop-search-nothing = Nothing matches “{ $text }”
shop-search-nothing-hint = Try fewer or other words, or look around in a category.
shop-search-looser = Try instead:
shop-search-contact = Not here? Ask us, and we look for it.
shop-search-places = Matching categories and pages
shop-search-others = What others find
shop-search-instead = Look here instead
shop-suggest-queries = Searches
shop-suggest-categories = Categories
shop-suggest-products = Products
shop-suggest-pages = Pages
shop-buy = Buy
shop-pictures = Pictures
shop-pictures-stage = { $count ->
    [one] 1 picture
   *[other] { $count } pictures, scroll sideways
}
shop-pictures-large = Pictures, large
shop-pictures-count = Picture { $number } of { $count }
shop-picture-before = Picture before
shop-picture-after = Next picture
shop-picture-more = Picture { $number }, and { $more } more
shop-zoom-in = Larger
shop-zoom-out = Smaller
shop-picture = Picture
shop-picture-large = { $alt }. Picture { $number } of { $count }, show it large
shop-picture-close = Close the picture
shop-sku = No.
shop-price-note = VAT included, delivery is added at checkout
shop-not-with = Not with { $value }
shop-add = Add to cart
shop-quantity = Quantity
shop-quantity-less = One less
shop-quantity-more = One more
shop-sold-out-other = This choice is sold out. Other choices may be there.
shop-sold-out-all = This is sold out for now.
shop-stock-in = In stock
shop-stock-back = Made to order, delivered later
shop-fact-delivery-more = All about delivery
shop-fact-returns-more = How to send something back
shop-description = Description
shop-facts = Facts
shop-delivery = Delivery and returns
shop-reviews = Reviews
shop-reviews-count = { $count ->
    [one] 1 review
   *[other] { $count } reviews
}
shop-reviews-star = { $stars } star
shop-reviews-checked = A person at the shop reads every review before it appears. “Verified purchase” means that the writer bought the product here.
shop-review-verified = Verified purchase
shop-review-reply = The shop replied
shop-product-similar = More in { $category }
shop-suggestions = Suggestions
shop-searches-before = Searched before
shop-searches-forget = Forget these
shop-page-changed = Last changed on { $date }
shop-page-others = More answers
shop-error = Error { $status }
shop-lost = This shelf is empty
shop-gone = We no longer sell this
shop-lost-address = The address { $path } is not in use. What you look for may have moved.
shop-lost-likely = You may have meant
shop-broken = Something broke on our side
shop-away = We are away for a moment
shop-too-often = That was quick
shop-refused = That did not work
shop-reference = Reference
shop-time = Time
shop-write-to-us = Write to us
shop-try-again = Try again
shop-to-home = Home
shop-notice-free = Free delivery from { $limit }
shop-arrives = Arrives { $day }
shop-delivery-free = { $name } { $price }, free from { $limit }.
shop-delivery-gratis = { $name }, free of charge.
shop-choice-by = { $choice } · by { $day }
shop-place-to = to
shop-place-change = Change the place of delivery
shop-place-apply = Show the day
shop-delivery-price = { $name } { $price }.

# What stands on the page of a product besides its text.
shop-preview = This is a preview for whoever has this link. Shoppers do not see it like this yet.
shop-links-cross = Goes well with
shop-links-upsell = Compare with
shop-links-related = You may also like
shop-safety = Safety and maker
shop-warnings = Warnings
shop-manufacturer = Manufacturer
shop-responsible = Responsible in this market
shop-price-lowest = Lowest price in the 30 days before: { $price }
shop-price-unit = { $content }, { $price } for { $reference }
shop-reference-100ml = 100 ml
shop-reference-1l = 1 l
shop-reference-100g = 100 g
shop-reference-1kg = 1 kg
shop-reference-1m = 1 m
shop-reference-1piece = one
shop-compare = Compare
shop-compare-title = { $count ->
    [one] Compare 1 product
   *[other] Compare { $count } products
}
shop-compare-kept = Kept until you take them out. Up to four side by side.
shop-compare-full = Four is the most. Take one out to add another.
shop-compare-few = Add two or more products: the sign with the two arrows is on every product.
shop-compare-region = Comparison, scrolls sideways
shop-compare-glance = At a glance
shop-compare-choices = Choices
shop-compare-arrives = Arrives
shop-compare-rating = { $value } out of 5 ({ $count })
shop-compare-differences = Differences only
shop-compare-rows = { $shown } of { $all } rows
shop-compare-same = Equal in all: { $list }.
shop-compare-all = Show all rows
shop-compare-none = not said
shop-compare-more = Add one more
shop-compare-remove = Take { $title } out of the comparison
shop-compare-add = Compare { $title }
shop-compare-look = Choose
shop-compare-look-at = Choose a variant of { $title }
shop-compare-bar = Compare ({"{n}"})
shop-seen = Recently viewed
shop-seen-forget = Forget these
shop-currency = Currency
shop-currency-change = Change
