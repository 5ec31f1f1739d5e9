//! From pixels to renditions: one WebP image per width, the average colour and a tiny placeholder.

use crate::PictureError;
use fast_image_resize::{
    FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::{U8x3, U8x4},
};
use image::{DynamicImage, RgbImage, RgbaImage};
use model::catalog::PICTURE_WIDTHS;
use webp::{Encoder, PixelLayout, WebPConfig};

const QUALITY: f32 = 80.0;
/// Effort of the encoder, 0 to 6: the last steps double the time for a few per cent of the bytes.
const EFFORT: i32 = 3;
/// Longest side of the picture that the placeholder is made of.
const TINY: u32 = 32;

/// What became of a picture.
pub struct Made {
    pub facts: Facts,
    /// The widest first.
    pub renditions: Vec<Rendition>,
}

/// What a page has to know of a picture before it loads.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// Pixels of the widest rendition.
    pub width: u32,
    pub height: u32,
    /// Average colour as `#rrggbb`.
    pub color: String,
    pub thumbhash: Vec<u8>,
}

/// One width of a picture.
pub struct Rendition {
    pub width: u32,
    pub webp: Vec<u8>,
}

/// Makes all renditions, the widest first, each of the one before.
pub(crate) fn render(source: DynamicImage) -> Result<Made, PictureError> {
    let mut resizer = Resizer::new();
    let widest = PICTURE_WIDTHS.iter().copied().max().unwrap_or(source.width()).min(source.width());
    let mut current = narrower(&mut resizer, source, widest)?;
    let (width, height) = (current.width(), current.height());
    let mut renditions = vec![encode(&current)?];
    for narrow in PICTURE_WIDTHS.into_iter().rev().filter(|narrow| *narrow < widest) {
        current = narrower(&mut resizer, current, narrow)?;
        renditions.push(encode(&current)?);
    }
    let tiny = current.thumbnail(TINY, TINY).into_rgba8();
    let thumbhash = thumbhash::rgba_to_thumb_hash(tiny.width() as usize, tiny.height() as usize, &tiny);
    Ok(Made { facts: Facts { width, height, color: average(&tiny), thumbhash }, renditions })
}

fn narrower(resizer: &mut Resizer, source: DynamicImage, width: u32) -> Result<DynamicImage, PictureError> {
    if width >= source.width() {
        return Ok(source);
    }
    let (from, high) = (u64::from(source.width()), u64::from(source.height()));
    let height = u32::try_from((high * u64::from(width) + from / 2) / from).unwrap_or(u32::MAX).max(1);
    let broken = |error: &dyn std::fmt::Display| PictureError::Broken(error.to_string());
    let bytes = match &source {
        DynamicImage::ImageRgba8(_) => shrink::<U8x4>(resizer, &source, width, height),
        _ => shrink::<U8x3>(resizer, &source, width, height),
    }
    .map_err(|error| broken(&error))?;
    let picture = match source {
        DynamicImage::ImageRgba8(_) => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgba8),
        _ => RgbImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8),
    };
    picture.ok_or_else(|| broken(&"the sizes do not fit"))
}

/// A picture without transparency in any other size.
pub(crate) fn resized(
    resizer: &mut Resizer,
    source: &DynamicImage,
    width: u32,
    height: u32,
) -> Result<RgbImage, PictureError> {
    let broken = |error: &dyn std::fmt::Display| PictureError::Broken(error.to_string());
    let bytes = shrink::<U8x3>(resizer, source, width, height).map_err(|error| broken(&error))?;
    RgbImage::from_raw(width, height, bytes).ok_or_else(|| broken(&"the sizes do not fit"))
}

/// For one kind of pixel: the general method would compile all fourteen.
fn shrink<P: PixelTrait>(
    resizer: &mut Resizer,
    source: &DynamicImage,
    width: u32,
    height: u32,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut bytes = vec![0; width as usize * height as usize * P::size()];
    let from = TypedImageRef::<P>::from_buffer(source.width(), source.height(), source.as_bytes())?;
    let mut to = TypedImage::<P>::from_buffer(width, height, &mut bytes)?;
    let how = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    resizer.resize_typed(&from, &mut to, &how)?;
    drop(to);
    Ok(bytes)
}

fn encode(picture: &DynamicImage) -> Result<Rendition, PictureError> {
    let layout = if picture.color().has_alpha() { PixelLayout::Rgba } else { PixelLayout::Rgb };
    let mut config = WebPConfig::new().map_err(|()| PictureError::Broken("the encoder does not start".into()))?;
    config.quality = QUALITY;
    config.method = EFFORT;
    let bytes = Encoder::new(picture.as_bytes(), layout, picture.width(), picture.height())
        .encode_advanced(&config)
        .map_err(|error| PictureError::Broken(format!("{error:?}")))?;
    Ok(Rendition { width: picture.width(), webp: bytes.to_vec() })
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
