//! Any source as a tidy table: one row for each figure.

use super::output::{Overwrite, write_streamed};
use super::{Source, StudyError};
use crate::ingest::columns::{Values, to_parquet};
use crate::ingest::microdata::write_parquet;
use crate::report::columns::figure_columns;
use crate::report::{Kind, Table, VERSION, Value, Warning};
use crate::survey::{self, Column, Figure, Printed, Variable, Wave, tag};
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

/// Respondents as they are, to a Parquet file (labels and missing codes in its metadata) or to CSV or TSV, where codes for no answer are
/// empty cells and other codes stay as they are. What the form cannot hold comes back as a warning.
///
/// # Errors
/// [`StudyError`] when the ending is another, or the file cannot be read or written.
pub fn convert_respondents(source: &Source, path: &Path, overwrite: Overwrite) -> Result<Option<Warning>, StudyError> {
    let Some(respondents) = source.respondents() else {
        let message = "a published table is no table of respondents".to_owned();
        return Err(StudyError::Asked { source_name: source.id().to_owned(), message });
    };
    let rows = respondents.file();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let delimiter = match ending.as_str() {
        "parquet" => return write_streamed(path, overwrite, |file| Ok(write_parquet(rows, file)?)).map(|()| None),
        "csv" => b',',
        "tsv" => b'\t',
        other => {
            let found = if other.is_empty() { "a file without an ending".to_owned() } else { format!(".{other}") };
            let message = format!("respondents are converted to .parquet, .csv or .tsv, not to {found}");
            return Err(StudyError::Usage(message));
        }
    };
    let mut emptied = Vec::new();
    write_streamed(path, overwrite, |file| delimited(rows, file, delimiter, path).map(|found| emptied = found))?;
    Ok(lost(rows.variables(), &emptied, path))
}

/// What delimited text cannot hold: codes for no answer, of each variable so many, and labels.
fn lost(variables: &[Variable], emptied: &[u64], path: &Path) -> Option<Warning> {
    let codes = variables.iter().zip(emptied).filter(|(_, count)| **count > 0);
    let codes: Vec<String> = codes.map(|(variable, count)| format!("{} ({count})", variable.name)).collect();
    let labelled = variables.iter().filter(|variable| variable.label.is_some() || !variable.labels.is_empty());
    let labelled: Vec<String> = labelled.map(|variable| variable.name.to_string()).collect();
    let said = [("codes for no answer are empty cells", codes), ("labels are left out", labelled)];
    let said = said.iter().filter(|(_, of)| !of.is_empty()).map(|(what, of)| format!("{what}: {}", few(of)));
    let said: Vec<String> = said.collect();
    let form = path.extension().unwrap_or_default().to_string_lossy().to_uppercase();
    let message = format!("{}: {form} has values alone: {}. Parquet keeps them", path.display(), said.join("; "));
    (!said.is_empty()).then(|| Warning { code: "W217".to_owned(), message, place: None })
}

/// The first of many names.
fn few(names: &[String]) -> String {
    match names.len() {
        0..=6 => names.join(", "),
        many => format!("{} and {} more variables", names[..5].join(", "), many - 5),
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

/// Rows as delimited text, codes for no answer as empty cells; how many of these each variable has. `path` is for errors.
pub(super) fn delimited(
    rows: &dyn survey::Source,
    file: impl std::io::Write,
    delimiter: u8,
    path: &Path,
) -> Result<Vec<u64>, StudyError> {
    let failed = |error: csv::Error| StudyError::Write { path: path.to_owned(), error: std::io::Error::other(error) };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(std::io::BufWriter::new(file));
    writer.write_record(rows.variables().iter().map(|variable| &*variable.name)).map_err(failed)?;
    let all: Vec<usize> = (0..rows.variables().len()).collect();
    let mut emptied = vec![0; all.len()];
    for chunk in 0..rows.chunks().len() {
        let columns = rows.read(chunk, &all)?;
        for row in 0..rows.chunks()[chunk] {
            let cells = columns.iter().zip(rows.variables()).zip(&mut emptied);
            let cells = cells.map(|((column, variable), emptied)| {
                let value = column.value(row);
                let is_code = variable.is_user_missing(&value) || is_lettered(column, row);
                *emptied += u64::from(is_code);
                if is_code || value == survey::Value::Missing { String::new() } else { value.to_string() }
            });
            writer.write_record(cells).map_err(failed)?;
        }
    }
    writer.flush().map_err(|error| StudyError::Write { path: path.to_owned(), error })?;
    Ok(emptied)
}

/// Whether a missing value has a letter that says why.
fn is_lettered(column: &Column, row: usize) -> bool {
    column.number(row).and_then(tag).is_some()
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
