//! Saved web pages in one file (MHTML, RFC 2557): the page inside, without its pictures.

use super::decode;
use crate::ingest::detect::Decoded;

/// How deep parts may hold parts.
const DEEPEST: usize = 8;

/// The page in a saved page, decoded; `None` where there is none.
pub(in crate::ingest) fn page_of(bytes: &[u8], choice: Option<&str>) -> Option<Decoded> {
    part(bytes, choice, 0)
}

fn part(bytes: &[u8], choice: Option<&str>, depth: usize) -> Option<Decoded> {
    let (head, body) = head_and_body(bytes);
    let field = |name: &str| head.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let kind = field("content-type").unwrap_or("text/plain");
    let lower = kind.to_ascii_lowercase();
    if lower.starts_with("multipart/") && depth < DEEPEST {
        let mark = format!("--{}", parameter(kind, "boundary")?);
        return parts(body, mark.as_bytes()).into_iter().find_map(|bytes| part(bytes, choice, depth + 1));
    }
    if !lower.starts_with("text/html") && !lower.starts_with("application/xhtml") {
        return None;
    }
    let decoded = match field("content-transfer-encoding").unwrap_or("").trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    let charset = parameter(kind, "charset").filter(|label| !label.eq_ignore_ascii_case("utf-8"));
    Some(decode(&decoded, choice.or(charset.as_deref())))
}

/// The fields before the first empty line, folded lines joined, and what follows.
fn head_and_body(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |step| at + step);
        let line = String::from_utf8_lossy(&bytes[at..end]);
        let line = line.trim_end_matches('\r');
        at = (end + 1).min(bytes.len());
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t'])
            && let Some((_, value)) = fields.last_mut()
        {
            value.push(' ');
            value.push_str(line.trim());
        } else if let Some((key, value)) = line.split_once(':') {
            fields.push((key.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    (fields, &bytes[at..])
}

/// A parameter of a field: `text/html; charset="gbk"`.
fn parameter(field: &str, name: &str) -> Option<String> {
    field.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// What stands between lines that begin with a mark.
fn parts<'a>(body: &'a [u8], mark: &[u8]) -> Vec<&'a [u8]> {
    let mut found = Vec::new();
    let mut start = None;
    for at in memchr::memmem::find_iter(body, mark) {
        if at > 0 && body[at - 1] != b'\n' {
            continue;
        }
        if let Some(start) = start {
            found.push(&body[start..at]);
        }
        let end = memchr::memchr(b'\n', &body[at..]).map_or(body.len(), |step| at + step + 1);
        start = Some(end);
    }
    if found.is_empty()
        && let Some(start) = start
    {
        // A file that was cut short lacks its last mark.
        found.push(&body[start..]);
    }
    found
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'=' {
            decoded.push(bytes[at]);
            at += 1;
            continue;
        }
        let digit = |b: Option<&u8>| b.and_then(|&b| char::from(b).to_digit(16));
        match (digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                // A soft line end; anything else stands for itself.
                let end = bytes[at + 1..].iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count() + at + 1;
                if bytes.get(end) == Some(&b'\n') {
                    at = end + 1;
                } else {
                    decoded.push(b'=');
                    at += 1;
                }
            }
        }
    }
    decoded
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            decoded.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    decoded
}
