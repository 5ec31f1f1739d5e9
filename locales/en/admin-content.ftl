# Pages of running text and menus in the back office

# Pages
admin-pages = Pages
admin-page-views = Page views
admin-page-search = Title or address
admin-page-add = Add page
admin-pages-empty = No page matches.
admin-col-page = Page
admin-published = Published
admin-page-title = Title
admin-page-summary = Summary
admin-page-summary-hint = One or two sentences below the title.
admin-page-format = Written in
admin-format-markdown = Markdown
admin-format-html = HTML
admin-page-text = Text
admin-page-text-hint = Headings begin with ##. Scripts, pictures and styles are taken out.
admin-preview = Preview
admin-preview-note = Not saved yet
admin-visibility = Visibility
admin-page-published-hint = Shoppers and search engines see it.
admin-handle = Address
admin-page-handle-hint = The part after /page/. Empty: made of the title.
admin-seo = Search engines
admin-seo-title = Title in results
admin-seo-title-hint = Empty: the title. Up to 60 signs are shown.
admin-seo-description = Text in results
admin-seo-description-hint = Empty: the summary. Up to 155 signs are shown.
admin-page-made = The page was made.
admin-page-saved = The page was saved.
admin-page-delete = Delete page
admin-page-delete-ask = “{ $title }” is gone for good, and links of the menus to it as well. To hide it for a while, take back “Published” instead.
admin-page-deleted = “{ $title }” was deleted.

# Menus
admin-menus = Menus
admin-menus-meta = What stands around every page of the shop. An empty menu is drawn by itself, from categories and pages.
admin-menu-header = Header
admin-menu-footer = Footer
admin-menu-empty = Nothing here yet, so the shop draws this menu by itself.
admin-menu-add = Add link
admin-menu-add-below = Add a link below { $words }
admin-menu-hidden = Not shown
admin-menu-heading = Heading without a link
admin-menu-label = Words
admin-menu-label-hint = Empty: the title of what it leads to.
admin-menu-target = Leads to
admin-menu-to-address = An address or a product
admin-menu-category = Category
admin-menu-collection = Collection
admin-menu-page = Page
admin-menu-address = Address
admin-menu-address-hint = Such as /p/field-jacket for a product, /search?q=oak, or https://example.org. Only for “An address or a product”.
admin-menu-parent = Stands below
admin-menu-top = Nothing: the first level
admin-menu-added = The link was added.
admin-menu-saved = The link was saved.
admin-menu-remove = Remove link
admin-menu-remove-ask = { $count ->
    [0] “{ $words }” is taken out of the menu.
    [one] “{ $words }” and the link below it are taken out of the menu.
   *[other] “{ $words }” and the { $count } links below it are taken out of the menu.
}
admin-menu-removed = The link was removed.
admin-move-up = Move { $words } up
admin-move-down = Move { $words } down

# Covers of categories and collections
admin-cover = Picture
admin-cover-of = Picture of “{ $title }”
admin-cover-about = Shown above its list, on tiles and cards, and where its link is shared.
admin-cover-which = Which picture
admin-cover-own = The one it has
admin-cover-none = None: its first product’s stands in on tiles and cards
admin-cover-choice = Of its products, number { $number }
admin-cover-file = A new picture
admin-cover-file-hint = JPEG, PNG, GIF or WebP, up to 5 MB. Wide ones (16:9, from 1280 pixels) look best. A new one counts more than what is chosen above.
admin-cover-alt = What it shows
admin-cover-alt-hint = For people who cannot see it. Leave it empty where it says nothing that the title does not.
admin-cover-saved = The picture is saved.
