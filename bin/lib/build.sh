# Building the shop: the program and its site, skipped when nothing changed.
