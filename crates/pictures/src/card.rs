//! The picture for cards of social networks. What is wide enough fills it; what is tall stands whole in its middle, and the
//! colours of its edges are drawn out to both sides, row by row, so that wall and table go on.

use crate::{PictureError, render};
use fast_image_resize::Resizer;
use image::{DynamicImage, RgbImage, codecs::jpeg::JpegEncoder, imageops};

/// The size that the networks agree on.
pub const WIDTH: u32 = 1200;
pub const HEIGHT: u32 = 630;
const QUALITY: u8 = 82;

pub(crate) fn draw(source: DynamicImage) -> Result<Vec<u8>, PictureError> {
    let source = DynamicImage::ImageRgb8(source.into_rgb8());
    let wide = u64::from(source.width()) * u64::from(HEIGHT) >= u64::from(source.height()) * u64::from(WIDTH);
    let card = if wide { filled(source)? } else { drawn_out(source)? };
    let mut jpeg = vec![];
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(&card)
        .map_err(|error| PictureError::Broken(error.to_string()))?;
    Ok(jpeg)
}

/// The middle of a wide picture.
fn filled(source: DynamicImage) -> Result<RgbImage, PictureError> {
    let width = scaled(source.width(), HEIGHT, source.height());
    let picture = render::resized(&mut Resizer::new(), &source, width.max(WIDTH), HEIGHT)?;
    let left = (picture.width() - WIDTH) / 2;
    Ok(imageops::crop_imm(&picture, left, 0, WIDTH, HEIGHT).to_image())
}

/// The whole of a tall one.
fn drawn_out(source: DynamicImage) -> Result<RgbImage, PictureError> {
    let width = scaled(source.width(), HEIGHT, source.height()).clamp(1, WIDTH);
    let picture = render::resized(&mut Resizer::new(), &source, width, HEIGHT)?;
    let left = (WIDTH - width) / 2;
    Ok(RgbImage::from_fn(WIDTH, HEIGHT, |x, y| *picture.get_pixel(x.saturating_sub(left).min(width - 1), y)))
}

fn scaled(side: u32, to: u32, of: u32) -> u32 {
    let (side, to, of) = (u64::from(side), u64::from(to), u64::from(of.max(1)));
    u32::try_from((side * to + of / 2) / of).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_gives_a_card_of_one_size() {
        for (width, height) in [(400, 500), (1600, 500), (1200, 630), (10, 900), (1, 1)] {
            let source = RgbImage::from_fn(width, height, |x, _| image::Rgb([(x % 256) as u8, 90, 40]));
            let card = draw(DynamicImage::ImageRgb8(source)).unwrap();
            let read = image::load_from_memory(&card).unwrap();
            assert_eq!((read.width(), read.height()), (WIDTH, HEIGHT), "{width} by {height}");
        }
    }
}
