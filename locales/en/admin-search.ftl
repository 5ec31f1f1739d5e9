# Words of the search in the back office

admin-synonyms = Synonyms
admin-synonyms-meta = Words that mean the same, stand for another, or lead to a page.
admin-synonym-views = Kinds of synonyms
admin-synonym-search = Part of a word
admin-synonym-add = Add words
admin-synonym-edit = Change words
admin-synonyms-empty = No words match.
admin-synonym-kind = What they do
admin-synonym-kind-hint = Equal words find what the others find. One way: the words also find what the other word finds. Wrong writing: replaced before the search. Leads to a page: whoever searches for just these words goes there at once.
admin-synonym-equal = Equal words
admin-synonym-one_way = One way
admin-synonym-correction = Wrong writing
admin-synonym-unit = Unit
admin-synonym-page = Leads to a page
admin-synonym-terms = Words
admin-synonym-terms-hint = One a line, such as sofa and couch.
admin-synonym-replacement = Stands for them
admin-synonym-replacement-hint = For “One way” and “Wrong writing”.
admin-synonym-to-page = Page
admin-synonym-to-page-hint = For “Leads to a page”.
admin-synonym-address = Another address of this shop
admin-synonym-address-hint = Instead of a page, such as /c/lighting.
admin-synonym-no-page = None
admin-try-leads = “{ $text }” leads to { $address }.
admin-synonym-saved = The words were saved.
admin-synonym-removed = “{ $terms }” was removed.
admin-try = Try a search
admin-try-found = { $count ->
    [0] “{ $text }” finds no product.
    [one] “{ $text }” finds 1 product:
   *[other] “{ $text }” finds { $count } products:
}
admin-try-corrected = Looked for “{ $words }”.

# Redirects
admin-redirects = Redirects
admin-redirects-meta = Old addresses and where they lead. What moves by itself leads on by itself.
admin-redirect-add = Add redirect
admin-redirect-from = From
admin-redirect-from-hint = The old path, such as /old/chair.
admin-redirect-to = To
admin-redirect-to-hint = A path of this shop, such as /p/harbour-chair.
admin-redirect-search = Part of an address
admin-redirect-kind = Made by
admin-redirect-hits = Used
admin-redirect-product = A product’s new address
admin-redirect-category = A category’s new address
admin-redirect-collection = A collection’s new address
admin-redirect-page = A page’s new address
admin-redirect-hand = Staff
admin-redirect-delete = Delete the redirect from { $from }
admin-redirect-made = The redirect was added.
admin-redirect-deleted = The redirect was deleted.
admin-redirects-empty = No redirect matches.
admin-col-made = Since
