//! The size of a picture: pixels, and how many of them make a unit of the layout.

use super::ChartError;
use crate::names;

/// The size of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    width: u32,
    height: u32,
    scale: f64,
    grows: bool,
    shrinks: bool,
}

/// Width and least height of the layout that text sizes are made for, in units.
const DESIGN: (f64, f64) = (800.0, 300.0);

/// The least height that a picture shrinks to, as a part of its width.
const LEAST_HEIGHT: f64 = 0.3;

impl Size {
    /// 1600 × 1000 pixels, a picture of 800 × 500 at 2×.
    pub const SCREEN: Self = Self { width: 1600, height: 1000, scale: 2.0, grows: true, shrinks: true };
    /// 18 × 11.25 cm at 300 dots per inch.
    pub const PRINT: Self = Self { width: 2126, height: 1329, scale: 2.9, grows: true, shrinks: true };
    /// 1080 × 1080 pixels.
    pub const SQUARE: Self = Self { width: 1080, height: 1080, scale: 1.8, grows: false, shrinks: false };
    /// 600 × 375 pixels.
    pub const THUMBNAIL: Self = Self { width: 600, height: 375, scale: 1.0, grows: true, shrinks: true };

    /// The named sizes.
    pub const NAMED: [(&'static str, Self); 4] =
        [("screen", Self::SCREEN), ("print", Self::PRINT), ("square", Self::SQUARE), ("thumbnail", Self::THUMBNAIL)];

    /// The named size.
    ///
    /// # Errors
    /// [`ChartError::SizeName`] when none has this name.
    pub fn named(name: &str) -> Result<Self, ChartError> {
        let found = Self::NAMED.iter().find(|(known, _)| *known == name);
        let hint = || names::hint(name, Self::NAMED.iter().map(|(known, _)| *known));
        found.map(|(_, size)| *size).ok_or_else(|| ChartError::SizeName { name: name.to_owned(), hint: hint() })
    }

    /// A picture this wide in the usual form, 16 by 10; less high when it has few rows.
    ///
    /// # Errors
    /// [`ChartError::Size`] outside 200 to 20,000 pixels.
    pub fn wide(width: u32) -> Result<Self, ChartError> {
        Ok(Self { shrinks: true, ..Self::new(width, (f64::from(width) / DESIGN.0 * 500.0).round() as u32)? })
    }

    /// A size in pixels, its scale chosen so that text keeps its part of the width. The picture grows in height when its rows need more.
    ///
    /// # Errors
    /// [`ChartError::Size`] outside 200 to 20,000 pixels.
    pub fn new(width: u32, height: u32) -> Result<Self, ChartError> {
        Self {
            width,
            height,
            scale: (f64::from(width) / DESIGN.0).min(f64::from(height) / DESIGN.1).max(1.0),
            grows: true,
            shrinks: false,
        }
        .checked()
    }

    /// The same size with another number of pixels in a unit of the layout: more makes texts and marks larger.
    ///
    /// # Errors
    /// [`ChartError::Size`] outside 0.5 to 20.
    pub fn at_scale(self, scale: f64) -> Result<Self, ChartError> {
        Self { scale, ..self }.checked()
    }

    /// This size and no other: rows that do not fit are an error.
    pub fn fixed(self) -> Self {
        Self { grows: false, shrinks: false, ..self }
    }

    fn checked(self) -> Result<Self, ChartError> {
        let Self { width, height, scale, .. } = self;
        let wrong = |rule| Err(ChartError::Size { width, height, scale, rule });
        if !(200..=20_000).contains(&width) || !(120..=20_000).contains(&height) {
            return wrong("a picture is 200 to 20,000 pixels wide and 120 to 20,000 high");
        }
        if !(0.5..=20.0).contains(&scale) {
            return wrong("the scale lies between 0.5 and 20");
        }
        if f64::from(width) / scale < 200.0 || f64::from(height) / scale < 120.0 {
            return wrong(
                "at this scale less than 200 × 120 units remain for the layout: lower the scale or enlarge the picture",
            );
        }
        Ok(self)
    }

    /// Pixels across.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels down.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Pixels in a unit of the layout.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// Whether few rows make the picture less high.
    pub(super) fn shrinks(&self) -> bool {
        self.shrinks
    }

    /// Whether many rows make the picture higher.
    pub(super) fn grows(&self) -> bool {
        self.grows
    }

    /// The same size with `pixels` more height; `None` when the height is fixed or would pass 20,000 pixels.
    pub(super) fn grown(self, pixels: f64) -> Option<Self> {
        let height = f64::from(self.height) + pixels.ceil().max(1.0);
        (self.grows && height <= 20_000.0).then_some(Self { height: height as u32, ..self })
    }

    /// The same size with `pixels` less height, as far as a picture may shrink; `None` when that is not worth a change.
    pub(super) fn shrunk(self, pixels: f64) -> Option<Self> {
        let least = (f64::from(self.width) * LEAST_HEIGHT).round();
        let height = (f64::from(self.height) - pixels.floor()).max(least);
        let worth = f64::from(self.height) - height >= 4.0 * self.scale;
        (self.shrinks && worth).then_some(Self { height: height as u32, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_limits() {
        assert!(Size::new(100, 1000).is_err());
        assert!(Size::new(400, 250).unwrap().at_scale(4.0).is_err());
        assert_eq!(Size::new(4000, 2500).unwrap().scale(), 5.0);
    }
}
