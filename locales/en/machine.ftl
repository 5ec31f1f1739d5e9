# What assistants read at /llms.txt.
machine-intro = This is a shop. Prices, stock and delivery dates on its pages are those of now; a copy may be older. Orders are placed by people at the checkout.
machine-categories = Categories
machine-collections = Collections
machine-pages = Pages
machine-all = Everything
machine-search = To search, add the words to { $address }
