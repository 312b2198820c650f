//! The characters of CJK fonts that do not say them: codes lead through the font's encoding to a number (CID) in one of
//! Adobe's collections, and each collection has a published table of the characters that its numbers stand for.
//!
//! A font of another collection, or of none, has no such table: its characters are not guessed.

use std::collections::HashMap;

use hayro::hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro::hayro_syntax::object::dict::keys::{
    BASE_FONT, CIDSYSTEMINFO, DESCENDANT_FONTS, ENCODING, ORDERING, REGISTRY,
};
use hayro::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro::hayro_syntax::page::{Page, Resources};

/// How deep forms may hold forms with fonts of their own.
const DEEPEST: usize = 4;

/// A font whose codes lead into a collection.
#[derive(Debug)]
struct Font {
    /// From codes to numbers.
    encoding: CMap,
    /// Which table holds the characters of the numbers.
    table: &'static str,
}

/// The fonts and tables that a document has needed so far.
#[derive(Debug, Default)]
pub(super) struct Collections {
    /// Fonts by name; `None` for one that leads nowhere.
    fonts: HashMap<String, Option<Font>>,
    tables: HashMap<&'static str, Option<CMap>>,
}

impl Collections {
    /// The character of a code in a font of that name on a page.
    pub(super) fn character(&mut self, page: &Page<'_>, name: &str, code: u32) -> Option<BfString> {
        if !self.fonts.contains_key(name) {
            let font = find(page.resources(), name, 0).and_then(|dict| font(&dict));
            self.fonts.insert(name.to_owned(), font);
        }
        let font = self.fonts.get(name)?.as_ref()?;
        let cid = (1..=4).find_map(|length| font.encoding.lookup_cid_code(code, length))?;
        let table = self.tables.entry(font.table).or_insert_with(|| {
            let bytes = load_embedded(CMapName::from_bytes(font.table.as_bytes()))?;
            CMap::parse(bytes, load_embedded)
        });
        table.as_ref()?.lookup_bf_string(cid)
    }
}

/// The composite font of a name among resources and those of the forms that they hold.
fn find<'a>(resources: &Resources<'a>, wanted: &str, depth: usize) -> Option<Dict<'a>> {
    for key in resources.fonts.keys() {
        let Some(dict) = resources.fonts.get::<Dict<'a>>(&*key) else { continue };
        let named = dict.get::<Name<'_>>(BASE_FONT).is_some_and(|name| plain(name.as_str()) == wanted);
        if named && dict.contains_key(DESCENDANT_FONTS) {
            return Some(dict);
        }
    }
    if depth == DEEPEST {
        return None;
    }
    resources.x_objects.keys().find_map(|key| {
        let form = resources.x_objects.get::<Stream<'a>>(&*key)?;
        let inner = form.dict().get::<Dict<'a>>(b"Resources".as_slice())?;
        find(&Resources::new(inner), wanted, depth + 1)
    })
}

/// A name without the mark of a subset (`ABCDEF+`).
fn plain(name: &str) -> &str {
    match name.split_once('+') {
        Some((mark, rest)) if mark.len() == 6 => rest,
        _ => name,
    }
}

fn font(dict: &Dict<'_>) -> Option<Font> {
    let encoding = match dict.get::<Object<'_>>(ENCODING)? {
        Object::Name(name) => match CMapName::from_bytes(&name) {
            CMapName::IdentityH => CMap::identity_h(),
            CMapName::IdentityV => CMap::identity_v(),
            name => CMap::parse(load_embedded(name)?, load_embedded)?,
        },
        Object::Stream(stream) => CMap::parse(&stream.decoded_data().ok()?, load_embedded)?,
        _ => return None,
    };
    // An encoding of a collection says which one it is; Identity leaves that to the font.
    let stated = encoding.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
    let family = stated.filter(|family| *family != CidFamily::AdobeIdentity).or_else(|| {
        let descendant = dict.get::<Array<'_>>(DESCENDANT_FONTS)?.iter::<Dict<'_>>().next()?;
        let system = descendant.get::<Dict<'_>>(CIDSYSTEMINFO)?;
        let registry = system.get::<PdfString<'_>>(REGISTRY)?;
        let ordering = system.get::<PdfString<'_>>(ORDERING)?;
        Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
    })?;
    let table = match family {
        CidFamily::AdobeGB1 => "Adobe-GB1-UCS2",
        CidFamily::AdobeCNS1 => "Adobe-CNS1-UCS2",
        CidFamily::AdobeJapan1 => "Adobe-Japan1-UCS2",
        CidFamily::AdobeKorea1 => "Adobe-Korea1-UCS2",
        CidFamily::AdobeIdentity | CidFamily::Custom { .. } => return None,
    };
    Some(Font { encoding, table })
}
