//! What kind of file it is: by its first bytes, and by its name where bytes say nothing. A name that promises another
//! kind than the bytes hold does no harm.

use std::path::Path;

use super::laid::Laid;
use super::office::Package;
use crate::model::MediaType;

/// Bytes at the start in which the sign of a format may stand behind something else (PDF allows 1024).
const LEAD: usize = 1024;

/// The kind of file that a name promises.
pub(super) fn promised(path: &Path) -> Option<MediaType> {
    Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "txt" | "text" => MediaType::PlainText,
        "md" | "markdown" => MediaType::Markdown,
        "html" | "htm" | "xhtml" => MediaType::Html,
        "mht" | "mhtml" => MediaType::Mhtml,
        "docx" | "docm" | "dotx" => MediaType::Docx,
        "doc" | "dot" | "wps" => MediaType::Doc,
        "odt" | "ott" => MediaType::Odt,
        "rtf" => MediaType::Rtf,
        "pptx" | "pptm" | "ppsx" => MediaType::Pptx,
        "epub" => MediaType::Epub,
        "pdf" => MediaType::Pdf,
        _ => return None,
    })
}

/// The kind of file that the bytes hold, for a name that promises one.
pub(super) fn of(promised: MediaType, bytes: &[u8]) -> MediaType {
    if bytes.starts_with(b"PK\x03\x04") {
        return packed(bytes).unwrap_or(promised);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        // A DOCX with a password is a compound file too; its reader says so.
        return MediaType::Doc;
    }
    if bytes.starts_with(b"{\\rtf") {
        return MediaType::Rtf;
    }
    let head = &bytes[..bytes.len().min(LEAD)];
    if memchr::memmem::find(head, b"%PDF-").is_some() && !matches!(promised, MediaType::PlainText | MediaType::Markdown)
        || head.starts_with(b"%PDF-")
    {
        return MediaType::Pdf;
    }
    let text: String = head.iter().map(|&b| char::from(b)).filter(|c| *c != '\0').collect();
    let lower =
        text.trim_start_matches(['\u{EF}', '\u{BB}', '\u{BF}', '\u{FF}', '\u{FE}']).trim_start().to_ascii_lowercase();
    let is_page = lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.contains("<html");
    let is_saved = lower.starts_with("mime-version:")
        || lower.starts_with("from: <saved by")
        || lower.contains("content-type: multipart/related");
    match promised {
        // Word saves web pages and calls them .doc; others call everything .txt.
        _ if is_saved => MediaType::Mhtml,
        MediaType::PlainText | MediaType::Markdown | MediaType::Html => promised,
        _ if is_page => MediaType::Html,
        other => other,
    }
}

/// What an archive is by its parts.
fn packed(bytes: &[u8]) -> Option<MediaType> {
    let mut package = Package::open(bytes).ok()?;
    let kind = package.extra("mimetype").map(|kind| String::from_utf8_lossy(&kind).trim().to_owned());
    match kind.as_deref() {
        Some("application/epub+zip") => return Some(MediaType::Epub),
        Some(kind) if kind.starts_with("application/vnd.oasis.opendocument.text") => return Some(MediaType::Odt),
        _ => {}
    }
    let has = |end: &str| package.names().any(|name| name.ends_with(end));
    if has("META-INF/container.xml") {
        Some(MediaType::Epub)
    } else if has("word/document.xml") {
        Some(MediaType::Docx)
    } else if has("ppt/presentation.xml") {
        Some(MediaType::Pptx)
    } else if has("content.xml") {
        Some(MediaType::Odt)
    } else {
        None
    }
}

/// Reads a document that knows its own structure, with a password where it wants one.
pub(super) fn lay(media_type: MediaType, bytes: &[u8], password: Option<&str>) -> Result<Laid, super::laid::Fault> {
    match media_type {
        MediaType::Docx => super::office::docx(bytes),
        MediaType::Doc => super::office::doc(bytes),
        MediaType::Odt => super::office::odt(bytes),
        MediaType::Rtf => super::office::rtf(bytes),
        MediaType::Pptx => super::office::pptx(bytes),
        MediaType::Epub => super::epub::read(bytes),
        MediaType::Pdf => super::pdf::read(bytes, password),
        MediaType::PlainText | MediaType::Markdown | MediaType::Html | MediaType::Mhtml => Ok(Laid::default()),
    }
}
