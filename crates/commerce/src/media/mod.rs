//! Pictures: decoded within limits, re-encoded to WebP of several widths, stored by content.

use crate::{Broken, Shop, domain_error};
use model::{Fault, FaultKind, MediaId};

/// Most pixels of a picture that is taken.
pub const MAX_PIXELS: u64 = 24_000_000;
/// Most bytes of a picture that is taken.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;

/// Why a picture was refused.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    #[error("the file is not a picture that is understood")]
    NotAPicture,
    #[error("the picture is larger than {MAX_BYTES} bytes")]
    TooManyBytes,
    #[error("the picture has more than {MAX_PIXELS} pixels")]
    TooManyPixels,
    #[error(transparent)]
    Broken(Broken),
}

domain_error!(MediaError);

impl From<MediaError> for Fault {
    fn from(error: MediaError) -> Fault {
        match error {
            MediaError::NotAPicture => Fault::new(FaultKind::Unsupported, "not-a-picture"),
            MediaError::TooManyBytes => Fault::new(FaultKind::TooLarge, "picture-bytes"),
            MediaError::TooManyPixels => Fault::new(FaultKind::TooLarge, "picture-pixels"),
            MediaError::Broken(broken) => broken.into(),
        }
    }
}

/// Takes a picture (JPEG, PNG, GIF, WebP; SVG only with `trusted`): stores its renditions and its row, once per content.
pub async fn store(_shop: &Shop, _bytes: Vec<u8>, _trusted: bool) -> Result<MediaId, MediaError> {
    // STUB
    Err(Broken::unbuilt("media::store").into())
}
