//! Any source as a tidy table: one row for each figure.

use super::output::{Overwrite, write_streamed};
use super::{Source, StudyError};
use crate::ingest::columns::{Values, to_parquet};
use crate::ingest::microdata::write_parquet;
use crate::report::columns::figure_columns;
use crate::report::{Kind, Table, VERSION, Value};
use crate::survey::{self, Figure, Printed, Wave};
use std::path::Path;
use std::sync::Arc;

/// One row for each figure: the columns that the long form is read by, in full precision.
///
/// # Errors
/// [`StudyError`] for respondent-level data: it is converted as it is, by another way.
pub fn tidy(source: &Source) -> Result<Table, StudyError> {
    let Some(sample) = source.published() else {
        let message = "respondent-level data is not a table of figures".to_owned();
        return Err(StudyError::Asked { source_name: source.id().to_owned(), message });
    };
    let figures = sample.figures();
    let mut variables: Vec<Arc<str>> = Vec::new();
    for group in figures.iter().flat_map(|f| &f.groups) {
        if !variables.contains(&group.variable) {
            variables.push(group.variable.clone());
        }
    }
    let names: Vec<&str> = variables.iter().map(|variable| &**variable).collect();
    let mut table = Table::new("figures", figure_columns(&names));
    for figure in figures {
        table.push(row(figure, &variables));
    }
    Ok(table)
}

fn row(figure: &Figure, variables: &[Arc<str>]) -> Vec<Value> {
    let period = figure.wave.as_ref().and_then(|wave: &Wave| wave.period);
    let fieldwork = &figure.fieldwork;
    let level = |variable: &Arc<str>| figure.groups.iter().find(|g| g.variable == *variable).map(|g| g.level.clone());
    let mut values: Vec<Value> = vec![
        period.map(|p| p.start().to_string()).into(),
        period.map(|p| p.end().to_string()).into(),
        figure.wave.as_ref().map(|wave| wave.label.clone()).into(),
        fieldwork.pollster.clone().into(),
        fieldwork.mode.clone().into(),
        fieldwork.population.clone().into(),
        figure.question.clone().into(),
        figure.answer.clone().into(),
    ];
    values.extend(variables.iter().map(|variable| Value::from(level(variable))));
    let (printed, base) = (figure.printed, figure.base);
    values.extend([Some(printed.share()), unit(printed), base.unweighted, base.weighted].map(Value::from));
    values.extend([figure.note.clone().into(), figure.source.clone().into()]);
    values
}

/// The unit that a figure is rounded to: half of it leads to the farther end of what it may stand for.
fn unit(printed: Printed) -> Option<f64> {
    let half = (printed.high() - printed.share()).max(printed.share() - printed.low());
    // Without the noise of the last digits.
    Some((2e12 * half).round() / 1e12)
}

/// Respondents as they are, to a Parquet file (labels and missing codes in its metadata) or to CSV or TSV (codes as they are).
///
/// # Errors
/// [`StudyError`] when the ending is another, or the file cannot be read or written.
pub fn convert_respondents(source: &Source, path: &Path, overwrite: Overwrite) -> Result<(), StudyError> {
    let Some(respondents) = source.respondents() else {
        let message = "a published table is no table of respondents".to_owned();
        return Err(StudyError::Asked { source_name: source.id().to_owned(), message });
    };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "parquet" => write_streamed(path, overwrite, |file| Ok(write_parquet(respondents.file(), file)?)),
        "csv" => write_streamed(path, overwrite, |file| delimited(respondents.file(), file, b',', path)),
        "tsv" => write_streamed(path, overwrite, |file| delimited(respondents.file(), file, b'\t', path)),
        other => {
            let found = if other.is_empty() { "a file without an ending".to_owned() } else { format!(".{other}") };
            Err(StudyError::Usage(format!("respondents are converted to .parquet, .csv or .tsv, not to {found}")))
        }
    }
}

/// The study file that goes beside converted respondents with made replicates: their design in its keys. `None` where none were made.
pub fn replicate_study(source: &Source, out: &Path) -> Option<String> {
    let design = source.respondents()?.replicate_design()?;
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let file = out.file_name()?.to_string_lossy();
    let id = out.file_stem()?.to_string_lossy().replace(|c: char| !c.is_alphanumeric() && !"-_".contains(c), "-");
    let mut lines = vec![
        format!("# Made with topline {VERSION}: the design of the replicate weights in {file}."),
        "[[source]]".to_owned(),
        format!("id = {}", quoted(&id)),
        format!("file = {}", quoted(&file)),
    ];
    let mut say = |key: &str, value: Option<String>| lines.extend(value.map(|value| format!("{key} = {value}")));
    say("weight", design.weight.as_deref().map(quoted));
    say("replicates", design.replicates.as_deref().map(quoted));
    let kind = design.replicate_type.and_then(|kind| serde_json::to_value(kind).ok());
    say("replicate-type", kind.and_then(|kind| kind.as_str().map(quoted)));
    say("scale", design.scale.map(|scale| format!("{scale:?}")));
    let rscales: Vec<String> = design.rscales.iter().map(ToString::to_string).collect();
    say("rscales", (!rscales.is_empty()).then(|| quoted(&rscales.join(","))));
    say("fay-rho", design.fay_rho.map(|rho| format!("{rho:?}")));
    say("mse", design.mse.map(|mse| quoted(if mse { "on" } else { "off" })));
    Some(lines.join("\n") + "\n")
}

/// Rows as delimited text, codes as they are; `path` is for errors.
pub(super) fn delimited(
    rows: &dyn survey::Source,
    file: impl std::io::Write,
    delimiter: u8,
    path: &Path,
) -> Result<(), StudyError> {
    let failed = |error: csv::Error| StudyError::Write { path: path.to_owned(), error: std::io::Error::other(error) };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(std::io::BufWriter::new(file));
    writer.write_record(rows.variables().iter().map(|variable| &*variable.name)).map_err(failed)?;
    let all: Vec<usize> = (0..rows.variables().len()).collect();
    for chunk in 0..rows.chunks().len() {
        let columns = rows.read(chunk, &all)?;
        for row in 0..rows.chunks()[chunk] {
            let cell = |column: &survey::Column| match column.value(row) {
                survey::Value::Missing => String::new(),
                value => value.to_string(),
            };
            writer.write_record(columns.iter().map(cell)).map_err(failed)?;
        }
    }
    writer.flush().map_err(|error| StudyError::Write { path: path.to_owned(), error })
}

/// The same table as the bytes of a Parquet file; the metadata names the input and its hash.
///
/// # Errors
/// [`StudyError`] when it cannot be written.
pub fn tidy_parquet(source: &Source) -> Result<Vec<u8>, StudyError> {
    let table = tidy(source)?;
    let columns = table.columns().iter().enumerate().map(|(at, column)| {
        let cells = table.rows().iter().map(|row| &row.values()[at]);
        let values = match column.kind() {
            Kind::Number => Values::Numbers(cells.map(Value::number).collect()),
            _ => Values::Texts(cells.map(|cell| cell.id().map(str::to_owned)).collect()),
        };
        (column.name().to_owned(), values)
    });
    let input = source.input();
    let metadata = [
        ("topline", format!("topline/convert/1 {VERSION}")),
        ("topline.input", input.path.clone()),
        ("topline.sha256", input.sha256().to_owned()),
    ];
    let metadata = metadata.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    Ok(to_parquet(columns.collect(), metadata)?)
}
