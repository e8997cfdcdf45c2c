//! The cases of an SPSS system file: rows of eight-byte slots, as they are, in SPSS's byte code, or that again in zlib blocks.

use super::bytes::{Bytes, CUT, DAMAGED};
use super::columns::Storing;
use super::records::{Compression, Records};
use flate2::read::ZlibDecoder;
use std::io::Read;

/// Deflate cannot make data larger than this many times its packed size.
const GREATEST_RATIO: usize = 1032;

/// Gives every case to `each`, unpacked. `file` is the whole file, `bytes` stands at its data.
pub(super) fn read(
    file: &[u8],
    mut bytes: Bytes<'_>,
    records: &Records<'_>,
    storing: Storing,
    each: impl FnMut(&[u8]) -> Result<(), String>,
) -> Result<(), String> {
    let row = records.slots.len() * 8;
    match records.header.compression {
        Compression::None => plain(bytes.rest(), row, each),
        Compression::Bytecode => byte_code(bytes, row, records.header.bias, storing, each),
        Compression::Zlib => {
            let unpacked = unpack(file, &mut bytes)?;
            byte_code(bytes.of(&unpacked), row, records.header.bias, storing, each)
        }
    }
}

fn plain(data: &[u8], row: usize, each: impl FnMut(&[u8]) -> Result<(), String>) -> Result<(), String> {
    let rows = data.chunks_exact(row);
    if rows.remainder().is_empty() { { rows }.try_for_each(each) } else { Err(ends_within(rows.len())) }
}

fn ends_within(cases: usize) -> String {
    format!("the file ends within case {}: {CUT}", cases + 1)
}

/// Eight commands in a block, each for one slot; the slots that are stored as they are follow their block.
fn byte_code(
    mut bytes: Bytes<'_>,
    length: usize,
    bias: f64,
    storing: Storing,
    mut each: impl FnMut(&[u8]) -> Result<(), String>,
) -> Result<(), String> {
    let (mut row, mut cases) = (Vec::with_capacity(length), 0);
    'blocks: while !bytes.is_empty() {
        for &command in bytes.take(8).map_err(|_| ends_within(cases))? {
            match command {
                0 => continue,
                252 => break 'blocks,
                253 => row.extend_from_slice(bytes.take(8).map_err(|_| ends_within(cases))?),
                254 => row.extend_from_slice(b"        "),
                255 => row.extend_from_slice(&storing.stored(storing.system_missing)),
                _ => row.extend_from_slice(&storing.stored(f64::from(command) - bias)),
            }
            if row.len() == length {
                each(&row)?;
                row.clear();
                cases += 1;
            }
        }
    }
    if row.is_empty() { Ok(()) } else { Err(ends_within(cases)) }
}

/// The byte code within zlib blocks, of which a table at the end of the file tells.
fn unpack(file: &[u8], bytes: &mut Bytes<'_>) -> Result<Vec<u8>, String> {
    let (_header, trailer, length) = (bytes.long()?, bytes.long()?, bytes.long()?);
    let place = |offset: i64, length: i64| {
        let (start, length) = (usize::try_from(offset).ok()?, usize::try_from(length).ok()?);
        file.get(start..start.checked_add(length)?)
    };
    let table =
        place(trailer, length).ok_or_else(|| format!("the table of compressed blocks is not in the file: {CUT}"))?;
    let mut table = bytes.of(table);
    table.take(20)?;
    let blocks = table.count()?;
    let mut unpacked = Vec::new();
    for block in 1..=blocks {
        let (_, start) = (table.long()?, table.long()?);
        let (size, packed_size) = (table.count()?, table.count()?);
        let packed = place(start, packed_size as i64);
        let packed = packed.ok_or_else(|| format!("compressed block {block} is not in the file: {CUT}"))?;
        if size > packed_size.saturating_mul(GREATEST_RATIO).saturating_add(64) {
            return Err(format!("compressed block {block} cannot hold {size} bytes; {DAMAGED}"));
        }
        let before = unpacked.len();
        let read = ZlibDecoder::new(packed).take(size as u64).read_to_end(&mut unpacked);
        if read.is_err() || unpacked.len() - before != size {
            return Err(format!("compressed block {block} does not unpack; {DAMAGED}"));
        }
    }
    Ok(unpacked)
}
