//! Whether a file that is there was written by topline, judged by a bounded part of it: its two ends, and the properties of a workbook.

use crate::report::CREATOR;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// What is read of either end. Pictures, documents and JSON sign near an end.
const END: u64 = 1 << 20;
/// The most that is read of the footer of a Parquet file, which holds the labels of all variables.
const FOOTER: u64 = 64 << 20;
/// No workbook of topline has longer properties.
const PROPERTIES: u64 = 1 << 16;

/// Whether topline wrote the file at `path`: it says so (pictures, documents, texts, workbooks, JSON, Parquet, manual pages), or it is a
/// table with the very header (of JSON lines, the very keys) that is about to be written in `new`.
pub(super) fn is_ours(path: &Path, new: &[u8]) -> std::io::Result<bool> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(END).read_to_end(&mut head)?;
    if length == 0 || is_signed(&head) || heading(new).is_some_and(|columns| heading(&head) == Some(columns)) {
        return Ok(true);
    }
    if head.starts_with(b"PK") {
        return Ok(is_own_workbook(file));
    }
    let tail = tail(&mut file, length)?;
    Ok(is_signed(&tail))
}

/// Whether `picture` was drawn by topline and holds the text of the file `beside` it as its description.
pub fn pictures(picture: &Path, beside: &Path) -> bool {
    let start = |path: &Path| {
        let mut bytes = Vec::new();
        File::open(path)?.take(END).read_to_end(&mut bytes).map(|_| bytes)
    };
    let (Ok(picture), Ok(text)) = (start(picture), start(beside)) else { return false };
    let plain = String::from_utf8_lossy(&text).trim_end().to_owned();
    let escaped = plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let element = format!("<desc id=\"desc\">{escaped}</desc>");
    let in_svg = || picture.windows(element.len()).any(|window| window == element.as_bytes());
    !plain.is_empty() && is_signed(&picture) && (png_description(&picture) == Some(plain.as_bytes()) || in_svg())
}

/// The text chunk `Description` of a PNG: behind its length and kind, before its checksum. International text has four bytes more ahead.
fn png_description(picture: &[u8]) -> Option<&[u8]> {
    const KEY: &[u8] = b"Description\0";
    let at = picture.windows(KEY.len()).position(|window| window == KEY)?;
    let length = u32::from_be_bytes(picture.get(at.checked_sub(8)?..at - 4)?.try_into().ok()?);
    let text = picture.get(at + KEY.len()..at + usize::try_from(length).ok()?)?;
    Some(text.strip_prefix(&[0; 4]).unwrap_or(text))
}

/// The end of a file, of a Parquet file the whole footer.
fn tail(file: &mut File, length: u64) -> std::io::Result<Vec<u8>> {
    let mut last = [0; 8];
    file.seek(SeekFrom::Start(length.saturating_sub(8)))?;
    let is_parquet = file.read_exact(&mut last).is_ok() && last.ends_with(b"PAR1");
    let footer = u64::from(u32::from_le_bytes([last[0], last[1], last[2], last[3]])) + 8;
    let wanted = if is_parquet { footer.clamp(END, FOOTER) } else { END };
    file.seek(SeekFrom::Start(length.saturating_sub(wanted)))?;
    let mut bytes = Vec::new();
    file.take(wanted).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_signed(bytes: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 8] = [
        b"\"schema\": \"topline/",
        b"topline.variables",
        b"topline.sha256",
        b"Made with topline",
        b"content=\"topline",
        b"Software\0topline",
        b".TH topline",
        b"<metadata>topline/",
    ];
    SIGNATURES.iter().any(|mark| bytes.windows(mark.len()).any(|window| window == *mark))
}

/// Whether the properties of a workbook name topline as its creator.
fn is_own_workbook(file: File) -> bool {
    let Ok(mut packed) = zip::ZipArchive::new(file) else { return false };
    let Ok(properties) = packed.by_name("docProps/core.xml") else { return false };
    let mut text = Vec::new();
    let read = properties.take(PROPERTIES).read_to_end(&mut text);
    let mark = format!("<dc:creator>{CREATOR}</dc:creator>");
    read.is_ok() && text.windows(mark.len()).any(|window| window == mark.as_bytes())
}

/// The columns that the first line names.
fn heading(bytes: &[u8]) -> Option<Vec<String>> {
    let line = std::str::from_utf8(bytes.split(|byte| *byte == b'\n').next()?).ok()?;
    if let Ok(object) = serde_json::from_str::<serde_json::Map<_, _>>(line) {
        return Some(object.into_iter().map(|(key, _)| key).collect());
    }
    let table = line.contains([',', '\t']);
    table.then(|| vec![line.to_owned()])
}
