//! Centuries, decades and reigns: which one is meant.

use super::{Anchor, Resolver, Value};
use crate::analysis::times::lexicon::Era;
use crate::analysis::times::said::{Century, Part};
use crate::analysis::times::value::{self, plus_years};
use crate::calendar::DateRange;
use crate::model::TimeKind;
use crate::text::Span;

impl Resolver<'_> {
    /// The first year of a named century.
    pub(super) fn century_number(&self, century: Century) -> Option<(i32, Vec<Span>)> {
        match century {
            Century::Absent => None,
            Century::Number(number) => Some((number, Vec::new())),
            Century::Counted(plus) => {
                // All who write of the last century today mean the twentieth; so does a text without a date.
                let (year, basis) = self.reference().map_or((2001, Vec::new()), |(day, basis)| (day.year(), basis));
                Some((year / 100 + 1 + i32::from(plus), basis))
            }
        }
    }

    pub(super) fn century(&self, century: Century, part: Part) -> Value {
        let Some((number, basis)) = self.century_number(century) else { return Value::nowhere(TimeKind::Vague) };
        let kind = if matches!(century, Century::Number(_)) { TimeKind::Absolute } else { TimeKind::Relative };
        let mut value = Value::new(value::century(number, part), kind);
        value.basis = basis;
        value.century = (number > 0).then_some((number - 1) * 100);
        value
    }

    /// A decade; without a century of its own it belongs to the one named before, or else to the twentieth.
    pub(super) fn decade(
        &self,
        named: Century,
        tens: (u8, u8),
        part: Part,
        anchor: Option<&Anchor>,
        range: Option<i32>,
    ) -> Value {
        let (base, kind, basis) = match self.century_number(named) {
            Some((number, basis)) => {
                let kind = if basis.is_empty() { TimeKind::Absolute } else { TimeKind::Relative };
                ((number - 1) * 100, kind, basis)
            }
            None => {
                let (base, basis) = self.century_by_context(tens.0, anchor, range);
                (base, TimeKind::Partial, basis)
            }
        };
        let (first, last) = (base + i32::from(tens.0) * 10, base + i32::from(tens.1) * 10);
        let mut value = Value::new(value::decades(first, last, part), kind);
        value.basis = basis;
        value.century = Some(base);
        value
    }

    pub(super) fn century_by_context(&self, tens: u8, anchor: Option<&Anchor>, range: Option<i32>) -> (i32, Vec<Span>) {
        if let Some(base) = range {
            return (base, Vec::new());
        }
        if let Some(named) = &self.century
            && named.paragraph == self.paragraph
            && anchor
                .is_none_or(|anchor| anchor.bytes.start < named.bytes.start || anchor.year / 100 * 100 == named.first)
        {
            // The telling goes forward: 60年代 after 19世纪末 is of the next century.
            let back = named.first + i32::from(tens) * 10 + 9 < named.begin;
            let base = if back && named.first < 1900 { named.first + 100 } else { named.first };
            return (base, vec![self.context.prose.span(named.bytes.clone())]);
        }
        if let Some(anchor) = anchor
            && anchor.year > 0
            && anchor.year < 1900
        {
            return (anchor.year - anchor.year % 100, anchor.basis.clone());
        }
        // 20年代 in a text about the years after 2010 may be of this century.
        if let Some(anchor) = anchor
            && anchor.paragraph == self.paragraph
            && anchor.year >= 2000
            && tens <= 2
            && self.context.reference.is_some_and(|day| day.year() >= 2000 + i32::from(tens) * 10)
        {
            return (2000, anchor.basis.clone());
        }
        (1900, Vec::new())
    }

    pub(super) fn reign(
        &self,
        first: u16,
        count: u16,
        realm: Option<u16>,
        part: Part,
        anchor: Option<&Anchor>,
    ) -> Value {
        let Some((era, _)) = self.choose_era(first, count, realm, 1, anchor) else {
            return Value::nowhere(TimeKind::Vague);
        };
        Value::new(value::part_of_period(DateRange::years(era.first, era.last), part), TimeKind::Absolute)
    }

    /// Which era of that name is meant: that of the realm named, else of the realm spoken of, else the nearest to the
    /// date told last, else the longest.
    pub(super) fn choose_era(
        &self,
        first: u16,
        count: u16,
        realm: Option<u16>,
        number: u16,
        anchor: Option<&Anchor>,
    ) -> Option<(Era, i32)> {
        let eras = self.lexicon.eras.get(usize::from(first)..usize::from(first + count))?;
        let year = |era: &Era| plus_years(era.first, i32::from(number) - 1);
        // The last year of an era often belongs to the next as well.
        let fits = eras.iter().filter(|era| year(era) <= era.last + 1);
        let score = |era: &&Era| {
            let named = realm == Some(era.realm);
            let spoken = anchor.and_then(|anchor| anchor.era.as_ref()).is_some_and(|before| before.realm == era.realm);
            let near = anchor.map_or(0, |anchor| -(anchor.year - year(era)).abs().min(400) / 40);
            let glossed = self.gloss.is_some_and(|gloss| (gloss - year(era)).abs() <= 1);
            (glossed, named, spoken, near, era.last - era.first)
        };
        fits.max_by_key(score).map(|era| (era.clone(), year(era)))
    }
}
