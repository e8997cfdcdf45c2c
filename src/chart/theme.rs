//! Themes as data: colours, sizes and fonts from a TOML file. A theme of one's own states only what differs from the one it is based on.

use super::ChartError;
use super::colour::Colour;
use super::layout::Typeface;
use crate::names;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The colours of a theme.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// The ground.
    pub paper: Colour,
    /// Titles, names and values.
    pub ink: Colour,
    /// Notes and axis labels.
    pub muted: Colour,
    /// Grid lines.
    pub grid: Colour,
    /// The line bars start from.
    pub axis: Colour,
    /// The total, and other lines to compare with.
    pub reference: Colour,
    /// Findings of the table linter.
    pub highlight: Colour,
    /// Series without an order.
    pub series: Vec<Colour>,
    /// The positive side of a scale, from its end to the middle.
    pub positive: [Colour; 2],
    /// The negative side of a scale, from its end to the middle.
    pub negative: [Colour; 2],
    /// The middle of a scale.
    pub neutral: Colour,
    /// Outside the scale.
    pub dont_know: Colour,
    /// Ordered answers without sides, from little to much.
    pub ordered: [Colour; 2],
    /// The same over time where they are more than that ramp tells apart as lines: two at least.
    pub steps: Vec<Colour>,
    /// Cells of tables, from little to much.
    pub cells: [Colour; 2],
}

/// The sizes of a theme, in units of the layout (a pixel at scale 1).
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// Font size of the title.
    pub title: f64,
    /// Font size of names, values and labels.
    pub text: f64,
    /// Font size of axis labels and notes.
    pub small: f64,
    /// Empty space at the edges.
    pub margin: f64,
    /// Width of fitted lines.
    pub line: f64,
    /// Width of thin intervals.
    pub whisker: f64,
    /// Least and largest radius of points.
    pub point: [f64; 2],
    /// Part of a row that a bar fills.
    pub bar: f64,
}

/// Fonts of one's own: files in TrueType or OpenType form.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FontFiles {
    regular: String,
    strong: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    colours: Colours,
    sizes: Sizes,
    fonts: Option<FontFiles>,
}

/// A theme.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Its colours.
    pub colours: Colours,
    /// Its sizes.
    pub sizes: Sizes,
    pub(super) typeface: Arc<Typeface>,
}

/// The themes that are built in.
const BUILT_IN: [(&str, &str); 2] = [
    ("light", include_str!("../../assets/themes/light.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
];

static PARSED: LazyLock<Vec<Result<Theme, ChartError>>> =
    LazyLock::new(|| BUILT_IN.iter().map(|(name, text)| Theme::parse(name, text, Path::new(""))).collect());

impl Theme {
    /// Names of the built-in themes.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// A built-in theme.
    ///
    /// # Errors
    /// [`ChartError::Theme`] when none has this name.
    pub fn named(name: &str) -> Result<Self, ChartError> {
        let at = BUILT_IN.iter().position(|(known, _)| *known == name).ok_or_else(|| ChartError::Theme {
            name: name.to_owned(),
            message: format!("no such theme{}", names::hint(name, Self::names())),
        })?;
        PARSED[at].clone()
    }

    /// A theme from a TOML file; fonts it names are looked for beside it.
    ///
    /// # Errors
    /// [`ChartError::Theme`] when it cannot be read or used.
    pub fn load(path: &Path) -> Result<Self, ChartError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| ChartError::Theme { name: name.clone(), message: names::unread(&error) })?;
        Self::parse(&name, &text, path.parent().unwrap_or(Path::new("")))
    }

    /// A theme from TOML text: `base` names the built-in theme whose values stand where the text states none. Font files are looked
    /// for in `folder`.
    ///
    /// # Errors
    /// [`ChartError::Theme`] for unknown keys, wrong values, colours or fonts that cannot be read.
    pub fn parse(name: &str, text: &str, folder: &Path) -> Result<Self, ChartError> {
        let wrong = |message: String| ChartError::Theme { name: name.to_owned(), message };
        let mut table: toml::Table = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let is_based = table.contains_key("base");
        if let Some(base) = table.remove("base") {
            let base = base.as_str().ok_or_else(|| wrong("`base` must be the name of a theme".to_owned()))?;
            let known = BUILT_IN.iter().find(|(known, _)| *known == base);
            let hint = || wrong(format!("no theme \"{base}\" to start from{}", names::hint(base, Self::names())));
            let mut whole: toml::Table =
                toml::from_str(known.ok_or_else(hint)?.1).map_err(|error| wrong(error.to_string()))?;
            merge(&mut whole, table);
            table = whole;
        }
        check_pairs(&table).map_err(wrong)?;
        let file: File = table.try_into().map_err(|error| wrong(told(&error, is_based)))?;
        check(&file).map_err(|rule| wrong(rule.to_owned()))?;
        let typeface = match &file.fonts {
            None => Typeface::inter(),
            Some(fonts) => {
                let read = |file: &str| {
                    let path = folder.join(file);
                    std::fs::read(&path)
                        .map_err(|error| wrong(format!("font {}: {}", path.display(), names::unread(&error))))
                };
                let (regular, strong) = (read(&fonts.regular)?, read(&fonts.strong)?);
                let typeface = Typeface::new(regular, strong).map_err(|(weight, why)| {
                    let file = if weight == "regular" { &fonts.regular } else { &fonts.strong };
                    wrong(format!("font `{weight}` ({file}): {why}"))
                });
                Arc::new(typeface?)
            }
        };
        Ok(Self { name: file.name, colours: file.colours, sizes: file.sizes, typeface })
    }
}

/// Arrays of two, by their table and key, with what stands in them.
const PAIRS: [(&str, &str, &str); 5] = [
    ("colours", "positive", "two colours, from the end of the scale to its middle"),
    ("colours", "negative", "two colours, from the end of the scale to its middle"),
    ("colours", "ordered", "two colours, of little and of much"),
    ("colours", "cells", "two colours, of little and of much"),
    ("sizes", "point", "two sizes, the least and the largest"),
];

/// Refuses arrays that are not of two values where these are wanted.
fn check_pairs(table: &toml::Table) -> Result<(), String> {
    for (of, key, wanted) in PAIRS {
        let found = match table.get(of).and_then(|of| of.get(key)) {
            Some(toml::Value::Array(values)) if values.len() != 2 => format!("an array of {}", values.len()),
            Some(value) if !value.is_array() => value.to_string(),
            _ => continue,
        };
        return Err(format!("`{key}` of [{of}] is {found}, and takes {wanted}"));
    }
    Ok(())
}

/// What TOML says of a theme on one line, and of a theme from nothing that it may be based on another.
fn told(error: &toml::de::Error, is_based: bool) -> String {
    let message = error.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    // `base` is taken out before the rest is read.
    let message = message.replace("one of `name`,", "one of `base`, `name`,").replace("a sequence", "an array");
    if is_based || !message.contains("missing field") {
        return message;
    }
    let bases: Vec<String> = Theme::names().map(|name| format!("base = \"{name}\"")).collect();
    format!(
        "{message}: state it, or begin the file with {}, whose values stand for all that it leaves out",
        bases.join(" or ")
    )
}

fn check(file: &File) -> Result<(), &'static str> {
    let sizes = &file.sizes;
    let positive = [sizes.title, sizes.text, sizes.small, sizes.line, sizes.whisker, sizes.point[0]];
    if !positive.iter().all(|size| (0.5..=200.0).contains(size)) {
        return Err("sizes of texts, lines and points must lie between 0.5 and 200");
    }
    if sizes.point[1] < sizes.point[0] || !(0.0..=200.0).contains(&sizes.margin) || !(0.1..=1.0).contains(&sizes.bar) {
        return Err("`point` runs from small to large, `margin` lies between 0 and 200, `bar` between 0.1 and 1");
    }
    if file.colours.steps.len() < 2 {
        return Err("`steps` needs at least two colours");
    }
    if file.colours.series.is_empty() {
        return Err("`series` needs at least one colour");
    }
    Ok(())
}

fn merge(under: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(toml::Value::Table(low)), toml::Value::Table(high)) => merge(low, high),
            (_, value) => drop(under.insert(key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_themes_are_whole() {
        for name in Theme::names() {
            assert_eq!(Theme::named(name).unwrap().name, name);
        }
        let message = Theme::named("drak").unwrap_err().to_string();
        assert!(message.contains("did you mean \"dark\""), "{message}");
    }

    #[test]
    fn a_theme_of_ones_own_states_what_differs() {
        let own = "base = \"light\"\nname = \"brand\"\n[colours]\nink = \"#102030\"\n";
        let theme = Theme::parse("brand.toml", own, Path::new("")).unwrap();
        assert_eq!(theme.colours.ink, Colour::new(0x10, 0x20, 0x30));
        assert_eq!(theme.colours.paper, Theme::named("light").unwrap().colours.paper);
    }

    #[test]
    fn slips_in_a_theme_are_named() {
        let fails = |text: &str| Theme::parse("t.toml", text, Path::new("")).unwrap_err().to_string();
        assert!(fails("base = \"light\"\n[colours]\nikn = \"#102030\"\n").contains("ikn"));
        assert!(fails("base = \"light\"\n[colours]\nink = \"blue\"\n").contains("\"blue\" is not a colour"));
        assert!(fails("base = \"light\"\n[fonts]\nregular = \"no.ttf\"\nstrong = \"no.ttf\"\n").contains("no.ttf"));
        assert!(fails("base = \"light\"\n[sizes]\ntext = -3.0\n").contains("between 0.5 and 200"));
        for bare in ["name = \"own\"\n", "[colours]\nink = \"#102030\"\n"] {
            assert!(fails(bare).contains("base = \"light\" or base = \"dark\""), "{}", fails(bare));
        }
        assert!(fails("base = \"light\"\nsize = 3\n").contains("`base`, `name`, `colours`"));
        let three = fails("base = \"light\"\n[sizes]\npoint = [1.0, 2.0, 3.0]\n");
        assert!(three.contains("`point` of [sizes] is an array of 3, and takes two sizes"), "{three}");
        assert!(fails("base = \"light\"\n[colours]\ncells = \"#102030\"\n").contains("takes two colours"));
    }
}
