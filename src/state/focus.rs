use super::{Band, Column, EventRow, Origin, Synopsis};
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

    /// What is looked at when a corpus has just been opened.
    pub(super) fn start(&mut self, corpus: &Corpus, synopsis: &Synopsis) {
        let main = synopsis.main_band().and_then(|band| synopsis.bands.get(band)?.work);
        self.work = main.or_else(|| corpus.works.first().map(|work| work.id));
        self.columns = synopsis.first_columns();
    }

    /// Follows what is chosen to its place in a new synopsis: an edit or a further work moves events, claims and bands
    /// to other places.
    pub(super) fn carry_over(&mut self, old: &Synopsis, new: &Synopsis) {
        let event = self.event.and_then(|event| old.events.get(event));
        self.event = event.and_then(|was| new.events.iter().position(|event| is_same_event(was, event)));
        let claim = self.claim.and_then(|claim| old.claims.get(claim));
        self.claim = claim.and_then(|was| new.claims.iter().position(|claim| claim.place == was.place));
        let band = self.phase.and_then(|phase| old.bands.get(phase.band));
        let band = band.and_then(|was| new.bands.iter().position(|band| is_same_band(was, band)));
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
        self.columns.retain(|column| synopsis.columns.contains(column));
    }
}

/// The same entry of the study, or a common telling: an event that was renamed or merged is still the one in hand.
fn is_same_event(was: &EventRow, event: &EventRow) -> bool {
    match (&was.origin, &event.origin) {
        (Origin::Own(a), Origin::Own(b)) if a == b => true,
        _ => was.attestations.first().is_some_and(|told| {
            event.attestations.iter().any(|other| other.work == told.work && other.clause == told.clause)
        }),
    }
}

fn is_same_band(was: &Band, band: &Band) -> bool {
    match (&was.origin, &band.origin) {
        (Origin::Own(a), Origin::Own(b)) => a == b,
        _ => was.work.is_some() && was.work == band.work && was.phases.len() == band.phases.len(),
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
