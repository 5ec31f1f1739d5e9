# Search, lists with facets.

list-facet-category = Category
list-facet-vendor = Maker
