//! What machines read: health, and later REST.
