//! The keeping of studies: nothing that was acknowledged is lost, whatever the disk and other programs do.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

mod disk;
mod killed;

use std::io::ErrorKind;
use std::sync::Arc;

use duidu::model::{Anchor, Edit, Entry, EntryId, OwnNote, Study};
use duidu::state::{History, Record, Unfinished};
use duidu::store::{Disk, Look, Opened, StudyPlace, read_study, study_from_json};
use duidu::text::Span;
use proptest::prelude::*;

use crate::anchors::Dice;
use disk::FrailDisk;

fn note(text: &str) -> Entry {
    let (exact, position) = ("分水".to_owned(), Span::new(0, 2));
    let at = Anchor { document: "a.txt".into(), exact, prefix: String::new(), suffix: String::new(), position };
    Entry::Note(OwnNote { at, text: text.into(), tags: Vec::new() })
}

fn put(id: &str, text: &str) -> Record {
    Record::Edit { edit: Edit::put(id.into(), note(text)), joins: false }
}

fn place() -> StudyPlace {
    StudyPlace { file: "/docs/渠.duidu.json".into(), stored: None, room: "/kept/渠".into() }
}

fn open(disk: &FrailDisk) -> Opened {
    open_at(disk, &place())
}

fn open_at(disk: &FrailDisk, place: &StudyPlace) -> Opened {
    let disk: Arc<dyn Disk> = Arc::new(disk.clone());
    Opened::new(&disk, place, Study::default)
}

fn on_disk(disk: &FrailDisk, file: &str) -> Study {
    study_from_json(std::str::from_utf8(&disk.read(file.as_ref()).unwrap()).unwrap()).unwrap()
}

fn texts(study: &Study) -> Vec<String> {
    let text = |(id, entry): (&EntryId, &Entry)| match entry {
        Entry::Note(note) => format!("{id}:{}", note.text),
        Entry::Dispute { of, theirs } => match theirs.as_deref() {
            Some(Entry::Note(note)) => format!("{of}/{}", note.text),
            _ => format!("{of}/"),
        },
        _ => format!("{id}?"),
    };
    study.entries.iter().map(text).collect()
}

/// What the window does when it is told of changes elsewhere.
fn take_in(opened: &mut Opened) -> usize {
    let Look::Changed(theirs) = opened.keeping.look() else { return 0 };
    let (merge, disputed) = theirs.merge(opened.keeping.study());
    opened.keeping.record(vec![Record::Merge(Box::new(merge))]).unwrap();
    disputed
}

fn save(opened: &mut Opened) {
    while opened.keeping.is_dirty() {
        if opened.keeping.save().is_err() {
            take_in(opened);
        }
    }
}

#[derive(Clone, Debug)]
enum Deed {
    Record(Record),
    Save,
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let entry = prop_oneof![3 => "[甲-癸]{0,4}".prop_map(|text| Some(note(&text))), 1 => Just(None)];
    let id = (0_u8..5).prop_map(|n| EntryId::from(n.to_string().as_str()));
    let edit = (prop::collection::vec((id, entry), 1..3), prop::bool::weighted(0.2))
        .prop_map(|(changes, joins)| Record::Edit { edit: Edit { changes }, joins });
    prop_oneof![
        6 => edit.prop_map(Deed::Record),
        2 => Just(Deed::Record(Record::Undo)),
        1 => Just(Deed::Record(Record::Redo)),
        2 => Just(Deed::Save),
    ]
}

/// A session that ends with the power, at the latest after all deeds. Every state that the study went through, and
/// which of them was acknowledged last.
struct Session {
    states: Vec<(Study, History)>,
    acknowledged: usize,
    /// Whether it went to its end.
    is_whole: bool,
}

impl Session {
    fn run(disk: &FrailDisk, deeds: &[Deed]) -> Self {
        let mut opened = open(disk);
        let mut states = vec![(opened.told.study.clone(), opened.told.history.clone())];
        let mut acknowledged = 0;
        for deed in deeds {
            match deed {
                Deed::Record(record) => {
                    let (mut study, mut history) = states.last().unwrap().clone();
                    record.clone().carry_out(&mut study, &mut history);
                    states.push((study, history));
                    if opened.keeping.record(vec![record.clone()]).is_ok() && disk.is_on() {
                        acknowledged = states.len() - 1;
                    }
                }
                Deed::Save => drop(opened.keeping.save()),
            }
            if !disk.is_on() {
                break;
            }
        }
        let is_whole = disk.is_on();
        // Without power nothing more happens.
        disk.stop_after(0);
        Self { states, acknowledged, is_whole }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_power_cut_at_any_step_costs_nothing_that_was_acknowledged(
        deeds in prop::collection::vec(any_deed(), 1..14),
        seed in any::<u64>(),
    ) {
        let mut dice = Dice::new(seed);
        for steps in 0.. {
            let disk = FrailDisk::default();
            disk.stop_after(steps);
            let session = Session::run(&disk, &deeds);
            disk.power_cut(&mut dice);
            // The power may go again while the study is opened.
            disk.stop_after(dice.below(20));
            drop(open(&disk));
            disk.power_cut(&mut dice);
            let mut opened = open(&disk);
            let kept = session.states.iter().skip(session.acknowledged);
            let same = kept.clone().any(|(study, _)| study.entries == opened.told.study.entries);
            prop_assert!(same, "after {steps} steps: {:?}", texts(&opened.told.study));
            if opened.keeping.save().is_ok() && disk.read("/docs/渠.duidu.json".as_ref()).is_ok() {
                prop_assert_eq!(&on_disk(&disk, "/docs/渠.duidu.json").entries, &opened.told.study.entries);
            }
            if session.is_whole {
                break;
            }
        }
    }

    #[test]
    fn undo_goes_on_after_a_power_cut_and_after_a_restart(
        deeds in prop::collection::vec(any_deed(), 1..30),
        well in any::<bool>(),
    ) {
        let disk = FrailDisk::default();
        let mut states = vec![(Study::default(), History::default())];
        let mut opened = open(&disk);
        for deed in &deeds {
            match deed {
                Deed::Record(record) => {
                    let (mut study, mut history) = states.last().unwrap().clone();
                    record.clone().carry_out(&mut study, &mut history);
                    states.push((study, history));
                    opened.keeping.record(vec![record.clone()]).unwrap();
                }
                Deed::Save => opened.keeping.save().unwrap(),
            }
        }
        if well {
            opened.keeping.close();
        } else {
            disk.stop_after(0);
            drop(opened);
            disk.power_cut(&mut Dice::new(1));
        }
        let (mut study, mut history) = states.pop().unwrap();
        let mut opened = open(&disk);
        prop_assert_eq!(&opened.told.study.entries, &study.entries);
        while history.undo(&mut study).is_some() {
            opened.told.history.undo(&mut opened.told.study);
            prop_assert_eq!(texts(&opened.told.study), texts(&study));
        }
    }

    #[test]
    fn two_windows_come_to_the_same_and_lose_nothing(
        deeds in prop::collection::vec((any::<bool>(), 0_u8..4, "[甲-癸]{1,3}", 0_u8..4), 1..24),
        apart in any::<bool>(),
    ) {
        let disk = FrailDisk::default();
        let mut windows = [open(&disk), open(&disk)];
        let mut said = std::collections::BTreeSet::new();
        for (second, id, text, then) in deeds {
            let window = &mut windows[usize::from(second)];
            // Every window writes its own entries, or both the same ones.
            let own = if second { "b" } else { "a" };
            let id = if apart { format!("{own}{id}") } else { id.to_string() };
            let text = format!("{text}{own}");
            // What is written over knowingly is not lost.
            if let Some(Entry::Note(known)) = window.keeping.study().entries.get(&EntryId::from(id.as_str())) {
                said.remove(&(id.clone(), known.text.clone()));
            }
            window.keeping.record(vec![put(&id, &text)]).unwrap();
            said.insert((id, text));
            if then == 0 {
                save(window);
            } else if then == 1 {
                take_in(window);
            }
        }
        for _ in 0..3 {
            for window in &mut windows {
                take_in(window);
                save(window);
            }
        }
        let [first, second] = windows.each_ref().map(|window| window.keeping.study().entries.clone());
        prop_assert_eq!(&first, &second);
        prop_assert_eq!(&first, &on_disk(&disk, "/docs/渠.duidu.json").entries);
        let kept = texts(windows[0].keeping.study()).join(" ");
        for (id, text) in said {
            let there = kept.contains(&format!("{id}:{text}")) || kept.contains(&format!("{id}/{text}"));
            prop_assert!(there, "{id}:{text} in {kept}");
        }
        if apart {
            prop_assert!(!kept.contains('/'), "{kept}");
        }
    }
}

#[test]
fn a_study_is_saved_whole_with_its_predecessor_and_a_copy_of_the_day() {
    let disk = FrailDisk::default();
    let mut opened = open(&disk);
    opened.keeping.record(vec![put("1", "起初")]).unwrap();
    save(&mut opened);
    let first = opened.keeping.study().clone();
    opened.keeping.record(vec![put("2", "后来")]).unwrap();
    save(&mut opened);
    assert_eq!(on_disk(&disk, "/docs/渠.duidu.json"), *opened.keeping.study());
    assert_eq!(on_disk(&disk, "/docs/渠.duidu.json.bak"), first);
    assert_eq!(disk.names("/docs".as_ref()).unwrap(), ["渠.duidu.json", "渠.duidu.json.bak"]);
    let days = opened.keeping.days();
    assert_eq!(days.len(), 1);
    assert_eq!(on_disk(&disk, days[0].1.to_str().unwrap()), first);
    opened.keeping.close();
    let left = disk.names("/kept/渠".as_ref()).unwrap();
    assert!(left.iter().all(|name| name.starts_with("day-") || name == "steps.json" || name == "lock"), "{left:?}");
}

#[test]
fn of_the_days_a_fortnight_is_kept() {
    let disk = FrailDisk::default();
    for day in 1..=20 {
        disk.write(format!("/kept/渠/day-2020-01-{day:02}.duidu.json").as_ref(), b"{}").unwrap();
    }
    let mut opened = open(&disk);
    opened.keeping.record(vec![put("1", "今")]).unwrap();
    save(&mut opened);
    let days = opened.keeping.days();
    assert_eq!(days.len(), 14);
    assert_eq!(days[13].0, "2020-01-08");
}

#[test]
fn while_the_disk_is_full_all_is_kept_in_the_data_folder_and_tried_again() {
    let disk = FrailDisk::default();
    let mut opened = open(&disk);
    opened.keeping.record(vec![put("1", "起初")]).unwrap();
    save(&mut opened);
    for kind in [ErrorKind::StorageFull, ErrorKind::ReadOnlyFilesystem, ErrorKind::NotFound] {
        disk.fail_below("/docs", kind);
        opened.keeping.record(vec![put("2", &format!("{kind:?}"))]).unwrap();
        assert!(opened.keeping.save().is_err());
        let rescued = opened.keeping.rescue().unwrap();
        assert_eq!(on_disk(&disk, rescued.to_str().unwrap()), *opened.keeping.study());
        // Killed now, the next session still has it.
        let journal = disk.names("/kept/渠".as_ref()).unwrap().into_iter().find(|name| name.ends_with(".jsonl"));
        assert!(journal.is_some());
        disk.mend();
        save(&mut opened);
        assert!(disk.stamp(&rescued).is_err());
        assert_eq!(on_disk(&disk, "/docs/渠.duidu.json"), *opened.keeping.study());
    }
}

#[test]
fn without_any_disk_it_is_said_and_kept_in_memory_until_one_is_there() {
    let disk = FrailDisk::default();
    let mut opened = open(&disk);
    disk.fail_below("/", ErrorKind::StorageFull);
    assert!(opened.keeping.record(vec![put("1", "一")]).is_err());
    assert!(opened.keeping.record(vec![put("2", "二")]).is_err());
    assert!(opened.keeping.save().is_err() && opened.keeping.rescue().is_err());
    disk.mend();
    opened.keeping.record(vec![put("3", "三")]).unwrap();
    disk.power_cut(&mut Dice::new(7));
    assert_eq!(texts(&open(&disk).told.study), ["1:一", "2:二", "3:三"]);
}

#[test]
fn what_is_changed_here_and_elsewhere_is_shown_side_by_side() {
    let disk = FrailDisk::default();
    let mut first = open(&disk);
    first.keeping.record(vec![put("1", "原"), put("2", "原")]).unwrap();
    save(&mut first);
    let mut second = open(&disk);
    second.keeping.record(vec![put("1", "彼"), put("3", "彼")]).unwrap();
    save(&mut second);
    first.keeping.record(vec![put("1", "此")]).unwrap();
    assert_eq!(take_in(&mut first), 1);
    assert_eq!(texts(first.keeping.study()), ["1:此", "1/彼", "2:原", "3:彼"]);
    save(&mut first);
    assert_eq!(take_in(&mut second), 0);
    assert_eq!(texts(second.keeping.study()), ["1:此", "1/彼", "2:原", "3:彼"]);
}

#[test]
fn two_journals_of_one_study_do_not_overwrite_each_other() {
    let disk = FrailDisk::default();
    let mut first = open(&disk);
    first.keeping.record(vec![put("1", "原")]).unwrap();
    save(&mut first);
    let mut second = open(&disk);
    first.keeping.record(vec![put("1", "此")]).unwrap();
    second.keeping.record(vec![put("1", "彼"), put("2", "彼")]).unwrap();
    disk.stop_after(0);
    drop((first, second));
    disk.power_cut(&mut Dice::new(3));
    let opened = open(&disk);
    let texts = texts(&opened.told.study);
    assert!(texts == ["1:彼", "1/此", "2:彼"] || texts == ["1:此", "1/彼", "2:彼"], "{texts:?}");
    // And it is in the journal of this session.
    disk.power_cut(&mut Dice::new(3));
    assert_eq!(open(&disk).told.study, opened.told.study);
}

#[test]
fn what_another_program_has_damaged_is_kept_beside() {
    let disk = FrailDisk::default();
    let mut opened = open(&disk);
    opened.keeping.record(vec![put("1", "一")]).unwrap();
    save(&mut opened);
    disk.write("/docs/渠.duidu.json".as_ref(), b"{\"format\": \"duidu.st").unwrap();
    assert!(matches!(opened.keeping.look(), Look::Unreadable(_)));
    assert!(matches!(opened.keeping.look(), Look::Same));
    opened.keeping.record(vec![put("2", "二")]).unwrap();
    save(&mut opened);
    assert_eq!(texts(&on_disk(&disk, "/docs/渠.duidu.json")), ["1:一", "2:二"]);
    let names = disk.names("/docs".as_ref()).unwrap();
    assert!(names.iter().any(|name| name.starts_with("渠.duidu.json.damaged-")), "{names:?}");
}

#[test]
fn what_cannot_be_read_is_never_overwritten_and_its_predecessor_is_shown() {
    let disk = FrailDisk::default();
    let mut opened = open(&disk);
    opened.keeping.record(vec![put("1", "一")]).unwrap();
    save(&mut opened);
    opened.keeping.record(vec![put("2", "二")]).unwrap();
    save(&mut opened);
    opened.keeping.close();
    let torn = b"{\"format\": \"duidu.study/2\", \"entries\": [";
    disk.write("/docs/渠.duidu.json".as_ref(), torn).unwrap();
    for round in ["3", "4"] {
        let mut opened = open(&disk);
        assert!(opened.told.refused.is_some());
        opened.keeping.record(vec![put(round, "新")]).unwrap();
        save(&mut opened);
        opened.keeping.close();
        assert_eq!(disk.read("/docs/渠.duidu.json".as_ref()).unwrap(), torn);
    }
    // Both sessions went into the same file.
    assert_eq!(texts(&on_disk(&disk, "/docs/渠-2.duidu.json")), ["1:一", "3:新", "4:新"]);
}

fn newer(entries: &str) -> String {
    format!("{{\"format\": \"duidu.study/9\", \"mood\": \"calm\", \"entries\": [{entries}]}}")
}

const NEWER_NOTE: &str =
    r#"{"id":"1","type":"note","at":{"document":"a.txt","exact":"分水","position":[0,2]},"text":"原"}"#;
const THEIR_NOTE: &str =
    r#"{"id":"5","type":"note","at":{"document":"a.txt","exact":"分水","position":[0,2]},"text":"彼"}"#;

#[test]
fn a_file_of_a_newer_format_is_not_written_into_without_asking() {
    let disk = FrailDisk::default();
    let file = "/docs/渠.duidu.json";
    disk.write(file.as_ref(), newer(NEWER_NOTE).as_bytes()).unwrap();
    let mut opened = open(&disk);
    assert_eq!(opened.told.newer.as_ref().unwrap().format, "duidu.study/9");
    opened.keeping.record(vec![put("2", "此")]).unwrap();
    save(&mut opened);
    opened.keeping.close();
    assert_eq!(disk.read(file.as_ref()).unwrap(), newer(NEWER_NOTE).as_bytes());
    // Changed there meanwhile, and here again: both are seen, in the same file as before.
    disk.write(file.as_ref(), newer(&format!("{NEWER_NOTE},{THEIR_NOTE}")).as_bytes()).unwrap();
    let mut opened = open(&disk);
    assert_eq!(texts(&opened.told.study), ["1:原", "2:此", "5:彼"]);
    assert!(opened.told.file.ends_with("渠-2.duidu.json"));
    // The person says yes.
    opened.keeping.take_over().unwrap();
    assert_eq!(opened.keeping.file().to_str(), Some(file));
    save(&mut opened);
    let text = String::from_utf8(disk.read(file.as_ref()).unwrap()).unwrap();
    assert_eq!(texts(&study_from_json(&text).unwrap()), ["1:原", "2:此", "5:彼"]);
    assert!(text.contains("\"mood\": \"calm\""), "{text}");
    opened.keeping.close();
    let opened = open(&disk);
    assert!(opened.told.newer.is_none() && opened.keeping.file().to_str() == Some(file));
}

#[test]
fn a_newer_version_that_writes_meanwhile_is_left_its_file() {
    let disk = FrailDisk::default();
    let file = "/docs/渠.duidu.json";
    let mut opened = open(&disk);
    opened.keeping.record(vec![put("1", "原")]).unwrap();
    save(&mut opened);
    let theirs = newer(&format!("{NEWER_NOTE},{THEIR_NOTE}"));
    disk.write(file.as_ref(), theirs.as_bytes()).unwrap();
    opened.keeping.record(vec![put("2", "此")]).unwrap();
    assert!(opened.keeping.save().is_err());
    assert!(matches!(opened.keeping.look(), Look::Newer(_)));
    save(&mut opened);
    assert_eq!(disk.read(file.as_ref()).unwrap(), theirs.as_bytes());
    assert_eq!(texts(&on_disk(&disk, "/docs/渠-2.duidu.json")), ["1:原", "2:此"]);
    opened.keeping.take_over().unwrap();
    save(&mut opened);
    assert_eq!(texts(opened.keeping.study()), ["1:原", "2:此", "5:彼"]);
    let text = String::from_utf8(disk.read(file.as_ref()).unwrap()).unwrap();
    assert_eq!(texts(&read_study(&text).unwrap().study), ["1:原", "2:此", "5:彼"]);
}

#[test]
fn a_study_beside_documents_that_cannot_be_written_is_taken_along() {
    let disk = FrailDisk::default();
    let mut there = open(&disk);
    there.keeping.record(vec![put("1", "原")]).unwrap();
    save(&mut there);
    there.keeping.close();
    let stored = std::path::PathBuf::from("/docs/渠.duidu.json");
    let place = StudyPlace { file: "/studies/渠.duidu.json".into(), stored: Some(stored.clone()), ..place() };
    disk.fail_below("/docs", ErrorKind::ReadOnlyFilesystem);
    let mut here = open_at(&disk, &place);
    here.keeping.record(vec![put("2", "此")]).unwrap();
    save(&mut here);
    here.keeping.close();
    disk.mend();
    // Somebody else goes on with the one beside the documents.
    let before = on_disk(&disk, "/docs/渠.duidu.json");
    let mut study = before.clone();
    study.apply(Edit::put("3".into(), note("彼")));
    disk.write(&stored, duidu::store::study_to_json(&study).unwrap().as_bytes()).unwrap();
    let mut here = open_at(&disk, &place);
    assert_eq!(texts(&here.told.study), ["1:原", "2:此", "3:彼"]);
    save(&mut here);
    here.keeping.move_to(StudyPlace { file: stored.clone(), stored: None, ..place.clone() }).unwrap();
    assert_eq!(texts(&on_disk(&disk, "/docs/渠.duidu.json")), ["1:原", "2:此", "3:彼"]);
    assert!(disk.stamp(&place.file).is_err());
}

#[test]
fn moving_never_overwrites_another_study() {
    let disk = FrailDisk::default();
    let mut other = open(&disk);
    other.keeping.record(vec![put("1", "他")]).unwrap();
    save(&mut other);
    let place = StudyPlace { file: "/docs/a.duidu.json".into(), stored: None, room: "/kept/a".into() };
    let mut here = open_at(&disk, &place);
    here.keeping.record(vec![put("2", "此")]).unwrap();
    save(&mut here);
    assert!(here.keeping.move_to(StudyPlace { file: "/docs/渠.duidu.json".into(), ..place }).is_err());
    assert_eq!(texts(&on_disk(&disk, "/docs/渠.duidu.json")), ["1:他"]);
    assert_eq!(here.keeping.file().to_str(), Some("/docs/a.duidu.json"));
}

#[test]
fn a_study_that_was_moved_keeps_its_steps_and_what_was_not_yet_saved() {
    let disk = FrailDisk::default();
    let mut here = open(&disk);
    here.keeping.record(vec![put("1", "一")]).unwrap();
    save(&mut here);
    here.keeping.record(vec![put("2", "二")]).unwrap();
    drop(here);
    disk.power_cut(&mut Dice::new(5));
    disk.rename("/docs/渠.duidu.json".as_ref(), "/elsewhere/渠.duidu.json".as_ref()).unwrap();
    let place = StudyPlace { file: "/elsewhere/渠.duidu.json".into(), stored: None, room: "/kept/elsewhere".into() };
    let mut there = open_at(&disk, &place);
    assert_eq!(texts(&there.told.study), ["1:一", "2:二"]);
    there.told.history.undo(&mut there.told.study);
    there.told.history.undo(&mut there.told.study);
    assert_eq!(there.told.study.entries.len(), 0);
    // A copy is another study.
    let copy = disk.read("/elsewhere/渠.duidu.json".as_ref()).unwrap();
    disk.write("/copy/渠.duidu.json".as_ref(), &copy).unwrap();
    let place = StudyPlace { file: "/copy/渠.duidu.json".into(), stored: None, room: "/kept/copy".into() };
    assert!(!open_at(&disk, &place).told.history.can_undo());
}

#[test]
fn words_on_open_sheets_outlast_the_program_and_go_when_the_sheet_is_closed() {
    let disk = FrailDisk::default();
    let words = Unfinished::from([("event".to_owned(), vec!["开闸".to_owned(), "1998".to_owned()])]);
    open(&disk).keeping.keep_unfinished(&words);
    disk.power_cut(&mut Dice::new(1));
    let opened = open(&disk);
    assert_eq!(opened.told.unfinished, words);
    opened.keeping.keep_unfinished(&Unfinished::new());
    assert_eq!(open(&disk).told.unfinished, Unfinished::new());
    disk.write("/kept/渠/unfinished.json".as_ref(), b"{\"event\": [").unwrap();
    assert_eq!(open(&disk).told.unfinished, Unfinished::new(), "what cannot be read is nothing");
}

#[test]
fn a_journal_that_was_taken_away_is_begun_anew() {
    let disk = FrailDisk::default();
    let mut opened = open(&disk);
    opened.keeping.record(vec![put("1", "一")]).unwrap();
    let room = std::path::Path::new("/kept/渠");
    let journal = disk.names(room).unwrap().into_iter().find(|name| name.ends_with(".jsonl")).unwrap();
    disk.remove(&room.join(journal)).unwrap();
    opened.keeping.record(vec![put("2", "二")]).unwrap();
    disk.power_cut(&mut Dice::new(9));
    assert_eq!(texts(&open(&disk).told.study), ["1:一", "2:二"]);
}
