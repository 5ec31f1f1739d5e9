//! What can go wrong with a review.

use crate::{Broken, domain_error};
use model::{Fault, FaultKind};

/// What can go wrong with a review.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    #[error("there is no such review")]
    NoReview,
    #[error("there is no such product")]
    NoProduct,
    /// The link of an order's line is not one of ours.
    #[error("the link opens nothing")]
    BadLink,
    /// There is one review a person and product.
    #[error("the person has reviewed this product already")]
    Written,
    /// What is public stays as it was approved.
    #[error("the review is published")]
    Published,
    #[error("the review was changed meanwhile")]
    Moved,
    /// The decision is not one for where the review stands.
    #[error("the review was decided about before")]
    Decided,
    #[error("too many votes from one address")]
    TooManyVotes,
    #[error("wrong input")]
    Refused(Fault),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(ReviewError);

impl From<ReviewError> for Fault {
    fn from(error: ReviewError) -> Fault {
        match error {
            ReviewError::NoReview => Fault::not_found("no-review"),
            ReviewError::NoProduct => Fault::not_found("no-product"),
            ReviewError::BadLink => Fault::not_found("review-link"),
            ReviewError::Written => Fault::new(FaultKind::Conflict, "review-written"),
            ReviewError::Published => Fault::new(FaultKind::Conflict, "review-published"),
            ReviewError::Moved => Fault::new(FaultKind::Conflict, "review-moved"),
            ReviewError::Decided => Fault::new(FaultKind::Conflict, "review-decided"),
            ReviewError::TooManyVotes => Fault::new(FaultKind::Conflict, "review-votes"),
            ReviewError::Refused(fault) => fault,
            ReviewError::Broken(broken) => broken.into(),
        }
    }
}
