//! Multiple-response sets as an SPSS system file declares them: `$media=D1 1 10 Media used q1 q2 q3`, or, where the variables
//! hold any of the answers each, `$media=C 10 Media used first second third`.

use super::extensions::Extensions;
use crate::ingest::microdata::growing::decoded;
use crate::survey::SetSpec;
use encoding_rs::Encoding;
use std::sync::Arc;

/// The sets; one that cannot be read is passed over, as the data can do without it.
pub(super) fn sets(extensions: &Extensions<'_>, encoding: Option<&'static Encoding>) -> Vec<SetSpec> {
    let lines = extensions.sets.iter().flat_map(|data| data.split(|&byte| byte == b'\n'));
    let text = |bytes: &[u8]| decoded(bytes, encoding).ok().map(|text| Arc::from(text.trim_end()));
    let one = |line: &[u8]| {
        let at = line.iter().position(|&byte| byte == b'=')?;
        let (name, rest) = (line[..at].trim_ascii(), &line[at + 1..]);
        let (counted, rest) = match (rest.split_first()?, rest.strip_prefix(b"E ")) {
            ((b'C', rest), _) => (None, rest),
            ((b'D', rest), _) => counted(rest).map(|(value, rest)| (Some(value), rest))?,
            // Beside the value stands where its labels are from.
            (_, Some(rest)) => counted(word(rest)?.1).map(|(value, rest)| (Some(value), rest))?,
            (_, None) => return None,
        };
        let (label, rest) = counted_label(rest)?;
        let of = rest.split(|&byte| byte == b' ').filter(|name| !name.is_empty());
        let of = of.map(|name| text(long_name(extensions, name))).collect::<Option<Vec<_>>>()?;
        Some(SetSpec {
            name: text(name.strip_prefix(b"$").unwrap_or(name))?,
            label: text(label).filter(|label| !label.is_empty()),
            of,
            mentions: counted.is_none(),
            counted: counted.and_then(text),
        })
    };
    lines.filter_map(one).collect()
}

/// A word, and what follows the blank after it.
fn word(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|&byte| byte == b' ')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

/// A text after its length, and what follows.
fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = word(bytes)?;
    let length: usize = std::str::from_utf8(length).ok()?.parse().ok()?;
    Some((rest.get(..length)?, rest.get(length..)?))
}

/// The same after a blank.
fn counted_label(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    counted(bytes.strip_prefix(b" ")?)
}

/// The long name of a variable, of which sets give the short one in small letters.
fn long_name<'a>(extensions: &Extensions<'a>, short: &'a [u8]) -> &'a [u8] {
    let found = extensions.names.iter().find(|(known, _)| known.eq_ignore_ascii_case(short));
    found.map_or(short, |(_, long)| long)
}
