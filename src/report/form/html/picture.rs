//! Pictures in HTML: the drawing inline, its ids made unique in the page.

use super::escape::escape;
use crate::report::Picture;
use std::io::{self, Write};

/// Writes picture number `count` of the page. The drawing is taken as it is: it is made by topline, which escapes its texts.
pub(super) fn write(picture: &Picture, count: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<figure id=\"figure-{count}\">")?;
    match picture.svg.find("<svg") {
        // What stands before the element (XML declaration, document type) has no place in HTML.
        Some(at) => {
            let drawing = with_own_ids(&picture.svg[at..], &format!("f{count}-"));
            writeln!(out, "<div role=\"img\" aria-label=\"{}\">{}</div>", escape(&picture.alt), drawing.trim_end())?;
        }
        None => writeln!(out, "<p>{}</p>", escape(&picture.alt))?,
    }
    if !picture.caption.is_empty() {
        writeln!(out, "<figcaption>{}</figcaption>", escape(&picture.caption))?;
    }
    writeln!(out, "</figure>")
}

/// `svg` with `prefix` before every id and every reference to one. The element around it has the role and the alt text.
fn with_own_ids(svg: &str, prefix: &str) -> String {
    let mut svg = svg.replace(" role=\"img\" aria-labelledby=\"title desc\"", "");
    for mark in [" id=\"", "url(#", "href=\"#"] {
        svg = svg.replace(mark, &format!("{mark}{prefix}"));
    }
    svg
}
