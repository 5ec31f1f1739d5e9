//! Vector scenes of the shop's own, drawn to pixels. Never for files of strangers.

use crate::PictureError;
use image::{DynamicImage, RgbaImage};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};

/// Pixels of the box that a scene is drawn into: tall and square ones, and wide ones.
const TALL: (f32, f32) = (1280.0, 1600.0);
const WIDE: (f32, f32) = (1920.0, 1600.0);

/// Whether the bytes begin like an SVG file.
pub(crate) fn looks_like_one(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    head.starts_with("<svg") || (head.starts_with("<?xml") && head.contains("<svg"))
}

/// Draws a scene as large as its box allows.
pub(crate) fn draw(bytes: &[u8]) -> Result<DynamicImage, PictureError> {
    let tree = Tree::from_data(bytes, &Options::default()).map_err(|_| PictureError::Damaged)?;
    let size = tree.size();
    let (most_wide, most_high) = if size.width() > size.height() { WIDE } else { TALL };
    let scale = (most_wide / size.width()).min(most_high / size.height());
    let side = |length: f32| ((length * scale).round() as u32).max(1);
    let (width, height) = (side(size.width()), side(size.height()));
    let mut canvas = Pixmap::new(width, height).ok_or(PictureError::TooManyPixels)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    let pixels = RgbaImage::from_raw(width, height, canvas.take_demultiplied()).ok_or(PictureError::TooManyPixels)?;
    // Scenes have a backdrop; nothing is seen through.
    Ok(DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(pixels).into_rgb8()))
}
