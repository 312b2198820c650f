//! Documents over time: kept readings, files that change, passwords, seams set by hand.
#![expect(clippy::unwrap_used, reason = "a file that cannot be read should stop the test")]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use duidu::ingest::{How, takes_password};
use duidu::jobs::{Documents, Wishes, read_corpus};
use duidu::model::{Corpus, Edit, Entry, EntryId, Place, ProblemCode, Study, WorkId};
use duidu::state::{
    Action, Effect, HowRead, OpenedStudy, Opening, Password, Report, Settings, Sewing, State, Told, WordFields,
    described_id,
};
use duidu::store::{Readings, Stamps};

use duidu::ui::panels;
use eframe::egui::vec2;
use egui_kittest::kittest::Queryable;

use crate::harness::desk;
use crate::prose::rules;

/// Three texts that are plainly works of their own only where somebody says so.
const THREE: &str = "修渠记\n\n　　一九五六年十月，南坡三村的代表在祠堂里开会，商定次年开春动工。\n\n分水记\n\n　　通水之后，三个村庄按照田亩多少轮流用水，上游先用，下游后用。\n\n旱年记\n\n　　一九六三年大旱，下游两村要求改变次序，双方争执了半个多月。\n";

fn written(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
    // Long ago enough for a reading to be kept.
    let past = SystemTime::now() - Duration::from_secs(3600);
    fs::File::options().append(true).open(folder.join(name)).unwrap().set_modified(past).unwrap();
}

fn corpus(folder: &Path, wishes: &Wishes) -> Arc<Corpus> {
    let documents = Documents::of(&Opening::Paths(vec![folder.to_owned()]));
    read_corpus(&documents, &rules(), wishes, &|_| {})
}

fn opened(corpus: Arc<Corpus>) -> State {
    let mut state = State::new(Settings::default(), Arc::new(rules().topics.clone()));
    state.update(Action::Open(vec!["试".into()]));
    state.take_report(Report::Corpus { generation: 1, corpus, complete: true });
    let told = Told::Opened(Box::new(OpenedStudy { file: "试.duidu.json".into(), ..OpenedStudy::default() }));
    state.take_report(Report::Study { generation: 1, told });
    state.take_effects();
    state
}

fn titles(corpus: &Corpus) -> Vec<&str> {
    corpus.works.iter().map(|work| work.title()).collect()
}

#[test]
fn a_kept_reading_is_the_same_as_a_fresh_one() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in duidu::store::BUNDLED {
        written(folder.path(), name, std::str::from_utf8(bytes).unwrap());
    }
    written(folder.path(), "三记.txt", THREE);
    fs::write(folder.path().join("水渠.pdf"), include_bytes!("../files/水渠.pdf")).unwrap();
    let cache = tempfile::tempdir().unwrap();
    let readings = Arc::new(Readings::new(cache.path().join("readings"), "1", 1 << 24));
    let fresh = corpus(folder.path(), &Wishes::default());
    let kept = Wishes { readings: Some(Arc::clone(&readings)), ..Wishes::default() };
    let (first, second) = (corpus(folder.path(), &kept), corpus(folder.path(), &kept));
    let kept_files = fs::read_dir(cache.path().join("readings/1")).unwrap().count();
    assert!(kept_files > duidu::store::BUNDLED.len(), "{kept_files} are kept");
    for other in [first, second] {
        assert_eq!(other.works.len(), fresh.works.len());
        for (a, b) in fresh.works.iter().zip(&other.works) {
            assert_eq!((&a.meta, &a.blocks, a.span), (&b.meta, &b.blocks, b.span));
            assert_eq!(a.prose.text(), b.prose.text());
            assert_eq!(a.prose.paragraphs(), b.prose.paragraphs());
        }
        assert_eq!(fresh.findings, other.findings);
        assert_eq!(fresh.joint, other.joint);
        assert_eq!(fresh.problems, other.problems);
    }
    // The folder may be thrown away, and what is damaged in it does no harm.
    for entry in fs::read_dir(cache.path().join("readings/1")).unwrap() {
        fs::write(entry.unwrap().path(), b"rubbish").unwrap();
    }
    assert_eq!(corpus(folder.path(), &kept).findings, fresh.findings);
    fs::remove_dir_all(cache.path()).unwrap();
    assert_eq!(corpus(folder.path(), &kept).findings, fresh.findings);
}

#[test]
fn readings_are_bounded_and_of_one_version() {
    let cache = tempfile::tempdir().unwrap();
    let root = cache.path().join("readings");
    let folder = tempfile::tempdir().unwrap();
    let documents = |count: usize| {
        for at in 0..count {
            written(folder.path(), &format!("{at}.txt"), &format!("第{at}篇。{}", "水渠修成了。".repeat(40)));
        }
        Documents::of(&Opening::Paths(vec![folder.path().to_owned()]))
    };
    let all = documents(12);
    let readings = Readings::new(root.clone(), "2", 9_000);
    for found in &all.listing().unwrap().files {
        readings.put(readings.key(found, "").unwrap(), &[7; 1000]);
    }
    fs::create_dir_all(root.join("1")).unwrap();
    readings.sweep();
    assert!(!root.join("1").exists());
    let sizes = fs::read_dir(root.join("2")).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
    assert!(sizes.sum::<u64>() <= 9_000);
    let found = &all.listing().unwrap().files[11];
    assert_ne!(readings.key(found, ""), readings.key(found, "big5"), "how it was read counts");
    let before = readings.key(found, "");
    written(folder.path(), "11.txt", "别的话。");
    assert_ne!(before, readings.key(found, ""), "what was changed is read anew");
}

#[test]
fn what_lies_in_a_folder_is_known_by_its_stamps() {
    let folder = tempfile::tempdir().unwrap();
    let paths = [folder.path().to_owned()];
    written(folder.path(), "甲.txt", "甲。");
    let first = Stamps::of(&paths).unwrap();
    fs::write(folder.path().join("试.duidu.json"), "{}").unwrap();
    fs::write(folder.path().join(".hidden.txt"), "x").unwrap();
    assert_eq!(Stamps::of(&paths).unwrap(), first, "a study and hidden files are no documents");
    written(folder.path(), "乙.txt", "乙。");
    let second = Stamps::of(&paths).unwrap();
    assert_ne!(second, first);
    fs::rename(folder.path().join("乙.txt"), folder.path().join("丙.txt")).unwrap();
    let third = Stamps::of(&paths).unwrap();
    assert_ne!(third, second);
    fs::write(folder.path().join("丙.txt"), "丙丙。").unwrap();
    assert_ne!(Stamps::of(&paths).unwrap(), third);
    assert!(Stamps::of(&[folder.path().join("gone")]).is_none());
}

#[test]
fn place_and_work_in_hand_outlast_files_that_come_and_go() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), "丙.txt", "修渠记\n\n　　一九五六年十月动工。\n\n　　次年六月通水，三村轮流用水。\n");
    let mut state = opened(corpus(folder.path(), &Wishes::default()));
    let text = &state.corpus.sources[0].text;
    let at = text.char_at(text.as_str().find("次年六月").unwrap());
    let place = Place { work: WorkId(0), span: duidu::text::Span::new(at, at + 6) };
    state.update(Action::GoTo(place));
    let words = |state: &State| {
        let place = state.focus.place.unwrap();
        state.corpus.text(place.work, place.span).to_owned()
    };
    // A file comes before it, and it is changed above the place.
    written(folder.path(), "一.txt", "别的文章\n\n　　说的是另一件事。\n");
    written(
        folder.path(),
        "丙.txt",
        "修渠记\n\n　　一九五六年十月十二日，三村一齐动工。\n\n　　次年六月通水，三村轮流用水。\n",
    );
    state.take_report(Report::Stirred { generation: 1 });
    let scan = state.take_effects().into_iter().find_map(|effect| match effect {
        Effect::Scan(scan) => Some(scan),
        _ => None,
    });
    let scan = scan.unwrap();
    assert!(scan.quiet && !scan.with_study);
    assert_eq!(scan.first.as_deref(), Some("丙.txt"));
    let again = corpus(folder.path(), &Wishes::default());
    state.take_report(Report::Corpus { generation: scan.generation, corpus: again, complete: true });
    assert_eq!(titles(&state.corpus), ["别的文章", "修渠记"]);
    assert_eq!(state.focus.work, Some(WorkId(1)));
    assert_eq!(words(&state), "次年六月通水");
    // It is renamed.
    fs::rename(folder.path().join("丙.txt"), folder.path().join("0.txt")).unwrap();
    state.update(Action::Reload);
    let again = corpus(folder.path(), &Wishes::default());
    state.take_report(Report::Corpus { generation: scan.generation + 1, corpus: again, complete: true });
    assert_eq!(state.focus.work, Some(WorkId(0)));
    assert_eq!(words(&state), "次年六月通水");
    // It is taken away: another work is in hand.
    fs::remove_file(folder.path().join("0.txt")).unwrap();
    state.update(Action::Reload);
    let again = corpus(folder.path(), &Wishes::default());
    state.take_report(Report::Corpus { generation: scan.generation + 2, corpus: again, complete: true });
    assert_eq!((state.focus.work, state.focus.place), (Some(WorkId(0)), None));
}

#[test]
fn a_locked_pdf_asks_for_its_password_and_is_read_with_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("锁.pdf"), include_bytes!("../files/locked.pdf")).unwrap();
    let cache = tempfile::tempdir().unwrap();
    let root = cache.path().join("readings");
    let readings = Some(Arc::new(Readings::new(root.clone(), "1", 1 << 24)));
    let mut state = opened(corpus(folder.path(), &Wishes::default()));
    assert_eq!(state.corpus.problems[0].code, ProblemCode::Encrypted);
    assert_eq!(state.locked.asking(), Some(("锁.pdf", false)));
    let give = |state: &mut State, word: &str| {
        let password = Password::new(word.to_owned());
        state.update(Action::GivePassword { path: "锁.pdf".to_owned(), password });
        let scan = state.take_effects().into_iter().find_map(|effect| match effect {
            Effect::Scan(scan) => Some(scan),
            _ => None,
        });
        let scan = scan.unwrap();
        let wishes = Wishes { how: scan.how, readings: readings.clone(), ..Wishes::default() };
        let corpus = corpus(folder.path(), &wishes);
        state.take_report(Report::Corpus { generation: scan.generation, corpus, complete: true });
    };
    give(&mut state, "wrong");
    assert_eq!(state.locked.asking(), Some(("锁.pdf", true)), "the person is told that it does not fit");
    give(&mut state, "shuiqu");
    assert_eq!(state.locked.asking(), None);
    assert!(state.corpus.sources[0].text.as_str().contains("商定次年开春动工"));
    assert!(state.study.entries.is_empty(), "a password is never kept");
    assert!(!format!("{state:?}").contains("shuiqu"));
    assert!(!root.exists(), "nor is what was read with it");
    assert!(takes_password("文集.zip/甲.docx") && takes_password("甲.PDF") && !takes_password("甲.docx"));
    assert!(!format!("{:?}", How { password: Some("shuiqu"), ..How::default() }).contains("shuiqu"));
}

#[test]
fn a_password_of_an_archive_holds_for_what_is_in_it() {
    let password = Password::new("x".to_owned());
    let how = HowRead { passwords: vec![("卷/文集.zip".to_owned(), password)], ..HowRead::default() };
    assert!(how.password("卷/文集.zip/甲.pdf").is_some());
    assert!(how.password("卷/文集.zipper/甲.pdf").is_none());
    assert!(how.password("卷/乙.pdf").is_none());
}

/// A folder with one text, and what becomes of its seams.
struct Sewn {
    folder: tempfile::TempDir,
    state: State,
}

impl Sewn {
    fn new(name: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        written(folder.path(), name, text);
        let state = opened(corpus(folder.path(), &Wishes::default()));
        Self { folder, state }
    }

    /// Reads again what the state asks to be read.
    fn read(&mut self) {
        let scan = self.state.take_effects().into_iter().find_map(|effect| match effect {
            Effect::Scan(scan) => Some(scan),
            _ => None,
        });
        let scan = scan.unwrap();
        let wishes = Wishes { how: scan.how, ..Wishes::default() };
        let corpus = corpus(self.folder.path(), &wishes);
        self.state.take_report(Report::Corpus { generation: scan.generation, corpus, complete: true });
    }

    fn place(&self, words: &str) -> Place {
        let text = &self.state.corpus.sources[0].text;
        let at = text.char_at(text.as_str().find(words).unwrap());
        let work = self.state.corpus.works.iter().rev().find(|work| work.span.start <= at).unwrap();
        Place { work: work.id, span: duidu::text::Span::new(at, at + 2) }
    }

    fn sew(&mut self, sewing: Sewing) {
        self.state.update(Action::Sew(sewing));
        self.read();
    }
}

/// The time mentions that `duidu extract` prints of a folder.
fn extracted(folder: &Path) -> String {
    let program = env!("CARGO_BIN_EXE_duidu");
    let run = std::process::Command::new(program).arg("extract").arg(folder).output().unwrap();
    let printed: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    printed["times"].to_string()
}

#[test]
fn own_words_hold_at_once_are_kept_and_undone() {
    let text = "盐务纪略\n\n1903年，官盐改票为引。漕务局在恢复期重订章程，那些日子盐价很高。\n1911年盐票风潮之后，分号陆续歇业。\n";
    let mut sewn = Sewn::new("盐务.txt", text);
    let found = |sewn: &Sewn| {
        let text = sewn.state.corpus.sources[0].text.as_str().to_owned();
        let said = |span: duidu::text::Span| -> String {
            text.chars().skip(span.start as usize).take(span.len() as usize).collect()
        };
        let findings = &sewn.state.corpus.findings[0];
        let rules: Vec<&str> = findings.events.iter().map(|event| event.rule.as_str()).collect();
        let times: Vec<(String, bool)> =
            findings.times.iter().map(|time| (said(time.span), time.range.is_nowhere())).collect();
        let actors: Vec<String> = findings.namings.iter().map(|naming| naming.name.to_string()).collect();
        (rules.contains(&"events.own-verb"), times, actors)
    };
    let (own_verb, times, actors) = found(&sewn);
    assert!(!own_verb && times.iter().all(|(said, _)| said != "恢复期" && said != "那些日子") && actors.is_empty());
    let fields = WordFields {
        deeds: "改票、歇业".to_owned(),
        happenings: "盐票风潮".to_owned(),
        periods: "恢复期 = 1903—1908年\n何时 = 很久以前".to_owned(),
        vague: "那些日子".to_owned(),
        actors: "漕运总局 = 漕务局".to_owned(),
    };
    let (words, bad) = fields.read();
    assert_eq!(bad, ["何时 = 很久以前"], "what cannot be read is said");
    assert_eq!(WordFields::of(&words).read(), (words.clone(), Vec::new()), "what is kept can be written again");
    let edit = sewn.state.put_words(words).unwrap();
    sewn.state.update(Action::Edit(edit));
    sewn.read();
    let (own_verb, times, actors) = found(&sewn);
    assert!(own_verb);
    assert!(
        times.contains(&("恢复期".to_owned(), false)) && times.contains(&("那些日子".to_owned(), true)),
        "{times:?}"
    );
    assert_eq!(actors, ["漕运总局"]);
    let json = duidu::store::study_to_json(&sewn.state.study).unwrap();
    // The command line reads the documents as the study beside them says.
    assert!(!extracted(sewn.folder.path()).contains("恢复期"));
    fs::write(sewn.folder.path().join("盐务.duidu.json"), &json).unwrap();
    assert!(extracted(sewn.folder.path()).contains("恢复期"));
    let study: Study = duidu::store::study_from_json(&json).unwrap();
    assert_eq!(HowRead::of(&study).words, sewn.state.study.own_words(), "they are kept in the study");
    sewn.state.update(Action::Undo);
    sewn.read();
    assert!(!found(&sewn).0 && sewn.state.study.own_words().is_empty());
    assert!(sewn.state.put_words(Default::default()).is_none(), "nothing to change is no change");
}

#[test]
fn seams_are_added_moved_removed_and_undone() {
    let mut sewn = Sewn::new("三记.txt", THREE);
    let found = titles(&sewn.state.corpus).len();
    assert_eq!(found, 1);
    sewn.sew(Sewing::Begin(sewn.place("分水记")));
    sewn.sew(Sewing::Begin(sewn.place("旱年记")));
    assert_eq!(titles(&sewn.state.corpus), ["修渠记", "分水记", "旱年记"]);
    assert!(sewn.state.corpus.works[1].prose.text().contains("轮流用水"));
    assert!(!sewn.state.corpus.works[1].prose.text().contains("大旱"));
    // What was said of the third stays with it when the second is joined to the first.
    let part = 2;
    let fields = duidu::model::Description { venue: Some("村史".to_owned()), ..Default::default() };
    let entry = Entry::Described { document: "三记.txt".to_owned(), part, fields };
    sewn.state.update(Action::Edit(Edit::put(described_id("三记.txt", part), entry)));
    sewn.sew(Sewing::Join(WorkId(1)));
    assert_eq!(titles(&sewn.state.corpus), ["修渠记", "旱年记"]);
    assert_eq!(sewn.state.corpus.works[1].meta.venue.as_ref().unwrap().value, "村史");
    assert!(sewn.state.corpus.works[0].meta.venue.is_none());
    // The second begins earlier.
    sewn.sew(Sewing::Move(Place { work: WorkId(1), span: sewn.place("通水之后").span }));
    assert!(sewn.state.corpus.works[1].prose.text().contains("轮流用水"));
    // Undo takes back step by step, and the documents are read accordingly.
    sewn.state.update(Action::Undo);
    sewn.read();
    assert_eq!(titles(&sewn.state.corpus), ["修渠记", "旱年记"]);
    sewn.state.update(Action::Undo);
    sewn.read();
    assert_eq!(titles(&sewn.state.corpus), ["修渠记", "分水记", "旱年记"]);
    assert_eq!(sewn.state.corpus.works[2].meta.venue.as_ref().unwrap().value, "村史");
    let source = sewn.state.corpus.works[0].source;
    assert!(sewn.state.has_own_seams(source));
    sewn.sew(Sewing::AsFound(source));
    assert_eq!(titles(&sewn.state.corpus).len(), found);
}

#[test]
fn seams_outlast_a_changed_text_and_a_saved_study() {
    let mut sewn = Sewn::new("三记.md", &THREE.replace("修渠记", "# 修渠记").replace("分水记", "# 分水记"));
    sewn.sew(Sewing::Begin(sewn.place("# 分水记")));
    assert_eq!(titles(&sewn.state.corpus), ["修渠记", "分水记"]);
    let json = duidu::store::study_to_json(&sewn.state.study).unwrap();
    let study: Study = duidu::store::study_from_json(&json).unwrap();
    assert_eq!(study.entries, sewn.state.study.entries);
    assert!(study.entries.contains_key(&EntryId::from("seams 三记.md")));
    let longer = format!(
        "# 小引\n\n这里添了一段话，后面的都往下移了。\n\n{}",
        fs::read_to_string(sewn.folder.path().join("三记.md")).unwrap()
    );
    written(sewn.folder.path(), "三记.md", &longer);
    let wishes = Wishes { how: HowRead::of(&study), ..Wishes::default() };
    assert_eq!(titles(&corpus(sewn.folder.path(), &wishes)).last(), Some(&"分水记"));
}

#[test]
fn what_was_left_out_when_reading_was_stopped_is_said_until_it_is_read() {
    let mut state = State::new(Settings::default(), Arc::default());
    state.update(Action::Open(vec!["卷".into()]));
    let files = ["甲.md", "乙.md", "丙.md"].map(str::to_owned).to_vec();
    state.take_report(Report::Found { generation: 1, files });
    state.take_report(Report::FileDone { generation: 1, index: 1, taken: Box::default() });
    state.update(Action::Cancel);
    assert_eq!(state.notices, [("notice-cancelled", "1 / 3".to_owned())]);
    state.update(Action::Reload);
    assert_eq!(state.notices, []);
}

#[test]
fn a_file_that_waits_is_wished_for_behind_the_views() {
    let mut state = State::new(Settings::default(), Arc::new(rules().topics.clone()));
    state.update(Action::Open(vec!["试".into()]));
    let files = (0..40).map(|number| format!("{number:02}.txt")).collect();
    state.take_report(Report::Found { generation: 1, files });
    for index in 0..20 {
        state.take_report(Report::FileDone { generation: 1, index, taken: Box::default() });
    }
    let mut harness =
        desk(vec2(900.0, 600.0), state, (), |ui, ctx, (), actions| panels::show_progress(ui, ctx, actions));
    harness.get_by_label("读毕 20 个，共 40 个文件").click();
    harness.run();
    assert!(harness.query_by_label("03.txt").is_none(), "the list begins with the first that waits");
    harness.get_by_label("25.txt").click();
    harness.run();
    assert!(matches!(harness.state().pushed[..], [Action::ReadFirst(25)]), "{:?}", harness.state().pushed);
}
