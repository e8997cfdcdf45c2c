//! Tables in HTML: a caption, heads with scope, a body for each set of lines, intervals drawn in a column of their own.

use super::escape::escape;
use crate::report::view::{Cell, Line, Range, Role, Scale, Sheet};
use std::io::{self, Write};

/// The size of an interval's drawing; the ends of the scale are inset so that a point there is whole.
const WIDTH: f64 = 180.0;
const HEIGHT: f64 = 14.0;
const INSET: f64 = 5.0;

/// Writes table number `count` of the page.
pub(super) fn write(sheet: &Sheet, count: usize, out: &mut dyn Write) -> io::Result<()> {
    let captioned = !sheet.caption.is_empty() || !sheet.context.is_empty() || sheet.source.is_some();
    let label =
        if captioned { format!("aria-labelledby=\"table-{count}\"") } else { "aria-label=\"Table\"".to_owned() };
    writeln!(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" {label}>\n<table>")?;
    if captioned {
        write_caption(sheet, count, out)?;
    }
    write_head(sheet, out)?;
    writeln!(out, "<tbody>")?;
    for line in &sheet.lines {
        if line.apart {
            writeln!(out, "</tbody>\n<tbody>")?;
        }
        write_line(sheet, line, out)?;
    }
    if sheet.lines.is_empty() {
        writeln!(out, "<tr><td colspan=\"{}\">No rows.</td></tr>", sheet.parts.len().max(1))?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>")?;
    let drawn = sheet.scale.as_ref().and_then(Scale::legend).map(str::to_owned);
    let legend: Vec<String> = drawn.into_iter().chain(sheet.legend.iter().cloned()).collect();
    if legend.is_empty() {
        return Ok(());
    }
    writeln!(out, "<ul class=\"legend\">")?;
    legend.iter().try_for_each(|line| writeln!(out, "<li>{}</li>", escape(line)))?;
    writeln!(out, "</ul>")
}

fn write_caption(sheet: &Sheet, count: usize, out: &mut dyn Write) -> io::Result<()> {
    let context = (!sheet.context.is_empty()).then(|| escape(&sheet.context));
    let source = sheet.source.map(|number| format!("source: {}", link(number)));
    let small = context.into_iter().chain(source).collect::<Vec<_>>().join(" · ");
    let title = escape(&sheet.caption);
    let title = if title.is_empty() { title } else { format!("<span>{title}</span>") };
    let small = if small.is_empty() { small } else { format!("<small>{small}</small>") };
    writeln!(out, "<caption id=\"table-{count}\">{title}{small}</caption>")
}

fn write_head(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<thead>\n<tr>")?;
    for (i, part) in sheet.parts.iter().enumerate() {
        write!(out, "<th scope=\"col\"{}>{}</th>", class(part.role, false), escape(&part.title))?;
        if let Some(scale) = sheet.scale.as_ref().filter(|_| drawn_after(sheet, i)) {
            let (low, high) = (escape(&scale.labels.0), escape(&scale.labels.1));
            write!(out, "<th scope=\"col\" class=\"range\"><span>{low}</span><span>{high}</span></th>")?;
        }
    }
    writeln!(out, "</tr>\n</thead>")
}

fn write_line(sheet: &Sheet, line: &Line, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<tr>")?;
    for (i, (part, cell)) in sheet.parts.iter().zip(&line.cells).enumerate() {
        let class = class(part.role, cell.again && !line.apart);
        let text = escape(&cell.text);
        match part.role {
            Role::Label => write!(out, "<th scope=\"row\" dir=\"auto\"{class}>{text}</th>")?,
            Role::Estimate => write!(out, "<td{class}{}>{text}</td>", title(line))?,
            Role::Where => write!(out, "<td{class}>{}</td>", place(line, cell))?,
            Role::Figure(_) | Role::Interval(_) | Role::Marks => write!(out, "<td{class}>{text}</td>")?,
        }
        if let Some(scale) = sheet.scale.as_ref().filter(|_| drawn_after(sheet, i)) {
            let drawing = line.range.as_ref().map(|range| drawing(range, scale)).unwrap_or_default();
            write!(out, "<td class=\"range\">{drawing}</td>")?;
        }
    }
    writeln!(out, "</tr>")
}

/// Drawings stand after the last interval.
fn drawn_after(sheet: &Sheet, part: usize) -> bool {
    sheet.parts.iter().rposition(|p| matches!(p.role, Role::Interval(_))) == Some(part)
}

fn class(role: Role, again: bool) -> &'static str {
    match role {
        Role::Label if again => " class=\"again\"",
        Role::Label => "",
        Role::Estimate => " class=\"number estimate\"",
        Role::Figure(_) | Role::Interval(_) => " class=\"number\"",
        Role::Marks => " class=\"marks\"",
        Role::Where => " class=\"where\"",
    }
}

/// The place of a number, shown when the pointer rests on it.
fn title(line: &Line) -> String {
    line.place.as_ref().map(|place| format!(" title=\"{}\"", escape(place))).unwrap_or_default()
}

fn link(number: usize) -> String {
    format!("<a href=\"#source-{number}\">[{number}]</a>")
}

/// `[1] 12:3` with the number as a link.
fn place(line: &Line, cell: &Cell) -> String {
    match (line.source, cell.text.split_once(']')) {
        (Some(number), Some((_, rest))) => format!("{} {}", link(number), escape(rest)),
        _ => escape(&cell.text),
    }
}

/// The interval as a drawing: thick for sampling, thin for what rounding adds.
fn drawing(range: &Range, scale: &Scale) -> String {
    let at = |x: f64| INSET + scale.position(x) * (WIDTH - 2.0 * INSET);
    let middle = HEIGHT / 2.0;
    let line = |ends: (f64, f64), class: &str| {
        format!("<path class=\"{class}\" d=\"M{:.1} {middle}H{:.1}\"/>", at(ends.0), at(ends.1))
    };
    let zero = scale.zero().map(|z| INSET + z * (WIDTH - 2.0 * INSET));
    let zero = zero.map(|x| format!("<path class=\"zero\" d=\"M{x:.1} 0V{HEIGHT}\"/>")).unwrap_or_default();
    let outer = if range.outer == range.inner { String::new() } else { line(range.outer, "outer") };
    let (inner, x) = (line(range.inner, "inner"), at(range.value));
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" aria-hidden=\"true\">\
         {zero}{outer}{inner}<circle cx=\"{x:.1}\" cy=\"{middle}\" r=\"3.5\"/></svg>"
    )
}
