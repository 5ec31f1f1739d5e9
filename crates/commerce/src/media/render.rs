//! From pixels to renditions: one WebP file per width, the average colour and a tiny placeholder.

use super::{MediaError, decode::Bitmap, files::broken};
use crate::Broken;
use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};
use model::catalog::PICTURE_WIDTHS;
use std::{fs, path::Path};
use webp::{Encoder, PixelLayout, WebPConfig};

const QUALITY: f32 = 80.0;
/// Effort of the encoder, 0 to 6: the last steps double the time for a few per cent of the bytes.
const EFFORT: i32 = 3;
/// Longest side of the picture that the placeholder is made of.
const TINY: u32 = 64;

/// What is known of a picture once its renditions are made.
pub(super) struct Made {
    pub width: u32,
    pub height: u32,
    pub color: String,
    pub thumbhash: Vec<u8>,
}

/// Writes all renditions into a folder, the widest first, each made of the one before.
pub(super) fn render(source: Bitmap, folder: &Path) -> Result<Made, MediaError> {
    let mut resizer = Resizer::new();
    let widest = PICTURE_WIDTHS.iter().copied().max().unwrap_or(source.width).min(source.width);
    let mut current = narrower(&mut resizer, source, widest)?;
    let (width, height) = (current.width, current.height);
    write(&current, folder)?;
    for narrow in PICTURE_WIDTHS.into_iter().rev().filter(|narrow| *narrow < widest) {
        current = narrower(&mut resizer, current, narrow)?;
        write(&current, folder)?;
    }
    let tiny = (current.width * TINY / current.width.max(current.height)).max(1);
    let tiny = narrower(&mut resizer, current, tiny)?;
    let pixels = rgba(&tiny);
    let thumbhash = thumbhash::rgba_to_thumb_hash(tiny.width as usize, tiny.height as usize, &pixels);
    Ok(Made { width, height, color: average(&pixels), thumbhash })
}

fn narrower(resizer: &mut Resizer, source: Bitmap, width: u32) -> Result<Bitmap, MediaError> {
    if width >= source.width {
        return Ok(source);
    }
    let height = (u64::from(source.height) * u64::from(width) + u64::from(source.width) / 2) / u64::from(source.width);
    let height = u32::try_from(height).map_err(Broken::other)?.max(1);
    let kind = if source.alpha { PixelType::U8x4 } else { PixelType::U8x3 };
    let from = ImageRef::new(source.width, source.height, &source.pixels, kind).map_err(Broken::other)?;
    let mut to = Image::new(width, height, kind);
    let how = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(source.alpha);
    resizer.resize(&from, &mut to, &how).map_err(Broken::other)?;
    Ok(Bitmap { width, height, alpha: source.alpha, pixels: to.into_vec() })
}

fn write(bitmap: &Bitmap, folder: &Path) -> Result<(), MediaError> {
    let layout = if bitmap.alpha { PixelLayout::Rgba } else { PixelLayout::Rgb };
    let mut config = WebPConfig::new().map_err(|()| Broken::other("the WebP encoder does not start"))?;
    config.quality = QUALITY;
    config.method = EFFORT;
    let bytes = Encoder::new(&bitmap.pixels, layout, bitmap.width, bitmap.height)
        .encode_advanced(&config)
        .map_err(|error| Broken::other(format_args!("WebP: {error:?}")))?;
    let path = folder.join(format!("{}.webp", bitmap.width));
    fs::write(&path, &*bytes).map_err(|error| broken(&path, error))
}

fn rgba(bitmap: &Bitmap) -> Vec<u8> {
    if bitmap.alpha {
        return bitmap.pixels.clone();
    }
    bitmap.pixels.chunks_exact(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect()
}

/// The average colour as `#rrggbb`; what is seen through counts for less.
fn average(rgba: &[u8]) -> String {
    let mut sums = [0u64; 4];
    for pixel in rgba.chunks_exact(4) {
        let weight = u64::from(pixel[3]);
        sums[3] += weight;
        for (sum, value) in sums.iter_mut().zip(&pixel[..3]) {
            *sum += u64::from(*value) * weight;
        }
    }
    let mean = |sum: u64| sum.checked_div(sums[3]).unwrap_or(255);
    format!("#{:02x}{:02x}{:02x}", mean(sums[0]), mean(sums[1]), mean(sums[2]))
}
