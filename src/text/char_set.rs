/// A set of characters of the basic plane, answered by one bit.
#[derive(Clone, Debug, Default)]
pub struct CharSet(Vec<u64>);

impl FromIterator<char> for CharSet {
    /// Characters of other planes are left out.
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut bits = vec![0; 1 << 10];
        for c in chars {
            if let Some(part) = bits.get_mut(c as usize >> 6) {
                *part |= 1 << (c as u32 & 63);
            }
        }
        Self(bits)
    }
}

impl From<&str> for CharSet {
    fn from(chars: &str) -> Self {
        chars.chars().collect()
    }
}

impl CharSet {
    /// Whether a character is one of them.
    #[must_use]
    pub fn contains(&self, c: char) -> bool {
        self.0.get(c as usize >> 6).is_some_and(|part| part >> (c as u32 & 63) & 1 == 1)
    }
}
