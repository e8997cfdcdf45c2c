//! From one drawing to SVG and PNG. Renderers know marks, never kinds of charts.

mod png;
mod svg;

pub(super) use png::png;
pub(super) use svg::svg;
