# checkout
# Names of the zones and ways to ship that a new shop begins with.
shipping-abroad-hint = To your door; the country may ask for import tax
shipping-express = Express
shipping-express-hint = Next working day if ordered by 13:00
shipping-standard = Standard
shipping-standard-hint = To your door
shipping-zone-abroad = Neighbouring countries
shipping-zone-eu = European Union
