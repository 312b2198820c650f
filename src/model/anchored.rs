//! What of an entry is tied to a document.

use super::{Anchor, Entry, OwnPhase, Suggestion};

impl Entry {
    /// The places that it is anchored to, in the order in which it names them.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        let none = (None, None, &[][..], &[][..]);
        let (first, second, others, phases): (_, _, &[Anchor], &[OwnPhase]) = match self {
            Self::Claim(claim) => (Some(&claim.at), None, &[], &[]),
            Self::Note(note) => (Some(&note.at), None, &[], &[]),
            Self::Event(event) => (event.at.as_ref(), None, &event.tellings, &[]),
            Self::Periodisation(own) => (None, None, &[], &own.phases),
            Self::Verdict { suggestion, .. } => match suggestion {
                Suggestion::Time { at } | Suggestion::Claim { at } | Suggestion::Event { at } => {
                    (Some(at), None, &[], &[])
                }
                Suggestion::Relation { a, b } => (Some(a), Some(b), &[], &[]),
            },
            Self::Relation(_) | Self::Summary { .. } | Self::Silent { .. } | Self::Paragraph { .. } => none,
            Self::Columns { .. } | Self::Words(_) => none,
            Self::Topic(_) | Self::Alias { .. } | Self::Described { .. } => none,
            Self::Place { .. }
            | Self::Read { .. }
            | Self::Encoding { .. }
            | Self::Seams { .. }
            | Self::Dispute { .. }
            | Self::Foreign(_) => none,
        };
        first.into_iter().chain(second).chain(others).chain(phases.iter().flat_map(in_phase))
    }

    /// The same places, to be changed.
    pub fn anchors_mut(&mut self) -> Vec<&mut Anchor> {
        match self {
            Self::Claim(claim) => vec![&mut claim.at],
            Self::Note(note) => vec![&mut note.at],
            Self::Event(event) => event.at.iter_mut().chain(&mut event.tellings).collect(),
            Self::Periodisation(own) => own.phases.iter_mut().flat_map(in_phase_mut).collect(),
            Self::Verdict { suggestion, .. } => match suggestion {
                Suggestion::Time { at } | Suggestion::Claim { at } | Suggestion::Event { at } => vec![at],
                Suggestion::Relation { a, b } => vec![a, b],
            },
            _ => Vec::new(),
        }
    }
}

fn in_phase(phase: &OwnPhase) -> impl Iterator<Item = &Anchor> {
    phase.at.iter().chain(phase.lines.iter().map(|line| &line.at))
}

fn in_phase_mut(phase: &mut OwnPhase) -> impl Iterator<Item = &mut Anchor> {
    phase.at.iter_mut().chain(phase.lines.iter_mut().map(|line| &mut line.at))
}
