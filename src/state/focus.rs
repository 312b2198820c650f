use super::{Band, Column, EventRow, Followed, Origin, Synopsis};
use crate::calendar::DateRange;
use crate::model::{Corpus, Place, TopicId, WorkId};

/// One of the three views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// The timeline.
    Timeline,
    /// The reader.
    Reader,
    /// The comparison.
    Compare,
}

/// A phase by its band and its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PhaseRef {
    /// The place of the band in [`Synopsis::bands`].
    pub band: usize,
    /// The place of the phase in the band.
    pub phase: usize,
}

/// What is looked at: the one thing that the views share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Focus {
    /// The work in the reader.
    pub work: Option<WorkId>,
    /// The place in the reader that was asked for.
    pub place: Option<Place>,
    /// The chosen phase; none for all time.
    pub phase: Option<PhaseRef>,
    /// The chosen event, by its place in [`Synopsis::events`].
    pub event: Option<usize>,
    /// The chosen claim, by its place in [`Synopsis::claims`].
    pub claim: Option<usize>,
    /// The topic in hand.
    pub topic: Option<TopicId>,
    /// The stretch of time brushed on the timeline.
    pub brush: Option<DateRange>,
    /// The columns of the comparison in order.
    pub columns: Vec<Column>,
    /// The view that fills the window.
    pub fills: Option<View>,
}

impl Focus {
    /// Whether a person would call the other one “elsewhere”, so that going back makes sense.
    pub(super) fn is_elsewhere(&self, other: &Self) -> bool {
        let at = |focus: &Self| (focus.work, focus.place, focus.phase, focus.brush, focus.fills);
        at(self) != at(other) && self.work.is_some()
    }

    /// What is looked at when a corpus has just been opened, with so many columns in the comparison.
    pub(super) fn start(&mut self, corpus: &Corpus, synopsis: &Synopsis, columns: usize) {
        let main = synopsis.main_band().and_then(|band| synopsis.bands.get(band)?.work);
        self.work = main.or_else(|| corpus.works.first().map(|work| work.id));
        self.columns = synopsis.first_columns(columns);
    }

    /// Follows what is chosen to its place in a new synopsis: an edit or a further work moves events, claims and bands
    /// to other places. `followed` leads from the works of the one to those of the other.
    pub(super) fn carry_over(&mut self, old: &Synopsis, new: &Synopsis, followed: &Followed) {
        let event = self.event.and_then(|event| old.events.get(event));
        self.event = event.and_then(|was| new.events.iter().position(|event| is_same_event(was, event, followed)));
        let claim = self.claim.and_then(|claim| old.claims.get(claim));
        self.claim =
            claim.and_then(|was| new.claims.iter().position(|claim| Some(claim.place) == followed.place(was.place)));
        let band = self.phase.and_then(|phase| old.bands.get(phase.band));
        let band = band.and_then(|was| new.bands.iter().position(|band| is_same_band(was, band, followed)));
        self.phase = band.zip(self.phase).map(|(band, was)| PhaseRef { band, ..was });
    }

    /// Lets go of what no longer exists.
    pub(super) fn keep_within(&mut self, corpus: &Corpus, synopsis: &Synopsis) {
        let exists = |work: WorkId| corpus.work(work).is_some();
        self.work = self.work.filter(|&work| exists(work));
        self.place = self.place.filter(|place| exists(place.work));
        self.event = self.event.filter(|&event| event < synopsis.events.len());
        self.claim = self.claim.filter(|&claim| claim < synopsis.claims.len());
        self.phase =
            self.phase.filter(|phase| synopsis.bands.get(phase.band).is_some_and(|b| phase.phase < b.phases.len()));
        let mut seen = std::collections::BTreeSet::new();
        let now = self.columns.iter().filter_map(|column| synopsis.column(column));
        self.columns = now.filter(|column| seen.insert(column.clone())).collect();
    }
}

/// The same entry of the study, or a common telling: an event that was renamed or merged is still the one in hand.
fn is_same_event(was: &EventRow, event: &EventRow, followed: &Followed) -> bool {
    match (&was.origin, &event.origin) {
        (Origin::Own(a), Origin::Own(b)) if a == b => true,
        _ => was.attestations.first().is_some_and(|told| {
            let here = followed.place(Place { work: told.work, span: told.clause });
            event.attestations.iter().any(|other| here == Some(Place { work: other.work, span: other.clause }))
        }),
    }
}

fn is_same_band(was: &Band, band: &Band, followed: &Followed) -> bool {
    match (&was.origin, &band.origin) {
        (Origin::Own(a), Origin::Own(b)) => a == b,
        _ => {
            let work = was.work.and_then(|work| followed.work(work));
            work.is_some() && work == band.work && was.phases.len() == band.phases.len()
        }
    }
}

/// Where the person has been: as in a browser.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    behind: Vec<Focus>,
    ahead: Vec<Focus>,
}

impl Trail {
    /// The number of steps that are remembered.
    const LONGEST: usize = 200;

    /// Remembers a place that is being left.
    pub(super) fn leave(&mut self, focus: Focus) {
        self.ahead.clear();
        self.behind.push(focus);
        if self.behind.len() > Self::LONGEST {
            self.behind.remove(0);
        }
    }

    /// Follows all places into another corpus. What was chosen among its findings is not looked for there.
    pub(super) fn carry(&mut self, followed: &Followed, corpus: &Corpus) {
        for focus in self.behind.iter_mut().chain(&mut self.ahead) {
            followed.carry(focus, corpus);
            (focus.event, focus.claim) = (None, None);
        }
        self.behind.retain(|focus| focus.work.is_some());
        self.ahead.retain(|focus| focus.work.is_some());
    }

    /// Whether there is somewhere to go back to.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.behind.is_empty()
    }

    /// Whether there is somewhere to go on to.
    #[must_use]
    pub fn can_go_forward(&self) -> bool {
        !self.ahead.is_empty()
    }

    pub(super) fn back(&mut self, now: &Focus) -> Option<Focus> {
        let focus = self.behind.pop()?;
        self.ahead.push(now.clone());
        Some(focus)
    }

    pub(super) fn forward(&mut self, now: &Focus) -> Option<Focus> {
        let focus = self.ahead.pop()?;
        self.behind.push(now.clone());
        Some(focus)
    }
}
