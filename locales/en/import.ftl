# Taking files of goods in, in the back office
admin-import = Import
admin-export = Export
admin-import-about = Products from a CSV of Shopify, WooCommerce or any other shop.
admin-import-new = New import
admin-import-earlier = Earlier imports
admin-import-none = Nothing was imported yet.
admin-import-file = File
admin-import-file-hint = CSV of up to 32 MB. Nothing is changed before you have seen what would happen.
admin-import-upload = Upload
admin-import-did = Result
admin-import-when = Uploaded
admin-import-counts = { $created } new, { $updated } changed, { $bad } bad rows
admin-import-uploaded = Columns to check
admin-import-checking = Being checked
admin-import-checked = Ready to import
admin-import-queued = Waiting
admin-import-running = Being imported
admin-import-done = Imported
admin-import-failed = Ended early
admin-import-undoing = Being undone
admin-import-undone = Undone
admin-import-columns = What the columns are
admin-import-writing = { $encoding }, cells parted by { $sign }
admin-import-woo = The file comes from WooCommerce, so its columns are known.
admin-import-theirs = Column of the file
admin-import-sample = First value
admin-import-ours = Is read as
admin-import-unread = Not read
admin-import-check = Check the file
admin-import-semicolon = semicolons
admin-import-tab = tabs
admin-import-bar = bars
admin-import-comma = commas
admin-import-would = Nothing was changed yet. This is what would happen.
admin-import-was = This is what happened.
admin-import-result = Result
admin-import-rows = Rows read
admin-import-created = New products
admin-import-updated = Changed
admin-import-same = Same as before
admin-import-bad = Bad rows
admin-import-problems = { $count ->
    [one] One row needs mending
   *[other] { $count } rows need mending
}
admin-import-errors = Get the bad rows as a file
admin-import-more = More rows are in the file of bad rows.
admin-import-warnings = { $count ->
    [one] One thing was left out of a good row
   *[other] { $count } things were left out of good rows
}
admin-import-fine = Every row is fine.
admin-import-problem-list = Bad rows
admin-import-warning-list = Left out
admin-import-line = Line
admin-import-column = Column
admin-import-value = Value
admin-import-hint = What is wrong
admin-import-empty = (empty)
admin-import-next = Import
admin-import-nothing-yet = Nothing was changed yet. An import can be undone.
admin-import-nothing = There is nothing to import: no row is new or changed.
admin-import-mode = Rows that are bad
admin-import-mode-good = Import the good rows, and leave the bad ones out
admin-import-mode-all = Import all rows or none
admin-import-commit = Import
admin-import-to-columns = Back to the columns
admin-import-encoding = Encoding
admin-import-sign = Between cells
admin-import-read = Columns read
admin-import-read-of = { $read } of { $all }
admin-import-not-read = Not read:
admin-import-under-way = This takes a moment.
admin-import-progress = { $count ->
    [0] Nothing is through yet.
    [one] One product is through.
   *[other] { $count } products are through.
} The page looks again by itself.
admin-import-look-again = Look again now
admin-import-stuck = It stands still
admin-import-stuck-hint = The work ended before its time, and nobody goes on with it. What was done until then is kept.
admin-import-go-on = Go on
admin-import-back = Undo
admin-import-back-hint = Everything goes back to what it was. What somebody changed since stays.
admin-import-undo = Undo the import
admin-import-undo-title = Undo the import?
admin-import-undo-question = { $count ->
    [one] One product or category goes back to what it was. What was made anew is removed, or archived where it was ordered.
   *[other] { $count } products and categories go back to what they were. What was made anew is removed, or archived where it was ordered.
}
admin-import-undo-asked = The import is being undone.
admin-import-kept = Not undone
admin-import-why-archived = was ordered or put into a cart since, so it was archived
admin-import-why-kept = is used, or somebody changed it since
fault-import-no-file = Choose a CSV file.
fault-import-cut-off = The file did not come completely. Upload it again.
fault-import-too-large = The file is larger than 32 MB. Split it, or import it by the command line.
fault-import-twice-mapped = Another column is read as this already.
fault-import-title-unmapped = One column has to be read as Title.
admin-export-about = Every list as a CSV file. The import takes each of them back as it was.
admin-export-list = List
admin-export-holds = What is in it
admin-export-file = File
admin-export-csv = CSV
admin-export-shopify = Shopify
admin-export-shopify-legacy = Shopify, older
admin-export-woocommerce = WooCommerce
admin-export-note = In these files pictures are addresses of this shop. The command “stoa export shop” writes everything into a folder, with the pictures beside.
admin-export-products = Products
admin-export-products-holds = Variants, prices, stock, pictures, options and attributes
admin-export-product-types = Product types
admin-export-product-types-holds = The attributes that each type asks for
admin-export-categories = Categories
admin-export-categories-holds = The tree with texts and pictures
admin-export-links = Related products
admin-export-links-holds = Related, up-sell and cross-sell
admin-export-bundles = Bundles
admin-export-bundles-holds = The parts of each bundle
admin-export-collections = Collections
admin-export-collections-holds = Products by hand, or the rule
admin-export-reviews = Reviews
admin-export-reviews-holds = Stars, words, replies and states
admin-export-pages = Pages
admin-export-pages-holds = Texts with what search engines are told
admin-export-menus = Menus
admin-export-menus-holds = The links of header and footer
admin-export-synonyms = Synonyms
admin-export-synonyms-holds = Words that the search takes for others
admin-export-redirects = Redirects
admin-export-redirects-holds = Ways from old addresses to new ones
admin-export-pictures = Pictures of the shop
admin-export-pictures-holds = Pictures that pages ask for by name
admin-export-currencies = Currencies
admin-export-currencies-holds = Rates and rounding of those besides the shop’s own
admin-export-prices = Prices in other currencies
admin-export-prices-holds = Those that were set by hand
