# shop
shop-skip = Skip to content
shop-home-title = Things worth keeping
shop-home-label = { $name }, home
shop-notice-label = Shop notice
shop-notice = Guest checkout, and 30 days to change your mind
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
