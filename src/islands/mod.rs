//! Interactive leaves. Each wraps a form or link that works without it, and earns its bytes.
