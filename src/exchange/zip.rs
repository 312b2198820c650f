//! A ZIP archive of stored files: all that DOCX and XLSX need of the format.
//!
//! After PKWARE's APPNOTE 6.3.10, without compression, extra fields and ZIP64; names in UTF-8 (bit 11). Entries carry the
//! first moment that the format knows, so that the same content gives the same bytes.

/// An archive that is being written.
#[derive(Debug, Default)]
pub(super) struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    entries: u16,
}

/// 1980-01-01.
const DAY: u16 = 0x0021;

impl Zip {
    /// Adds a file.
    pub(super) fn add(&mut self, name: &str, content: &[u8]) {
        let offset = self.bytes.len() as u32;
        let size = content.len() as u32;
        let mut fields = Vec::new();
        // Version 2.0, UTF-8 names, stored, time, day.
        for value in [20_u16, 1 << 11, 0, 0, DAY] {
            fields.extend(value.to_le_bytes());
        }
        for value in [crc32(content), size, size] {
            fields.extend(value.to_le_bytes());
        }
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend(0_u16.to_le_bytes());

        self.bytes.extend(0x0403_4B50_u32.to_le_bytes());
        self.bytes.extend(&fields);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(content);

        self.directory.extend(0x0201_4B50_u32.to_le_bytes());
        self.directory.extend(20_u16.to_le_bytes());
        self.directory.extend(&fields);
        // No comment, disk 0, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.entries += 1;
    }

    /// The finished archive.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let offset = self.bytes.len() as u32;
        let size = self.directory.len() as u32;
        self.bytes.extend(&self.directory);
        self.bytes.extend(0x0605_4B50_u32.to_le_bytes());
        self.bytes.extend([0; 4]);
        self.bytes.extend(self.entries.to_le_bytes());
        self.bytes.extend(self.entries.to_le_bytes());
        self.bytes.extend(size.to_le_bytes());
        self.bytes.extend(offset.to_le_bytes());
        self.bytes.extend([0; 2]);
        self.bytes
    }
}

/// The checksum of ISO 3309, reflected, as ZIP and PNG use it.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// Text for XML and HTML: the five reserved characters escaped, and the control characters that XML 1.0 forbids left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c < ' ' && !matches!(c, '\t' | '\n' | '\r') => {}
            '\u{FFFE}' | '\u{FFFF}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}
