# Categories and collections in the back office

admin-categories = Categories
admin-categories-meta = The tree that shoppers browse.
admin-categories-empty = No category yet.
admin-category-add = Add category
admin-category-add-below = Add a category below { $words }
admin-category-parent = Below
admin-category-handle-hint = The part after /c/. The old address leads on to a new one.
admin-category-made = The category was made.
admin-category-saved = The category was saved.
admin-category-delete = Delete category
admin-category-delete-ask = “{ $title }” is gone for good. Only a category without products and without others below it can be deleted.
admin-category-deleted = The category was deleted.
admin-intro = Introduction
admin-intro-hint = A sentence or two above the products.
admin-seo-text = Text below the products
admin-seo-text-hint = For those who read on, and for search engines.
admin-products-count = { $count ->
    [one] 1 product
   *[other] { $count } products
}
admin-collections = Collections
admin-collections-empty = No collection yet.
admin-collection-add = Add collection
admin-col-collection = Collection
admin-col-filled = Filled
admin-collection-by-hand = By hand
admin-collection-by-rule = By rule
admin-collection-members = Products
admin-collection-members-hint = By hand: the products that you choose, in your order. By rule: whatever fulfils the conditions, by itself.
admin-collection-handle-hint = The part after /collection/.
admin-collection-saved = The collection was saved.
admin-collection-delete = Delete collection
admin-collection-delete-ask = “{ $title }” is gone for good; its products stay. Its address leads to all collections from then on.
admin-collection-deleted = The collection was deleted.
admin-collection-hand = Products by hand
admin-collection-hand-meta = Used where the products are chosen by hand
admin-collection-add-product = Add a product
admin-add = Add
admin-take-out = Take { $words } out
admin-rule = Rule
admin-rule-meta = Used where the collection fills itself
admin-rule-match = A product belongs here when
admin-rule-all = All of these are true
admin-rule-any = Any of these is true
admin-rule-add = Add a condition
admin-rule-number = Condition { $number }
admin-rule-remove = Remove condition { $number }
admin-rule-field = What
admin-rule-value = Value
admin-rule-value-hint = A fact is written “Material: Oak”. “Reduced”, “In stock” and “Sold out” need no value.
admin-rule-matched = { $count ->
    [0] No product fulfils it as it was saved.
    [one] 1 product fulfils it as it was saved:
   *[other] { $count } products fulfil it as it was saved:
}
admin-rule-tag = It has the tag
admin-rule-not_tag = It does not have the tag
admin-rule-type = Its type is
admin-rule-vendor = Its maker is
admin-rule-title = Its title has the word
admin-rule-price_at_most = It costs at most
admin-rule-price_at_least = It costs at least
admin-rule-reduced = It is reduced
admin-rule-category = It is in the category (save to choose it)
admin-rule-attribute = It has the fact
admin-rule-in_stock = It is in stock
admin-rule-sold_out = It is sold out
admin-rule-newer_than = It was added in the last days

# Types of products
admin-types = Product types
admin-types-meta = What each kind of product has to say about itself.
admin-types-empty = No type yet.
admin-type-add = Add type
admin-col-type = Type
admin-type-name = Name
admin-type-name-hint = A product has this type by its name.
admin-type-saved = The type was saved.
admin-type-delete = Delete type
admin-type-delete-ask = “{ $name }” asks for nothing any more. Its products keep the name and their facts.
admin-type-deleted = The type was deleted.
admin-type-facts-meta = A row without a name is left out
admin-type-fact = Fact { $number }
admin-type-fact-add = Add a fact
admin-kind = Kind
admin-kind-text = Text
admin-kind-number = Number
admin-kind-boolean = Yes or no
admin-kind-choice = One choice
admin-kind-list = Several choices
admin-choices = Choices, one a line
admin-required = Needed
admin-facet = Filter in lists
admin-collection-beyond = It has { $count } products, more than this form holds. They stay as they are; a file brings another list of them.
