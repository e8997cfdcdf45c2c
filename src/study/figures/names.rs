//! Names of rows, columns and lines as somebody gives them: as the picture has them, by the id or another spelling of a question, an
//! answer or a group, or by the code that a file has a label for.

use super::{Drawn, notes};
use crate::chart::figures::{Figures, Row, distinct};
use crate::chart::kinds::Chart;
use crate::chart::words;
use crate::study::Source;
use crate::study::file::ChartEntry;

/// Sets what stands first, apart or off from the rest, each by its name in the picture. What has no such name is left as it was typed:
/// the chart says what is known.
pub(super) fn set(figures: &mut Figures, kind: &dyn Chart, entry: &ChartEntry, of: &[Drawn<'_>]) {
    let rows: Vec<&str> = kind.orders(figures);
    let order = entry.order.iter().map(|wanted| in_picture(of, &rows, wanted)).collect();
    let headings: Vec<&str> = distinct(figures.rows.iter().filter_map(Row::heading));
    let apart = entry.apart.as_deref().map(|wanted| in_picture(of, &headings, wanted));
    let lit: Vec<&str> = kind.highlights(figures);
    let highlight = figures.highlight.as_deref().map(|wanted| in_picture(of, &lit, wanted));
    (figures.order, figures.apart, figures.highlight) = (order, apart, highlight);
}

/// The one name among those `shown` that `wanted` stands for.
fn in_picture(of: &[Drawn<'_>], shown: &[&str], wanted: &str) -> String {
    let is_shown = |name: &String| shown.iter().any(|shown| words::capital(shown) == words::capital(name));
    let own = wanted.to_owned();
    if is_shown(&own) {
        return own;
    }
    let meant = distinct(of.iter().flat_map(|drawn| titles(drawn.source, wanted)).filter(is_shown));
    match meant.as_slice() {
        [one] => one.clone(),
        _ => own,
    }
}

/// What pictures may call something of this id, spelling or code.
fn titles(source: &Source, wanted: &str) -> Vec<String> {
    let codebook = source.codebook();
    let is = |id: &str, labels: &[std::sync::Arc<str>]| id == wanted || labels.iter().any(|label| **label == *wanted);
    let mut found = vec![notes::words_of(wanted)];
    for question in &codebook.questions {
        let answers = question.answers.iter().map(|answer| (&answer.id, &answer.labels, &answer.title));
        let nets = question.nets.iter().map(|net| (&net.id, &net.labels, &net.title));
        let named = answers.chain(nets).filter(|(id, labels, _)| is(id, labels));
        found.extend(named.map(|(_, _, title)| title.to_string()));
        found.extend(is(&question.id, &[]).then(|| question.title.to_string()));
    }
    let levels = codebook.groups.iter().flat_map(|group| &group.levels);
    found.extend(levels.filter(|(id, labels)| is(id, labels)).map(|(id, _)| id.to_string()));
    let variables = source.respondents().map_or(&[][..], |respondents| respondents.file().variables());
    let labels = variables.iter().flat_map(|variable| &variable.labels);
    found.extend(labels.filter(|(value, _)| value.to_string() == wanted).map(|(_, label)| label.to_string()));
    found
}
