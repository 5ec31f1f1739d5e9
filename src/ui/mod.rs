//! Dumb components: they take texts and numbers, know nothing of the shop, and are the same on both targets.
