//! Where a parcel would go: typed on the page, kept as a preference in a cookie, and read again by the part of the page
//! that is made for one visitor.

use super::Chosen;
use crate::web::{Visit, cookie};
use commerce::checkout;

/// The cookie; scripts may read it, to ask for the part only where there is one.
const COOKIE: &str = "stoa_place";
const MAX_AGE: u32 = 180 * 24 * 60 * 60;
/// Longest postcode, in characters.
const LONGEST: usize = 12;

/// A place of delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub country: String,
    /// As it was typed.
    pub postcode: String,
    /// The code of the sentence about a postcode that its country does not have.
    pub wrong: Option<&'static str>,
}

impl Place {
    /// The place in the address.
    pub fn typed(visit: &Visit, asked: &Chosen) -> Option<Self> {
        let country = asked.country.as_deref()?.trim();
        Self::checked(visit, country, asked.postcode.as_deref().unwrap_or_default())
    }

    /// The place of a visit before.
    pub fn kept(visit: &Visit) -> Option<Self> {
        let (country, postcode) = cookie(&visit.headers, COOKIE)?.split_once('-')?;
        Self::checked(visit, country, postcode).filter(|place| place.wrong.is_none())
    }

    /// The `Set-Cookie` value that remembers it.
    pub fn cookie(&self, visit: &Visit) -> Option<String> {
        let bare: String = self.postcode.chars().filter(char::is_ascii_alphanumeric).collect();
        let value = format!("{}-{bare}", self.country);
        self.wrong.is_none().then(|| visit.site().open_cookie(COOKIE, &value, "/", MAX_AGE))
    }

    fn checked(visit: &Visit, country: &str, postcode: &str) -> Option<Self> {
        let (country, _) = visit.frame.destinations().iter().find(|(code, _)| code == country)?;
        let postcode: String = postcode.trim().chars().take(LONGEST + 1).collect();
        let wrong = checkout::check_postcode(&postcode, country).err();
        Some(Self { country: country.clone(), postcode, wrong })
    }
}
