//! Why a picture was refused.

use crate::{Broken, domain_error};
use model::{Fault, FaultKind};
use pictures::{MAX_BYTES, MAX_PIXELS, MAX_SIDE, PictureError};

/// Why a picture was refused.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    #[error("the file is not a picture that is understood (JPEG, PNG, GIF or WebP)")]
    NotAPicture,
    #[error("the picture is damaged or cut off")]
    Damaged,
    #[error("the picture is larger than {MAX_BYTES} bytes")]
    TooManyBytes,
    #[error("the picture has more than {MAX_PIXELS} pixels, or a side longer than {MAX_SIDE}")]
    TooManyPixels,
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(MediaError);

impl From<PictureError> for MediaError {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::NotAPicture => Self::NotAPicture,
            PictureError::Damaged => Self::Damaged,
            PictureError::TooManyBytes => Self::TooManyBytes,
            PictureError::TooManyPixels => Self::TooManyPixels,
            PictureError::Broken(why) => Self::Broken(Broken::other(why)),
        }
    }
}

impl From<MediaError> for Fault {
    fn from(error: MediaError) -> Fault {
        match error {
            MediaError::NotAPicture => Fault::new(FaultKind::Unsupported, "not-a-picture"),
            MediaError::Damaged => Fault::new(FaultKind::Unsupported, "picture-damaged"),
            MediaError::TooManyBytes => {
                Fault::new(FaultKind::TooLarge, "picture-bytes").arg("megabytes", MAX_BYTES / 1024 / 1024)
            }
            MediaError::TooManyPixels => {
                Fault::new(FaultKind::TooLarge, "picture-pixels").arg("megapixels", MAX_PIXELS / 1_000_000)
            }
            MediaError::Broken(broken) => broken.into(),
        }
    }
}
