# Search, lists with facets.

list-facet-category = Category
list-facet-vendor = Maker
list-facet-rating = Rating
list-facet-rating-up = { $stars } stars and up

# Searches, for staff.

admin-searches = Searches
admin-searches-meta = { $searches ->
    [one] One search in { $days } days, { $none } without results.
   *[other] { $searches } searches in { $days } days, { $none } without results ({ $share } %).
  }
admin-searches-views = Views of searches
admin-searches-none = Without results
admin-searches-most = Most searched
admin-searches-range = Time
admin-searches-days = { $days } days
admin-searches-empty = Nothing of this kind was searched for in this time.
admin-searches-privacy = Words and counts alone, by day. What looks like somebody’s e-mail or number is not counted.
admin-col-typed = Typed
admin-col-searches = Searches
admin-col-without = Without results
admin-col-finds = Finds now
admin-col-do = Do
admin-finds = { $count ->
    [one] One product
   *[other] { $count } products
  }
admin-finds-nothing = Nothing
admin-lead-to = Lead to a page
