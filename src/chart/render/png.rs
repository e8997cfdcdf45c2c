//! PNG: the SVG of the same drawing through resvg, with only the fonts of the theme, and the alt text and source in text chunks.

use super::super::ChartError;
use super::super::drawing::Drawing;
use super::super::layout::Typeface;
use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use resvg::{tiny_skia, usvg};

/// CSS pixels, which units of the layout are, in a metre.
const UNITS_PER_METRE: f64 = 96.0 / 0.0254;

/// The pixels of an SVG document of `drawing`, encoded.
///
/// # Errors
/// [`ChartError::Render`] when it cannot be parsed or is too large.
pub(in crate::chart) fn png(svg: &str, drawing: &Drawing, typeface: &Typeface) -> Result<Vec<u8>, ChartError> {
    let failed = |what: String| ChartError::Render(what);
    let options = usvg::Options {
        fontdb: typeface.database(),
        font_family: typeface.family().to_owned(),
        font_resolver: usvg::FontResolver {
            select_fallback: Box::new(|sign, used, database| {
                let face = Typeface::lender(sign, *used.first()?, database)?;
                (!used.contains(&face)).then_some(face)
            }),
            ..usvg::FontResolver::default()
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let (width, height) = (tree.size().width().round() as u32, tree.size().height().round() as u32);
    let mut pixels = tiny_skia::Pixmap::new(width, height)
        .ok_or_else(|| failed(format!("{width} × {height} pixels are too many")))?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    // The paper is opaque, so the alpha channel says nothing.
    let rgb: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    encode(&rgb, (width, height), drawing).map_err(|error| failed(error.to_string()))
}

fn encode(rgb: &[u8], size: (u32, u32), drawing: &Drawing) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::with_capacity(rgb.len() / 16);
    let mut encoder = Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let density = (drawing.scale * UNITS_PER_METRE).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: density, yppu: density, unit: Unit::Meter }));
    let chunks = [
        ("Title", drawing.title.as_str()),
        ("Description", drawing.description.as_str()),
        ("Source", drawing.source.as_str()),
        ("Software", concat!("topline ", env!("CARGO_PKG_VERSION"))),
    ];
    for (keyword, text) in chunks {
        if text.is_ascii() {
            encoder.add_text_chunk(keyword.to_owned(), text.to_owned())?;
        } else {
            encoder.add_itxt_chunk(keyword.to_owned(), text.to_owned())?;
        }
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(bytes)
}
