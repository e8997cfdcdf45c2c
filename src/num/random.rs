//! Random numbers from a seed: SplitMix64 (Steele, Lea & Flood 2014). Small, the same on every machine, good enough for resampling.

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct SplitMix(u64);

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

impl SplitMix {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        let mixed = mix(self.0);
        self.0 = self.0.wrapping_add(STEP);
        mixed
    }

    /// A whole number below `bound`, which is above 0.
    pub fn below(&mut self, bound: usize) -> usize {
        // The bias of the multiplication is below bound / 2⁶⁴.
        ((u128::from(self.bits()) * bound as u128) >> 64) as usize
    }
}

/// The bits that a number is scattered to.
pub fn mix(number: u64) -> u64 {
    let z = number.wrapping_add(STEP);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of seed 1234567, as published with the reference implementation (Vigna, splitmix64.c).
    #[test]
    fn the_stream_is_that_of_the_reference() {
        let mut stream = SplitMix::new(1_234_567);
        assert_eq!([stream.bits(), stream.bits()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }
}
