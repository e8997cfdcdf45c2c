//! Text read into memory within bounds: whatever is no text with lines is refused before it fills the memory.

use std::io::{self, Read};

/// The longest line of a file of respondents: thousands of columns, each with a long text.
const LONGEST_LINE: usize = 16 << 20;
/// How much is read at a time.
const PIECE: usize = 1 << 20;

/// All that `reader` gives.
///
/// # Errors
/// What `reader` reports; [`io::ErrorKind::FileTooLarge`] beyond `most` bytes, [`io::ErrorKind::InvalidData`] when a line is longer than
/// 16 MiB.
pub fn read_lines(mut reader: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let (mut bytes, mut piece, mut line, mut start) = (Vec::new(), vec![0; PIECE], 1, 0);
    loop {
        let length = match reader.read(&mut piece) {
            Ok(0) => return Ok(bytes),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if (bytes.len() + length) as u64 > most {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("more than {} MiB", most >> 20)));
        }
        for (at, _) in piece[..length].iter().enumerate().filter(|(_, byte)| matches!(byte, b'\n' | b'\r')) {
            (line, start) = (line + usize::from(piece[at] == b'\n'), bytes.len() + at + 1);
        }
        bytes.extend_from_slice(&piece[..length]);
        if bytes.len() - start > LONGEST_LINE {
            let why = format!(
                "line {line} is longer than {} MiB: is this a text with one respondent a line?",
                LONGEST_LINE >> 20
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_within_bounds_is_read_whole_and_the_rest_is_refused() {
        let lines = "0123456789\n".repeat(3 * PIECE / 10);
        assert_eq!(read_lines(lines.as_bytes(), u64::MAX).unwrap(), lines.as_bytes());
        let kind = |read: io::Result<Vec<u8>>| read.map_err(|error| (error.kind(), error.to_string()));
        let (refused, why) = kind(read_lines(lines.as_bytes(), 1 << 20)).unwrap_err();
        assert_eq!((refused, why.as_str()), (io::ErrorKind::FileTooLarge, "more than 1 MiB"));
        // A line that never ends, as of a device, is not read to its end.
        let endless = "a,b\n1,2\n".as_bytes().chain(io::repeat(b'x'));
        let (_, why) = kind(read_lines(endless, u64::MAX)).unwrap_err();
        assert!(why.starts_with("line 3 is longer than 16 MiB"), "{why}");
    }
}
