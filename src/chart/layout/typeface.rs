//! A typeface of two weights: coverage and widths of text, shaped exactly as the rasteriser shapes it (harfrust with kerning), so what
//! fits here fits in the picture.

use super::super::ChartError;
use super::super::drawing::Weight;
use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use resvg::usvg::fontdb;
use skrifa::MetadataProvider;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

static REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.otf");
static STRONG: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.otf");

static INTER: LazyLock<Option<Arc<Typeface>>> = LazyLock::new(|| {
    let read = |data| Face::new(Cow::Borrowed(data));
    Some(Arc::new(Typeface::of(read(REGULAR).ok()?, read(STRONG).ok()?)))
});

/// Signs of topline's own, in values, marks and footers. Where a font of one's own lacks one, the embedded font lends it, so that every
/// kind can be drawn in any font with Latin letters.
const LENT: &str = "≈≤≥≠−–—±×·†‡…→↑▲▼²ατλ“”‘’";

/// The family under which the embedded faces lend signs, apart from any that a font of one's own may have.
const LENDER: &str = "topline signs";

/// One font file.
struct Face {
    data: Cow<'static, [u8]>,
    shaper: ShaperData,
    units_per_em: f64,
    /// Of texts measured before: a layout that is tried in several ways measures each of them often.
    widths: Mutex<HashMap<Box<str>, f64>>,
}

/// How many widths of a face are kept: the texts of a large picture.
const MOST_WIDTHS: usize = 1 << 14;

impl Face {
    fn new(data: Cow<'static, [u8]>) -> Result<Self, String> {
        let font = FontRef::from_index(&data, 0).map_err(|error| {
            format!("this is no font that can be read ({error}): give a file in TrueType or OpenType form (.ttf, .otf)")
        })?;
        let shaper = ShaperData::new(&font);
        let units_per_em = f64::from(shaper.shaper(&font).build().units_per_em());
        Ok(Self { shaper, units_per_em, data, widths: Mutex::default() })
    }

    /// Width of one line at size 1.
    fn width(&self, text: &str) -> f64 {
        // A width is put in at once, so whoever panicked has left the map whole. Others may measure while this one is.
        let widths = || self.widths.lock().unwrap_or_else(PoisonError::into_inner);
        let known = widths().get(text).copied();
        known.unwrap_or_else(|| {
            let width = self.shaped(text);
            let mut widths = widths();
            if widths.len() >= MOST_WIDTHS {
                widths.clear();
            }
            widths.insert(text.into(), width);
            width
        })
    }

    fn shaped(&self, text: &str) -> f64 {
        // The data was parsed when the face was made.
        let Ok(font) = FontRef::from_index(&self.data, 0) else { return 0.0 };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(harfrust::Direction::LeftToRight);
        buffer.guess_segment_properties();
        let glyphs = self.shaper.shaper(&font).build().shape(buffer, ShapeOptions::new());
        glyphs.glyph_positions().iter().map(|glyph| f64::from(glyph.x_advance)).sum::<f64>() / self.units_per_em
    }

    /// The signs of a text that the font lacks.
    fn lacking<'t>(&self, text: &'t str) -> impl Iterator<Item = char> + use<'t, '_> {
        let font = FontRef::from_index(&self.data, 0).ok();
        let known = font.map(|font| font.charmap());
        // Shapers set an ordinary space for a kind of space that the font lacks.
        let set = |sign: char| if sign.is_whitespace() { ' ' } else { sign };
        let glyph = move |sign: char| known.as_ref().and_then(|known| known.map(set(sign)));
        text.chars().filter(move |sign| glyph(*sign).is_none_or(|glyph| glyph.to_u32() == 0))
    }
}

/// A typeface in two weights, with the database that the rasteriser draws from.
pub struct Typeface {
    regular: Face,
    strong: Face,
    family: String,
    /// Whether the embedded font lends it signs.
    borrows: bool,
    database: Arc<fontdb::Database>,
}

impl fmt::Debug for Typeface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Typeface({})", self.family)
    }
}

impl Typeface {
    /// The embedded Inter.
    ///
    /// # Panics
    /// When the embedded fonts cannot be parsed, which a test rules out.
    pub fn inter() -> Arc<Self> {
        match &*INTER {
            Some(inter) => Arc::clone(inter),
            None => panic!("the embedded fonts are whole"),
        }
    }

    /// A typeface from the bytes of two font files.
    ///
    /// # Errors
    /// Which file (`regular`, `strong`) cannot be read as a font, and why.
    pub fn new(regular: Vec<u8>, strong: Vec<u8>) -> Result<Self, (&'static str, String)> {
        let regular = Face::new(Cow::Owned(regular)).map_err(|error| ("regular", error))?;
        let strong = Face::new(Cow::Owned(strong)).map_err(|error| ("strong", error))?;
        let mut own = Self::of(regular, strong);
        let mut database = fontdb::Database::clone(&own.database);
        for face in Self::inter().database.faces() {
            let families = vec![(LENDER.to_owned(), fontdb::Language::English_UnitedStates)];
            database.push_face_info(fontdb::FaceInfo { families, ..face.clone() });
        }
        (own.database, own.borrows) = (Arc::new(database), true);
        Ok(own)
    }

    /// Both faces under the name of the first, as the weights that the drawing asks for, whatever the files call themselves: what is
    /// measured with a file is drawn with it.
    fn of(regular: Face, strong: Face) -> Self {
        let mut database = fontdb::Database::new();
        let mut family = None;
        for (face, weight) in [(&regular, fontdb::Weight::NORMAL), (&strong, fontdb::Weight::SEMIBOLD)] {
            let mut single = fontdb::Database::new();
            single.load_font_source(fontdb::Source::Binary(Arc::new(face.data.clone())));
            let Some(mut info) = single.faces().next().cloned() else { continue };
            let known = info.families.first().map(|(name, _)| name.clone());
            let name = family.get_or_insert_with(|| known.unwrap_or_else(|| "sans-serif".to_owned()));
            info.families = vec![(name.clone(), fontdb::Language::English_UnitedStates)];
            (info.weight, info.style, info.stretch) = (weight, fontdb::Style::Normal, fontdb::Stretch::Normal);
            database.push_face_info(info);
        }
        let family = family.unwrap_or_else(|| "sans-serif".to_owned());
        Self { regular, strong, family, borrows: false, database: Arc::new(database) }
    }

    /// Its name.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The fonts, for the rasteriser.
    pub(in crate::chart) fn database(&self) -> Arc<fontdb::Database> {
        Arc::clone(&self.database)
    }

    /// The face that lends a sign which the face `base` lacks, in its weight.
    pub(in crate::chart) fn lender(sign: char, base: fontdb::ID, database: &fontdb::Database) -> Option<fontdb::ID> {
        let weight = database.face(base)?.weight;
        let lends = |face: &&fontdb::FaceInfo| face.families.iter().any(|(name, _)| name == LENDER);
        let face = database.faces().filter(lends).find(|face| face.weight == weight)?;
        LENT.contains(sign).then_some(face.id)
    }

    fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Strong => &self.strong,
        }
    }

    /// Width of one line of text.
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let face = self.face(weight);
        let lent: Vec<char> = if self.borrows { face.lacking(text).collect() } else { Vec::new() };
        if lent.is_empty() {
            return face.width(text) * size;
        }
        let inter = Self::inter();
        let piece = |piece: &str| match piece.chars().next() {
            Some(sign) if lent.contains(&sign) => inter.face(weight).width(piece),
            _ => face.width(piece),
        };
        pieces(text, &lent).into_iter().map(piece).sum::<f64>() * size
    }

    /// Refuses text that cannot be set: scripts that run from right to left or have no alphabet, even where the font has their signs,
    /// and signs that neither the font has nor the embedded one lends. `place` says where the text stands.
    ///
    /// # Errors
    /// [`ChartError::Script`], [`ChartError::Glyph`].
    pub fn check(&self, text: &str, weight: Weight, place: &'static str) -> Result<(), ChartError> {
        if let Some(script) = text.chars().find_map(script) {
            return Err(ChartError::Script { text: text.to_owned(), script, place });
        }
        let lent = |sign: &char| self.borrows && LENT.contains(*sign);
        let Some(sign) = self.face(weight).lacking(text).find(|sign| !lent(sign)) else { return Ok(()) };
        let (font, text, code) = (self.family.clone(), text.to_owned(), u32::from(sign));
        Err(ChartError::Glyph { font, sign, code, text, place })
    }
}

/// A text in pieces: each of `apart` by itself, and what stands between them.
fn pieces<'t>(text: &'t str, apart: &[char]) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((at, sign)) = rest.char_indices().find(|(_, sign)| apart.contains(sign)) {
        let (before, from) = rest.split_at(at);
        let (own, after) = from.split_at(sign.len_utf8());
        pieces.extend([before, own]);
        rest = after;
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The script of a sign, for scripts whose setting needs more than this layout does.
fn script(sign: char) -> Option<&'static str> {
    Some(match u32::from(sign) {
        0x0590..=0x05FF | 0xFB1D..=0xFB4F => "Hebrew",
        0x0600..=0x06FF | 0x0750..=0x077F | 0x0860..=0x08FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => "Arabic",
        0x0700..=0x074F | 0x0780..=0x085F | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF => "a script from right to left",
        0x200E..=0x200F | 0x202A..=0x202E | 0x2066..=0x2069 => "marks of a script from right to left",
        0x0900..=0x0DFF => "an Indic script",
        0x0E00..=0x0EFF => "Thai or Lao",
        0x3040..=0x30FF => "Japanese",
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF => "Korean",
        0x2E80..=0x303F | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => "Chinese characters",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_fonts_are_whole_and_cover_what_they_must() {
        let inter = Typeface::inter();
        assert_eq!(inter.family(), "Inter");
        let texts = [
            "Łódź, Ærø, naïve, Şırnak, Ħamrun — “quoted” ‘text’",
            "Продовжувати воєнні дії; їжак, ґанок, Әлия, Қазақстан",
            "Ελλάδα",
            "≈ ≤ ≥ − ± × † ‡ § ¶ № € ₽ ₴ £ ½ ¹²³ ₂ → ↑ ▲ ● ○ ◆ ■ … ‰",
        ];
        for text in texts {
            for weight in [Weight::Regular, Weight::Strong] {
                assert_eq!(inter.check(text, weight, "a label"), Ok(()));
            }
        }
    }

    #[test]
    fn what_cannot_be_set_is_refused_by_name() {
        let message = |text: &str| Typeface::inter().check(text, Weight::Regular, "a label").unwrap_err().to_string();
        assert!(message("שלום").contains("written in Hebrew"));
        assert!(message("مرحبا").contains("written in Arabic"));
        assert!(message("投票").contains("Chinese"));
        assert!(message("thumbs 👍").contains("U+1F44D"));
    }

    #[test]
    fn widths_carry_kerning_and_scale() {
        let inter = Typeface::inter();
        let width = |text: &str| inter.width(text, 20.0, Weight::Regular);
        assert!(width("AVAVAV") < 3.0 * width("A") + 3.0 * width("V") - 1.0, "A and V are kerned");
        assert!((inter.width("Kyiv", 40.0, Weight::Regular) - 2.0 * width("Kyiv")).abs() < 1e-9);
        assert!(inter.width("Kyiv", 20.0, Weight::Strong) > width("Kyiv"));
    }
}
