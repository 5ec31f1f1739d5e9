# shop
shop-skip = Skip to content
shop-home-title = Things worth keeping
