//! Why a picture is not in the store.

use crate::{Broken, domain_error};
use model::{Fault, FaultKind};
use pictures::{MAX_BYTES, MAX_PIXELS, PictureError};

/// Why a picture is not in the store.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    #[error(transparent)]
    Picture(#[from] PictureError),
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(MediaError);

impl From<MediaError> for Fault {
    fn from(error: MediaError) -> Fault {
        match error {
            MediaError::Picture(PictureError::NotAPicture) => Fault::new(FaultKind::Unsupported, "not-a-picture"),
            MediaError::Picture(PictureError::Damaged) => Fault::new(FaultKind::Unsupported, "picture-damaged"),
            MediaError::Picture(PictureError::TooManyBytes) => {
                Fault::new(FaultKind::TooLarge, "picture-bytes").arg("megabytes", MAX_BYTES / 1024 / 1024)
            }
            MediaError::Picture(PictureError::TooManyPixels) => {
                Fault::new(FaultKind::TooLarge, "picture-pixels").arg("megapixels", MAX_PIXELS / 1_000_000)
            }
            MediaError::Picture(PictureError::Broken(why)) => Broken::other(why).into(),
            MediaError::Broken(broken) => broken.into(),
        }
    }
}
