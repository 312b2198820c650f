//! Words: every visible string, by key, from `assets/locales/*.ftl` (Project Fluent).

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::model::Topic;
use crate::state::Language;
use crate::text::traditional;

const ZH_HANS: &str = include_str!("../../assets/locales/zh-Hans.ftl");
const EN: &str = include_str!("../../assets/locales/en.ftl");
/// What differs in the traditional interface beside the characters.
const TERMS: &str = include_str!("../../assets/locales/zh-Hant.tsv");

/// The traditional interface: the simplified one character for character, then term for term.
fn zh_hant() -> String {
    let terms = TERMS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    terms.fold(traditional(ZH_HANS), |text, (plain, term)| text.replace(plain, term))
}

/// The words of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({:?})", self.language)
    }
}

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let (name, text) = match language {
            Language::ZhHans => ("zh-Hans", ZH_HANS.to_owned()),
            Language::ZhHant => ("zh-Hant", zh_hant()),
            Language::En => ("en", EN.to_owned()),
        };
        let locale: LanguageIdentifier = name.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![locale]);
        // Marks of direction around inserted values would be drawn as boxes, and no right-to-left language is shown.
        bundle.set_use_isolating(false);
        let resource = match FluentResource::try_new(text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                log::error!("locale {name}: {errors:?}");
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            log::error!("locale {name}: {errors:?}");
        }
        Self { language, bundle }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The words of a key; the key itself when there are none, so that a gap is seen.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> Cow<'a, str> {
        self.format(key, None)
    }

    /// The words of a key with values in them.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            let value: FluentValue<'_> = match value {
                Value::Text(text) => FluentValue::from(*text),
                // As text, so that 1994 does not become 1,994; the number decides the plural form all the same.
                Value::Count(count) => FluentValue::from(*count),
            };
            args.set((*name).to_owned(), value);
        }
        self.format(key, Some(&args)).into_owned()
    }

    /// The name of a topic.
    #[must_use]
    pub fn topic<'a>(&self, topic: &'a Topic) -> Cow<'a, str> {
        match self.language {
            Language::ZhHans => Cow::Borrowed(&topic.name),
            Language::ZhHant => Cow::Owned(traditional(&topic.name)),
            Language::En => Cow::Borrowed(&topic.name_en),
        }
    }

    /// What a rule is called: by itself, else by its family, else its name as the rules have it. `kind` is what its
    /// names begin with in the locales.
    #[must_use]
    pub fn rule(&self, kind: &str, name: &str) -> String {
        let own = format!("{kind}-{}", name.replace(['.', '_'], "-"));
        let family = format!("{kind}-{}", name.split(['.', '-']).next().unwrap_or(name));
        for key in [own, family] {
            if self.has(&key) {
                return self.get(&key).into_owned();
            }
        }
        self.with("why-rule", &[("rule", name.into())])
    }

    /// Whether the language has the key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn format<'a>(&'a self, key: &'a str, args: Option<&FluentArgs<'_>>) -> Cow<'a, str> {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            log::error!("locale {:?} lacks {key}", self.language);
            return Cow::Borrowed(key);
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        if !errors.is_empty() {
            log::error!("locale {:?}, {key}: {errors:?}", self.language);
        }
        Cow::Owned(text)
    }
}

/// A value inside words.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// Text.
    Text(&'a str),
    /// A number, which may decide the plural form.
    Count(usize),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}
