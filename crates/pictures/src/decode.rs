//! From bytes to pixels: the type is sniffed, sizes are checked before anything is unpacked, metadata is left behind.

use crate::{MAX_PIXELS, MAX_SIDE, PictureError, Trust, vector};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, metadata::Orientation};
use std::io::Cursor;

/// Most memory that a decoder may take.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;

/// Reads a picture.
pub(crate) fn decode(bytes: &[u8], trust: Trust) -> Result<DynamicImage, PictureError> {
    match sniff(bytes) {
        Some(format) => pixels(bytes, format),
        None if trust == Trust::Own && vector::looks_like_one(bytes) => vector::draw(bytes),
        None => Err(PictureError::NotAPicture),
    }
}

/// Refuses what is too large to be unpacked.
fn check_size(width: u32, height: u32) -> Result<(), PictureError> {
    let fine = width > 0 && height > 0 && width.max(height) <= MAX_SIDE;
    if fine && u64::from(width) * u64::from(height) <= MAX_PIXELS { Ok(()) } else { Err(PictureError::TooManyPixels) }
}

fn sniff(bytes: &[u8]) -> Option<ImageFormat> {
    match infer::get(bytes)?.mime_type() {
        "image/jpeg" => Some(ImageFormat::Jpeg),
        "image/png" => Some(ImageFormat::Png),
        "image/gif" => Some(ImageFormat::Gif),
        "image/webp" => Some(ImageFormat::WebP),
        _ => None,
    }
}

fn pixels(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, PictureError> {
    if format == ImageFormat::Jpeg && !ends(bytes) {
        return Err(PictureError::Damaged);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    picture.apply_orientation(orientation);
    // Sixteen bits, greys and palettes become the two kinds that the encoder takes.
    Ok(if picture.color().has_alpha() { picture.into_rgba8().into() } else { picture.into_rgb8().into() })
}

/// Whether a JPEG has its end mark after its last scan; decoders fill up a cut one in grey and say nothing.
fn ends(jpeg: &[u8]) -> bool {
    let last = |mark: u8| jpeg.windows(2).rposition(|pair| pair == [0xff, mark]);
    matches!((last(0xda), last(0xd9)), (Some(scan), Some(end)) if end > scan)
}

fn refusal(error: ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooManyPixels,
        ImageError::Unsupported(_) => PictureError::NotAPicture,
        _ => PictureError::Damaged,
    }
}
