//! Reviews of products: as they are written, shown, chosen from and judged.

use crate::{
    OrderId, Page, ProductId, ReviewId, Time,
    catalog::{Picture, Rating},
    payment::states,
};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

states!(
    /// Where a review stands. Only approved ones are ever public.
    ReviewStatus {
        /// Waits for a moderator.
        Pending = "pending",
        Approved = "approved",
        Rejected = "rejected",
        /// Waits too, with something in it that asks for a second look.
        Flagged = "flagged",
    }
);

impl ReviewStatus {
    /// Whether nobody has decided yet.
    pub fn waits(self) -> bool {
        matches!(self, Self::Pending | Self::Flagged)
    }
}

states!(
    /// Why a review is not published. Opinions are no reason.
    RejectReason {
        OffTopic = "off_topic",
        WrongProduct = "wrong_product",
        Rude = "rude",
        Personal = "personal",
        Advert = "advert",
        Unreadable = "unreadable",
        Photo = "photo",
        /// Said in the moderator's own words.
        Other = "other",
    }
);

states!(
    /// The order of the reviews on a page.
    ReviewSort {
        Newest = "newest",
        Helpful = "helpful",
        Highest = "highest",
        Lowest = "lowest",
    }
);

/// Which reviews of a product are shown. Lives in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewQuery {
    pub stars: Option<u32>,
    pub photos: bool,
    pub sort: ReviewSort,
    /// Counted from 1.
    pub page: u32,
}

impl Default for ReviewQuery {
    fn default() -> Self {
        Self { stars: None, photos: false, sort: ReviewSort::Newest, page: 1 }
    }
}

impl ReviewQuery {
    /// Reviews on a page.
    pub const PER_PAGE: u32 = 8;

    /// The same list from its first page, with something else about it changed.
    pub fn with(self, change: impl FnOnce(&mut Self)) -> Self {
        let mut query = Self { page: 1, ..self };
        change(&mut query);
        query
    }

    /// The part of an address after `?`; empty for the list as everybody finds it.
    pub fn write(self) -> String {
        let mut out = String::new();
        if let Some(stars) = self.stars {
            let _ = write!(out, "&stars={stars}");
        }
        if self.photos {
            out.push_str("&photos=1");
        }
        if self.sort != ReviewSort::Newest {
            let _ = write!(out, "&sort={}", self.sort.as_str());
        }
        if self.page > 1 {
            let _ = write!(out, "&reviews={}", self.page);
        }
        out.split_off(usize::from(!out.is_empty()))
    }
}

/// A published review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewView {
    pub id: ReviewId,
    pub rating: u32,
    pub title: String,
    pub body: String,
    pub author: String,
    pub verified: bool,
    /// The options of the variant, where it is known: "Spruce, 4.2 l".
    pub variant: String,
    pub photos: Vec<Picture>,
    pub at: Time,
    pub helpful: u32,
    pub reply: Option<String>,
}

/// The published reviews of a product: how many of each star (index 0 is one star), and some of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reviews {
    pub rating: Option<Rating>,
    pub stars: [u32; 5],
    pub with_photos: u32,
    pub shown: Page<ReviewView>,
}

/// A review as its author sees it behind the secret link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnReview {
    pub id: ReviewId,
    pub product: ReviewedProduct,
    pub status: ReviewStatus,
    pub rating: u32,
    pub title: String,
    pub body: String,
    pub author: String,
    pub verified: bool,
    pub photos: Vec<Picture>,
    pub reason: Option<RejectReason>,
    pub reason_note: String,
    pub reply: Option<String>,
    pub at: Time,
    pub version: u32,
}

impl OwnReview {
    /// Whether its author may still change it: what is published stays as it was approved.
    pub fn may_change(&self) -> bool {
        self.status != ReviewStatus::Approved
    }
}

/// What a review is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewedProduct {
    pub id: ProductId,
    pub handle: String,
    pub title: String,
    pub picture: Option<Picture>,
    pub rating: Option<Rating>,
}

/// A review in the moderators' queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewRow {
    pub id: ReviewId,
    pub status: ReviewStatus,
    pub rating: u32,
    pub title: String,
    pub author: String,
    pub product: String,
    pub photos: u32,
    pub at: Time,
    pub version: u32,
}

/// A review with all that a moderator decides by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewCase {
    pub review: OwnReview,
    pub variant: String,
    /// Whether anybody is told of a decision; imported reviews belong to no address.
    pub tells_author: bool,
    pub helpful: u32,
    pub proof: Option<Proof>,
    /// An order of the address that was typed; nobody has shown that the review comes from there.
    pub unproven: Option<Proof>,
    pub history: Vec<ReviewEvent>,
    /// The ones before and after it in the queue.
    pub before: Option<ReviewId>,
    pub after: Option<ReviewId>,
    /// Other reviews of the same address, and how many of them were rejected.
    pub others: u32,
    pub others_rejected: u32,
}

/// The order that shows that the author bought the product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    pub order: OrderId,
    pub number: String,
    pub placed_at: Time,
}

/// Something that happened to a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewEvent {
    pub at: Time,
    /// `sent`, `edited`, `flagged`, `approved`, `rejected`, `undone`, `replied`, `told`.
    pub what: String,
    pub note: String,
    /// `shopper`, `staff` or `system`, and the name of a member of staff.
    pub by: String,
    pub by_name: Option<String>,
}

/// The reviews of the whole shop in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewStatistics {
    pub total: u32,
    pub pending: u32,
    pub flagged: u32,
    pub approved: u32,
    pub rejected: u32,
    /// The average of the approved ones in hundredths of a star; 0 without any.
    pub average: u32,
    /// Since when the oldest waits.
    pub waiting_since: Option<Time>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_reviews_has_one_address() {
        let query = ReviewQuery::default();
        assert_eq!(query.write(), "");
        let some = query.with(|query| (query.stars, query.photos, query.sort) = (Some(4), true, ReviewSort::Helpful));
        assert_eq!(some.write(), "stars=4&photos=1&sort=helpful");
        let third = ReviewQuery { page: 3, ..some };
        assert_eq!(third.write(), "stars=4&photos=1&sort=helpful&reviews=3");
        assert_eq!(third.with(|query| query.stars = None).write(), "photos=1&sort=helpful", "begins anew");
    }
}
