//! Colours as data: sRGB with opacity, contrast after WCAG 2.1, distances in OKLab (Ottosson 2020), and sight with one kind of cone
//! missing (Machado, Oliveira and Fernandes 2009, severity 1).

use std::fmt;

/// An sRGB colour with opacity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colour {
    /// Red, green and blue.
    pub rgb: (u8, u8, u8),
    /// Opacity, 0 to 1.
    pub alpha: f64,
}

/// A colour that is not written `#RRGGBB`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a colour: write six hexadecimal digits after #, as in \"#1B5E9E\"")]
pub struct ColourError(pub String);

/// How the eye sees: with all cones, or without the red, green or blue ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// All three kinds of cone.
    Usual,
    /// No red cones.
    Protanopia,
    /// No green cones.
    Deuteranopia,
    /// No blue cones.
    Tritanopia,
}

impl Sight {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Protanopia, Self::Deuteranopia, Self::Tritanopia];

    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

impl fmt::Display for Sight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Usual => "usual sight",
            Self::Protanopia => "protanopia",
            Self::Deuteranopia => "deuteranopia",
            Self::Tritanopia => "tritanopia",
        })
    }
}

impl Colour {
    /// An opaque colour.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { rgb: (red, green, blue), alpha: 1.0 }
    }

    /// The same colour at another opacity.
    pub fn fade(self, alpha: f64) -> Self {
        Self { alpha, ..self }
    }

    /// This colour as it looks laid over an opaque `ground`.
    pub fn over(self, ground: Self) -> Self {
        let blend = |top: u8, under: u8| {
            (f64::from(top) * self.alpha + f64::from(under) * (1.0 - self.alpha)).round().clamp(0.0, 255.0) as u8
        };
        let (top, under) = (self.rgb, ground.rgb);
        Self::new(blend(top.0, under.0), blend(top.1, under.1), blend(top.2, under.2))
    }

    fn linear(self) -> [f64; 3] {
        let one = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        [one(self.rgb.0), one(self.rgb.1), one(self.rgb.2)]
    }

    fn from_linear(linear: [f64; 3]) -> Self {
        let one = |c: f64| {
            let c = c.clamp(0.0, 1.0);
            let encoded = if c <= 0.003_130_8 { c * 12.92 } else { 1.055 * c.powf(1.0 / 2.4) - 0.055 };
            (encoded * 255.0).round() as u8
        };
        Self::new(one(linear[0]), one(linear[1]), one(linear[2]))
    }

    /// Relative luminance, 0 (black) to 1 (white).
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast ratio of two opaque colours, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn oklab(linear: [f64; 3]) -> [f64; 3] {
        let [r, g, b] = linear;
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).max(0.0).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).max(0.0).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).max(0.0).cbrt();
        [
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ]
    }

    fn from_oklab(lab: [f64; 3]) -> Self {
        let [lightness, a, b] = lab;
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        Self::from_linear([
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ])
    }

    /// Distance of two opaque colours as `sight` sees them: 100 times the Euclidean distance in OKLab, so black to white is 100.
    pub fn distance(self, other: Self, sight: Sight) -> f64 {
        let seen = |colour: Self| {
            let c = colour.linear();
            Self::oklab(sight.matrix().map(|row| (row[0] * c[0] + row[1] * c[1] + row[2] * c[2]).clamp(0.0, 1.0)))
        };
        let (a, b) = (seen(self), seen(other));
        100.0 * a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt()
    }

    /// The colour a fraction `t` of the way to `other`, evenly for the eye.
    pub fn towards(self, other: Self, t: f64) -> Self {
        let (a, b) = (Self::oklab(self.linear()), Self::oklab(other.linear()));
        Self::from_oklab([0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * t))
    }

    /// This hue, darkened or lightened until text in it reads on `ground` (contrast of at least 4.5 to 1).
    pub fn readable_on(self, ground: Self) -> Self {
        let end = if ground.luminance() > 0.18 { Self::new(0, 0, 0) } else { Self::new(255, 255, 255) };
        let steps = (0..=20).map(|step| self.towards(end, f64::from(step) / 20.0));
        steps.into_iter().find(|colour| colour.contrast(ground) >= 4.6).unwrap_or(end)
    }

    /// White or black, whichever reads on this fill: one of them always has a contrast of 4.5 to 1.
    pub fn ink_on(self) -> Self {
        let light = Self::new(255, 255, 255);
        if light.contrast(self) >= 4.5 { light } else { Self::new(0, 0, 0) }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.rgb.0, self.rgb.1, self.rgb.2)
    }
}

impl std::str::FromStr for Colour {
    type Err = ColourError;

    fn from_str(text: &str) -> Result<Self, ColourError> {
        let wrong = || ColourError(text.to_owned());
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii()).ok_or_else(wrong)?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| wrong());
        Ok(Self::new(part(0)?, part(2)?, part(4)?))
    }
}

impl<'de> serde::Deserialize<'de> for Colour {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_follows_wcag() {
        let (black, white) = (Colour::new(0, 0, 0), Colour::new(255, 255, 255));
        assert!((black.contrast(white) - 21.0).abs() < 1e-12);
        // WCAG 2.1, understanding 1.4.3: #767676 on white is the lightest grey that passes, 4.54.
        assert!((Colour::new(0x76, 0x76, 0x76).contrast(white) - 4.54).abs() < 0.005);
    }

    #[test]
    fn oklab_goes_there_and_back() {
        for colour in [Colour::new(27, 94, 158), Colour::new(209, 98, 43), Colour::new(250, 1, 3)] {
            assert_eq!(colour.towards(Colour::new(0, 0, 0), 0.0), colour);
        }
        assert!((Colour::new(0, 0, 0).distance(Colour::new(255, 255, 255), Sight::Usual) - 100.0).abs() < 1e-4);
    }

    #[test]
    fn red_and_green_part_for_most_and_meet_without_green_cones() {
        let (red, green) = (Colour::new(0xC0, 0x50, 0x30), Colour::new(0x6E, 0x82, 0x2A));
        assert!(red.distance(green, Sight::Usual) > 15.0);
        assert!(red.distance(green, Sight::Deuteranopia) < 8.0);
    }

    #[test]
    fn colours_are_read_strictly() {
        assert_eq!("#1b5E9e".parse(), Ok(Colour::new(0x1B, 0x5E, 0x9E)));
        assert!("1B5E9E".parse::<Colour>().is_err());
        assert!("#1B5E9".parse::<Colour>().is_err());
        assert!("#1B5Eé".parse::<Colour>().is_err());
    }
}
