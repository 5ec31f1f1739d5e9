//! Reviews: written by people, read by a moderator before anybody else, answered, and found helpful.

mod answer;
mod decide;
mod draft;
mod error;
mod head;
mod letters;
mod links;
mod own;
mod photos;
mod proof;
mod queue;
mod rating;
mod show;
mod story;
mod submit;
mod vote;

pub use answer::{Reply, reply};
pub use decide::{Decide, Decided, Verdict, decide, decide_all};
pub use draft::{Draft, ReviewForm, check_form, check_reply};
pub use error::ReviewError;
pub use letters::{ReviewMail, send_mail};
pub use links::{LineLink, line_link, open_line};
pub use own::{ChangeReview, by_token, change, withdraw};
pub use photos::{MOST_PHOTOS, keep_photo, kept_photos};
pub use queue::{QueueQuery, case, queue, statistics, waiting};
pub(crate) use rating::recount;
pub use show::{Praise, praise, reviews};
pub use submit::{SubmitReview, Submitted, Writer, product_to_review, submit};
pub use vote::{Vote, Voter, vote};
