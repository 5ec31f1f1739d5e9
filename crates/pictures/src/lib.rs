//! Pictures: decoded within limits, re-encoded to WebP of several widths. Bytes in, bytes out; no files, no SQL.
//!
//! A crate of its own because development builds compile it optimised: resizing is generic code, which is compiled
//! where it is used, and the demo shop's three hundred scenes then take one minute instead of six.

mod card;
mod decode;
mod render;
mod vector;

pub use render::{Facts, Made, Rendition};

/// Most pixels of a picture that is taken.
pub const MAX_PIXELS: u64 = 24_000_000;
/// Longest side of a picture that is taken; the encoder ends a little above it.
pub const MAX_SIDE: u32 = 16_000;
/// Most bytes of a picture that is taken.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;

/// Why a picture was refused.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    #[error("the file is not a picture that is understood (JPEG, PNG, GIF or WebP)")]
    NotAPicture,
    #[error("the picture is damaged or cut off")]
    Damaged,
    #[error("the picture is larger than {MAX_BYTES} bytes")]
    TooManyBytes,
    #[error("the picture has more than {MAX_PIXELS} pixels, or a side longer than {MAX_SIDE}")]
    TooManyPixels,
    #[error("the picture could not be worked on: {0}")]
    Broken(String),
}

/// Whether vector scenes are taken. Files of strangers never are trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    Own,
    Stranger,
}

/// Makes the picture for cards of social networks out of a rendition: JPEG, 1200 by 630.
pub fn card(rendition: &[u8]) -> Result<Vec<u8>, PictureError> {
    card::draw(decode::decode(rendition, Trust::Stranger)?)
}

/// Reads a picture (JPEG, PNG, GIF, WebP; SVG only of the shop's own) and makes its renditions.
pub fn make(bytes: &[u8], trust: Trust) -> Result<Made, PictureError> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooManyBytes);
    }
    render::render(decode::decode(bytes, trust)?)
}
