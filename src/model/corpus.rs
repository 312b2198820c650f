use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Claim, Conflict, Cue, Event, EventMention, Naming, Periodisation, Place, Problem, ProposedTopic, Relation, Shared,
    Source, SourceId, TimeMention, Work, WorkId,
};

/// What the analysis found in one work by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkFindings {
    /// Time mentions in reading order.
    pub times: Vec<TimeMention>,
    /// Tellings of events in reading order.
    pub events: Vec<EventMention>,
    /// How the author divides time.
    pub periodisations: Vec<Periodisation>,
    /// Claims in reading order.
    pub claims: Vec<Claim>,
    /// The words and rules that made the claims, claim by claim.
    pub cues: Vec<Cue>,
    /// Who is named where, ascending.
    pub namings: Vec<Naming>,
    /// What is doubtful.
    pub problems: Vec<Problem>,
}

impl WorkFindings {
    /// Why a claim of the work was found and whose it was taken to be: what the app answers to “why?”.
    #[must_use]
    pub fn basis(&self, claim: &Claim) -> &[Cue] {
        self.cues.get(claim.basis.start as usize..claim.basis.end as usize).unwrap_or_default()
    }

    /// Lets what is alike be held once, and gives back what is held beyond need: findings are kept as long as their work
    /// is open, and grow no more.
    pub fn pack(&mut self) {
        let (mut voices, mut topics, mut names) = (Shared::default(), Shared::default(), Shared::default());
        for claim in &mut self.claims {
            voices.share(&mut claim.voice);
            topics.share(&mut claim.topics);
        }
        self.namings.iter_mut().for_each(|naming| names.share(&mut naming.name));
        self.times.shrink_to_fit();
        self.events.shrink_to_fit();
        self.claims.shrink_to_fit();
        self.cues.shrink_to_fit();
        self.namings.shrink_to_fit();
    }

    /// Gives the findings of a work the number that the work has in a corpus.
    pub fn renumber(&mut self, work: WorkId, source: SourceId) {
        self.periodisations.iter_mut().for_each(|periodisation| periodisation.work = work);
        self.claims.iter_mut().for_each(|claim| claim.work = work);
        self.problems.iter_mut().for_each(|problem| problem.source = Some(source));
    }
}

/// What shows only when the works lie side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JointFindings {
    /// Events in order of time, those without a date last.
    pub events: Vec<Event>,
    /// Contradictions between works.
    pub conflicts: Vec<Conflict>,
    /// Relations between claims; claims are numbered through all works in order (see [`Corpus::claims`]).
    pub relations: Vec<Relation>,
    /// Further topics that the works have in common, the most promising first.
    pub topics: Vec<ProposedTopic>,
    /// Works that hold the same text.
    pub twins: Vec<Twin>,
}

/// Two works of which one holds the text of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The shorter one.
    pub part: WorkId,
    /// The one that holds its text.
    pub of: WorkId,
    /// Whether neither has much besides: one work twice.
    pub whole: bool,
}

/// A page of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageNumber {
    /// As it is printed on the page.
    Printed(u32),
    /// Counted from the first page of the file.
    OfFile(u32),
}

/// Everything derived from the opened documents. Never changed in place: a new reading makes a new one.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The name of the folder or file that was opened.
    pub name: String,
    /// The sources in the order of their paths.
    pub sources: Vec<Arc<Source>>,
    /// The works in reading order.
    pub works: Vec<Arc<Work>>,
    /// What was found in each work, in the order of `works`.
    pub findings: Vec<Arc<WorkFindings>>,
    /// What was found across them.
    pub joint: Arc<JointFindings>,
    /// Everything that went wrong or is doubtful.
    pub problems: Vec<Problem>,
}

impl Corpus {
    /// The source with that id.
    #[must_use]
    pub fn source(&self, id: SourceId) -> Option<&Arc<Source>> {
        self.sources.get(id.0 as usize)
    }

    /// The work with that id.
    #[must_use]
    pub fn work(&self, id: WorkId) -> Option<&Arc<Work>> {
        self.works.get(id.0 as usize)
    }

    /// The findings in the work with that id.
    #[must_use]
    pub fn findings(&self, id: WorkId) -> Option<&Arc<WorkFindings>> {
        self.findings.get(id.0 as usize)
    }

    /// All claims of all works in order: the numbering that [`Relation`] uses.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.findings.iter().flat_map(|findings| &findings.claims)
    }

    /// The page on which a place begins, in a document that has pages. The printed number is known where the pages that
    /// the work states (`73-79`) are as many as those over which it runs.
    #[must_use]
    pub fn page(&self, place: Place) -> Option<PageNumber> {
        let work = self.work(place.work)?;
        let pages = self.source(work.source)?.text.pages();
        let page = pages.page_at(place.span.start).filter(|_| pages.count() > 0)?;
        let first = pages.page_at(work.span.start)?;
        let last = pages.page_at(work.span.end.saturating_sub(1))?;
        let stated = work.meta.pages.as_ref().and_then(|pages| run_of_pages(&pages.value));
        let printed = stated.filter(|&(from, to)| to.checked_sub(from) == last.checked_sub(first));
        Some(match printed {
            Some((from, _)) => PageNumber::Printed(from + page.saturating_sub(first)),
            None => PageNumber::OfFile(page),
        })
    }

    /// The text of a stretch of a work's source.
    #[must_use]
    pub fn text(&self, work: WorkId, span: crate::text::Span) -> &str {
        self.work(work).and_then(|work| self.source(work.source)).map_or("", |source| source.text.slice(span))
    }
}

/// The first and last of pages stated as one run; a single page is both.
fn run_of_pages(stated: &str) -> Option<(u32, u32)> {
    let mut ends = stated.split(['-', '–', '—', '~', '～']).map(|end| end.trim().parse().ok());
    let first = ends.next()??;
    let last = ends.next().map_or(Some(first), |end| end)?;
    ends.next().is_none().then_some((first, last))
}
