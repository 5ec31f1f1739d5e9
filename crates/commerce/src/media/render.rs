//! From pixels to renditions: one WebP file per width, the average colour and a tiny placeholder.

use super::{MediaError, files::broken};
use crate::Broken;
use image::{DynamicImage, imageops::FilterType};
use model::catalog::PICTURE_WIDTHS;
use std::{fs, path::Path};
use webp::{Encoder, PixelLayout, WebPConfig};

const QUALITY: f32 = 80.0;
/// Effort of the encoder, 0 to 6: the last steps double the time for a few per cent of the bytes.
const EFFORT: i32 = 3;
/// Longest side of the picture that the placeholder is made of.
const TINY: u32 = 32;

/// What is known of a picture once its renditions are made.
pub(super) struct Made {
    pub width: u32,
    pub height: u32,
    pub color: String,
    pub thumbhash: Vec<u8>,
}

/// Writes all renditions into a folder, the widest first, each made of the one before.
pub(super) fn render(source: DynamicImage, folder: &Path) -> Result<Made, MediaError> {
    let widest = PICTURE_WIDTHS.iter().copied().max().unwrap_or(source.width()).min(source.width());
    let mut current = narrower(source, widest);
    let (width, height) = (current.width(), current.height());
    write(&current, folder)?;
    for narrow in PICTURE_WIDTHS.into_iter().rev().filter(|narrow| *narrow < widest) {
        current = narrower(current, narrow);
        write(&current, folder)?;
    }
    let tiny = current.thumbnail(TINY, TINY).into_rgba8();
    let thumbhash = thumbhash::rgba_to_thumb_hash(tiny.width() as usize, tiny.height() as usize, &tiny);
    Ok(Made { width, height, color: average(&tiny), thumbhash })
}

/// The methods of `DynamicImage` are compiled with their crate, and so fast in a development build too.
fn narrower(source: DynamicImage, width: u32) -> DynamicImage {
    if width >= source.width() {
        return source;
    }
    let (from, high) = (u64::from(source.width()), u64::from(source.height()));
    let height = (high * u64::from(width) + from / 2) / from;
    source.resize_exact(width, u32::try_from(height).unwrap_or(u32::MAX).max(1), FilterType::CatmullRom)
}

fn write(picture: &DynamicImage, folder: &Path) -> Result<(), MediaError> {
    let layout = if picture.color().has_alpha() { PixelLayout::Rgba } else { PixelLayout::Rgb };
    let mut config = WebPConfig::new().map_err(|()| Broken::other("the WebP encoder does not start"))?;
    config.quality = QUALITY;
    config.method = EFFORT;
    let bytes = Encoder::new(picture.as_bytes(), layout, picture.width(), picture.height())
        .encode_advanced(&config)
        .map_err(|error| Broken::other(format_args!("WebP: {error:?}")))?;
    let path = folder.join(format!("{}.webp", picture.width()));
    fs::write(&path, &*bytes).map_err(|error| broken(&path, error))
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
