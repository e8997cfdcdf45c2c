//! A walk through bytes that never steps past their end, numbers read in the file's own byte order.

/// Bytes and a place in them.
pub(super) struct Bytes<'a> {
    data: &'a [u8],
    at: usize,
    big_endian: bool,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(data: &'a [u8], big_endian: bool) -> Self {
        Self { data, at: 0, big_endian }
    }

    /// Other bytes of the same file.
    pub(super) fn of<'b>(&self, data: &'b [u8]) -> Bytes<'b> {
        Bytes { data, at: 0, big_endian: self.big_endian }
    }

    pub(super) fn is_big_endian(&self) -> bool {
        self.big_endian
    }

    /// The place, in bytes from the start.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Whether nothing is left.
    pub(super) fn is_empty(&self) -> bool {
        self.at == self.data.len()
    }

    /// All that is left.
    pub(super) fn rest(&self) -> &'a [u8] {
        &self.data[self.at..]
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let end = self.at.checked_add(count).filter(|&end| end <= self.data.len());
        let end = end.ok_or_else(|| {
            format!(
                "the file ends at byte {}, where {count} more should follow byte {}: {CUT}",
                self.data.len(),
                self.at
            )
        })?;
        let taken = &self.data[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        if self.big_endian {
            array.reverse();
        }
        Ok(array)
    }

    pub(super) fn int(&mut self) -> Result<i32, String> {
        self.array().map(i32::from_le_bytes)
    }

    pub(super) fn long(&mut self) -> Result<i64, String> {
        self.array().map(i64::from_le_bytes)
    }

    pub(super) fn number(&mut self) -> Result<f64, String> {
        self.array().map(f64::from_le_bytes)
    }

    /// A count that is followed by as many items; never negative.
    pub(super) fn count(&mut self) -> Result<usize, String> {
        let (at, count) = (self.at, self.int()?);
        usize::try_from(count).map_err(|_| format!("byte {at}: a count of {count}; {DAMAGED}"))
    }
}

/// What to do about a file that ends early.
pub(super) const CUT: &str = "it was cut short; copy or export it again";
/// What to do about a file that contradicts itself.
pub(super) const DAMAGED: &str = "the file is damaged; copy or export it again";
