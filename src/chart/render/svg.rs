//! SVG: plotters draws the marks on a grid finer than any pixel (it rounds coordinates to whole units), the `viewBox` scales it, and the
//! header gains what plotters leaves out: title, description, a stack of fonts.

use super::super::ChartError;
use super::super::colour::Colour;
use super::super::drawing::{Anchor, Drawing, Mark, Point, Shape, Stroke, Text, Weight};
use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};
use std::fmt::Write as _;

/// Grid units in a unit of the layout: ten in each pixel of a picture at 2×.
const GRID: f64 = 20.0;
/// plotters' SVG backend divides font sizes by this.
const FONT_FACTOR: f64 = 1.24;
/// It drops the baseline this part of the font size below the place of a text anchored at its top.
const TOP_TO_BASELINE: f64 = 0.76;
/// The family as written to each text by plotters, replaced once by the stack of the header.
const PLACEHOLDER: &str = "f";

/// The drawing as an SVG document.
///
/// # Errors
/// [`ChartError::Render`] when plotters fails.
pub(in crate::chart) fn svg(drawing: &Drawing, family: &str) -> Result<String, ChartError> {
    let size = (grid(drawing.width).unsigned_abs(), grid(drawing.height).unsigned_abs());
    let mut body = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut body, size);
        let draw = draw(&mut backend, drawing, size).and_then(|()| backend.present().map_err(|e| e.to_string()));
        draw.map_err(ChartError::Render)?;
    }
    Ok(complete(&body, drawing, family, size))
}

fn grid(length: f64) -> i32 {
    (length * GRID).round() as i32
}

fn place(point: Point) -> (i32, i32) {
    (grid(point.0), grid(point.1))
}

fn draw(backend: &mut SVGBackend<'_>, drawing: &Drawing, size: (u32, u32)) -> Result<(), String> {
    let corner = (size.0 as i32, size.1 as i32);
    backend.draw_rect((0, 0), corner, &style(drawing.paper, 0.0), true).map_err(|e| e.to_string())?;
    drawing.marks.iter().try_for_each(|mark| draw_mark(backend, mark))
}

fn draw_mark(backend: &mut SVGBackend<'_>, mark: &Mark) -> Result<(), String> {
    match &mark.shape {
        Shape::Area { points, fill, outline } => {
            let corners = points.iter().map(|&point| place(point));
            backend.fill_polygon(corners, &style(*fill, 0.0)).map_err(|e| e.to_string())?;
            let Some(outline) = outline else { return Ok(()) };
            // Closed past its first corner, so that the last one is joined as the others are.
            let around = points.iter().chain(points.iter().take(2)).copied().collect::<Vec<_>>();
            draw_line(backend, &around, *outline)
        }
        Shape::Line { points, stroke } => draw_line(backend, points, *stroke),
        Shape::Circle { centre, radius, fill, outline } => {
            let radius = grid(*radius).unsigned_abs();
            if let Some(fill) = fill {
                backend.draw_circle(place(*centre), radius, &style(*fill, 0.0), true).map_err(|e| e.to_string())?;
            }
            let Some(outline) = outline else { return Ok(()) };
            let stroke = style(outline.colour, outline.width);
            backend.draw_circle(place(*centre), radius, &stroke, false).map_err(|e| e.to_string())
        }
        Shape::Text(text) => draw_text(backend, text),
    }
}

fn style(colour: Colour, width: f64) -> ShapeStyle {
    let (red, green, blue) = colour.rgb;
    ShapeStyle {
        color: RGBAColor(red, green, blue, colour.alpha),
        filled: true,
        stroke_width: grid(width).unsigned_abs(),
    }
}

fn draw_line(backend: &mut SVGBackend<'_>, points: &[Point], stroke: Stroke) -> Result<(), String> {
    let style = style(stroke.colour, stroke.width);
    let pieces = match stroke.dash {
        None => vec![points.to_vec()],
        Some((dash, gap)) => dashes(points, dash, gap),
    };
    pieces
        .into_iter()
        .try_for_each(|piece| backend.draw_path(piece.into_iter().map(place), &style).map_err(|e| e.to_string()))
}

/// A line cut into dashes, since plotters has none in SVG.
fn dashes(points: &[Point], dash: f64, gap: f64) -> Vec<Vec<Point>> {
    let mut pieces = Vec::new();
    let mut piece: Vec<Point> = points.first().copied().into_iter().collect();
    let (mut drawing, mut left) = (true, dash);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            if length <= left {
                left -= length;
                if drawing {
                    piece.push(to);
                }
                break;
            }
            let part = left / length;
            from = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            if drawing {
                piece.push(from);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece = vec![from];
            }
            drawing = !drawing;
            left = if drawing { dash } else { gap }.max(0.1);
        }
    }
    if piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

fn draw_text(backend: &mut SVGBackend<'_>, text: &Text) -> Result<(), String> {
    let (red, green, blue) = text.colour.rgb;
    let weight = if text.weight == Weight::Strong { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::Name(PLACEHOLDER), text.size * GRID * FONT_FACTOR, weight);
    let anchor = match text.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let colour = RGBAColor(red, green, blue, text.colour.alpha);
    let style = TextStyle::from(font).color(&colour).pos(Pos::new(anchor, VPos::Top));
    let top = text.at.1 - TOP_TO_BASELINE * text.size;
    backend.draw_text(&text.text, &style, place((text.at.0, top))).map_err(|e| e.to_string())
}

/// Replaces plotters' header by one that scales the grid and carries title, description and fonts; sets each text on one line, so that it
/// can be selected without stray spaces, at the weight of the embedded font.
fn complete(body: &str, drawing: &Drawing, family: &str, size: (u32, u32)) -> String {
    let pixels = |length: f64| (length * drawing.scale).round();
    let mut out = String::with_capacity(body.len() + 1024);
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" \
         aria-labelledby=\"title desc\" font-family=\"{}\" stroke-linejoin=\"round\">",
        pixels(drawing.width),
        pixels(drawing.height),
        size.0,
        size.1,
        escape(&stack(family)),
    );
    let _ = writeln!(out, "<title id=\"title\">{}</title>", escape(&drawing.title));
    let _ = writeln!(out, "<desc id=\"desc\">{}</desc>", escape(&drawing.description));
    let _ = writeln!(out, "<metadata>topline/{}</metadata>", env!("CARGO_PKG_VERSION"));
    let placeholder = format!(" font-family=\"{PLACEHOLDER}\"");
    let mut lines = body.lines().skip(1).peekable();
    while let Some(line) = lines.next() {
        if let Some((look, first)) = stroke(line) {
            let mut pieces = vec![first];
            while let Some((_, next)) = lines.peek().and_then(|next| stroke(next)).filter(|(other, _)| *other == look) {
                pieces.push(next);
                lines.next();
            }
            write_strokes(&mut out, look, &pieces);
        } else if line.starts_with("<text") {
            let opened = line.replace(&placeholder, "").replace("font-weight=\"bold\"", "font-weight=\"600\"");
            let opened = opened.replace(" text-anchor=\"start\"", "");
            out.push_str(&rounded_size(&opened));
            out.push_str(lines.next().unwrap_or(""));
            out.push_str(lines.next().unwrap_or(""));
        } else {
            out.push_str(&line.replace(" opacity=\"1\"", ""));
        }
        out.push('\n');
    }
    out
}

/// How an opaque line looks, as plotters writes it, and its points.
fn stroke(line: &str) -> Option<(&str, &str)> {
    let (look, points) = line.strip_prefix("<polyline ")?.split_once("points=\"")?;
    let opaque = !look.contains(" opacity=") || look.contains(" opacity=\"1\"");
    Some((look, points.strip_suffix("\"/>")?.trim_end())).filter(|_| opaque)
}

/// Lines of one look that follow each other, such as dashes, as one element.
fn write_strokes(out: &mut String, look: &str, pieces: &[&str]) {
    let look = look.replace(" opacity=\"1\"", "");
    let _ = match pieces {
        [one] => write!(out, "<polyline {look}points=\"{one}\"/>"),
        _ => write!(out, "<path {look}d=\"M{}\"/>", pieces.join("M")),
    };
}

/// The font size back from its trip through plotters' factor, without the last bits of noise.
fn rounded_size(tag: &str) -> String {
    const KEY: &str = "font-size=\"";
    let parts = tag.find(KEY).and_then(|at| {
        let from = at + KEY.len();
        let end = from + tag[from..].find('"')?;
        Some((from, end, tag[from..end].parse::<f64>().ok()?))
    });
    match parts {
        Some((from, end, size)) => {
            let size = (size * 100.0).round() / 100.0;
            format!("{}{size}{}", &tag[..from], &tag[end..]).replace(" opacity=\"1\"", "")
        }
        None => tag.to_owned(),
    }
}

/// The family and what stands in for it where it is not installed.
fn stack(family: &str) -> String {
    format!(
        "{family}, 'Inter Variable', 'Helvetica Neue', Helvetica, 'Segoe UI', Roboto, Arial, 'Noto Sans', sans-serif"
    )
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            sign if sign.is_control() && sign != '\n' => {}
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_the_line_with_gaps() {
        let pieces = dashes(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)], 4.0, 2.0);
        let drawn: f64 =
            pieces.iter().flat_map(|p| p.windows(2)).map(|w| (w[1].0 - w[0].0).hypot(w[1].1 - w[0].1)).sum();
        // 20 units in periods of 6: dashes at 0–4, 6–10, 12–16, 18–20.
        assert!((drawn - 14.0).abs() < 1e-9);
        assert_eq!(pieces.len(), 4);
    }
}
