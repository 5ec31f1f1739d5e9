//! Cookies as the shop sets them.

use super::Site;

impl Site {
    /// A `Set-Cookie` value that scripts cannot read.
    pub fn cookie(&self, name: &str, value: &str, path: &str, seconds: u32) -> String {
        format!("{}; HttpOnly", self.open_cookie(name, value, path, seconds))
    }

    /// A `Set-Cookie` value, sent back to this site alone, and over HTTPS alone where the shop has it.
    pub fn open_cookie(&self, name: &str, value: &str, path: &str, seconds: u32) -> String {
        let secure = if self.secure() { "; Secure" } else { "" };
        format!("{name}={value}; Path={path}; Max-Age={seconds}; SameSite=Lax{secure}")
    }
}
