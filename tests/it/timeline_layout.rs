//! The layout of the timeline: what must hold whatever is laid out, and a few cases by number.

use std::sync::Arc;

use duidu::calendar::Date;
use duidu::calendar::{DateRange, Precision};
use duidu::state::{EventRow, Origin};
use duidu::ui::timeline::layout::{Change, LaneOrder, Lanes, items};
use duidu::ui::timeline::layout::{
    Form, Item, Lane, LaneName, Mark, MarkKind, NARROWEST, Rows, Scale, Setting, Sizes, Stretch, Tick, TickMark,
    WIDEST, density, fitting, lay, ticks,
};
use proptest::prelude::*;

fn sizes() -> Sizes {
    Sizes {
        names: 112.0,
        margin_left: 16.0,
        margin_right: 20.0,
        band: 24.0,
        band_gap: 4.0,
        bands_share: 0.3,
        band_inset: 8.0,
        band_least: 14.0,
        lane: 32.0,
        lane_tight: 32.0,
        row: 27.0,
        row_most: 40.0,
        disc: 8.0,
        square: 6.0,
        bar: 6.0,
        long: 60.0,
        touch: 2.0,
        chip: 22.0,
        chip_figure: 7.0,
        label_gap: 5.0,
        label_least: 54.0,
        clear: 10.0,
        past_edge: 7.0,
        past_edge_reach: 24.0,
        axis: 34.0,
        strip: 0.0,
        strip_bars: 44.0,
        gap: 10.0,
    }
}

fn item(event: usize, begin: f64, length: f64, told: u32) -> Item {
    let form = match length {
        l if l < 0.01 => Form::Day,
        l if l < 0.1 => Form::Month,
        l if l < 2.0 => Form::Bar,
        _ => Form::Faded { begin: true, end: true },
    };
    let years = Stretch { begin, end: begin + length };
    Item { event, years, form, told, flagged: event.is_multiple_of(7), own: false }
}

/// Lays a lane in at most so many rows of a plot 1,000 points wide; a label is as wide as its event's number says.
fn laid(items: &[Item], years: Stretch, rows: usize, window: Option<Stretch>) -> Rows {
    let scale = Scale { years, left: 128.0, width: 1000.0 };
    let edges = window.map_or_else(Vec::new, |window| vec![scale.x(window.begin), scale.x(window.end)]);
    let label = |item: &Item| 30.0 + (item.event % 9) as f32 * 14.0;
    let setting = Setting { scale, sizes: sizes(), window, edges, chosen: None, label: &label };
    lay(&lane(items), &setting, rows)
}

fn lane(items: &[Item]) -> Lane {
    Lane::new(LaneName::All, items.to_vec())
}

fn is_line(mark: &Mark) -> bool {
    matches!(mark.kind, MarkKind::Foot(_) | MarkKind::Under(_))
}

/// What must hold in every lane; in a single row, labels also keep to their side of the edges.
fn check(items: &[Item], rows: &Rows, edges: Option<(f32, f32)>, packed: bool) -> Result<(), TestCaseError> {
    let lane = lane(items);
    let shown: usize = rows.marks.iter().map(|mark| mark.count).sum();
    prop_assert_eq!(shown + rows.before + rows.after, items.len(), "every event is counted once");
    let mut seen: Vec<usize> = rows.marks.iter().flat_map(|mark| rows.members(&lane, mark)).collect();
    seen.sort_unstable();
    let all = seen.len();
    seen.dedup();
    prop_assert_eq!(seen.len(), all, "no event stands twice");
    let order = |event: usize| items.iter().position(|item| item.event == event);
    for mark in &rows.marks {
        let members: Vec<usize> = rows.members(&lane, mark).collect();
        prop_assert!(members.is_sorted_by_key(|&event| order(event)), "a chip keeps the order of time");
        prop_assert_eq!(members.len(), mark.count);
        prop_assert_eq!(mark.kind == MarkKind::Chip, mark.count > 1);
        if let Some(label) = &mark.label {
            prop_assert!(label.left >= 127.0 && label.right <= 1129.0, "a label stays in the plot: {label:?}");
            if let Some((begin, end)) = edges.filter(|_| !packed) {
                for edge in [begin, end] {
                    let glyph = mark.left < edge && edge < mark.right;
                    prop_assert!(glyph || !(label.left < edge && edge < label.right), "a label crosses an edge");
                }
            }
        }
    }
    for row in 0..rows.rows.max(1) {
        let above = rows.marks.iter().filter(|mark| mark.row == row);
        let mut taken: Vec<(f32, f32)> = above
            .flat_map(|mark| {
                let glyph = (!is_line(mark)).then_some((mark.left, mark.right));
                glyph.into_iter().chain(mark.label.map(|label| (label.left, label.right)))
            })
            .collect();
        taken.sort_by(|a, b| a.0.total_cmp(&b.0));
        for pair in taken.windows(2) {
            prop_assert!(pair[0].1 <= pair[1].0 + 0.01, "two things overlap in row {row}: {pair:?}");
        }
    }
    Ok(())
}

fn some_items() -> impl Strategy<Value = Vec<Item>> {
    let one = (1900.0..2000.0_f64, prop_oneof![Just(0.003), Just(0.08), Just(0.25), Just(1.0), Just(10.0)], 0..4_u32);
    prop::collection::vec(one, 0..160).prop_map(|mut all| {
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        all.iter().enumerate().map(|(at, &(begin, length, told))| item(at, begin, length, told)).collect()
    })
}

/// Events thrown over a century, every seventh longer than a decade.
fn many_items(seed: u64, count: usize) -> Vec<Item> {
    let mut seed = seed;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / f64::from(u32::MAX >> 1)
    };
    let mut all: Vec<(f64, f64)> = Vec::new();
    for at in 0..count {
        let length = if at.is_multiple_of(7) { 12.0 * next() } else { [0.003, 0.08, 0.25, 1.0][at % 4] };
        all.push((1900.0 + 100.0 * next(), length));
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.iter().enumerate().map(|(at, &(begin, length))| item(at, begin, length, at as u32 % 3)).collect()
}

fn some_stretch() -> impl Strategy<Value = Stretch> {
    (1890.0..2010.0_f64, -3.0..7.0_f64).prop_map(|(middle, power)| {
        let width = power.exp2();
        Stretch::new(middle - width / 2.0, middle + width / 2.0)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn one_row_keeps_counts_order_and_room(items in some_items(), years in some_stretch(), phase in some_stretch()) {
        let rows = laid(&items, years, 1, Some(phase));
        let scale = Scale { years, left: 128.0, width: 1000.0 };
        check(&items, &rows, Some((scale.x(phase.begin), scale.x(phase.end))), false)?;
    }

    #[test]
    fn several_rows_keep_counts_order_and_room(
        items in some_items(), years in some_stretch(), rows in 2..8_usize, phase in some_stretch(),
    ) {
        let rows = laid(&items, years, rows, Some(phase));
        check(&items, &rows, None, true)?;
    }

    #[test]
    fn thousands_keep_counts_order_and_room(
        seed in 0..1000_u64, years in some_stretch(), rows in 1..6_usize, phase in some_stretch(),
    ) {
        let items = many_items(seed, 4000);
        let laid = laid(&items, years, rows, Some(phase));
        check(&items, &laid, None, true)?;
        prop_assert!(laid.marks.len() < 1000, "{} marks", laid.marks.len());
    }

    #[test]
    fn a_zoom_keeps_the_year_under_the_pointer(years in some_stretch(), times in 0.05..20.0_f64, share in 0.0..1.0_f64) {
        let about = years.begin + share * years.width();
        let zoomed = years.zoomed(times, about);
        let now = (about - zoomed.begin) / zoomed.width();
        prop_assert!((now - share).abs() < 1e-6);
        prop_assert!((NARROWEST - 1e-9..=WIDEST + 1e-6).contains(&zoomed.width()));
    }

    #[test]
    fn places_and_years_are_inverse(years in some_stretch(), x in 128.0..1128.0_f32) {
        let scale = Scale { years, left: 128.0, width: 1000.0 };
        prop_assert!((scale.x(scale.year(x)) - x).abs() < 0.1);
    }

    #[test]
    fn a_glide_ends_where_it_should(from in some_stretch(), to in some_stretch(), way in 0.0..1.0_f64) {
        prop_assert_eq!(from.towards(to, 1.0), to);
        let between = from.towards(to, way);
        let (low, high) = (from.width().min(to.width()), from.width().max(to.width()));
        prop_assert!((low - 1e-6..=high + 1e-6).contains(&between.width()));
    }

    #[test]
    fn ticks_ascend_and_their_labels_stay_apart(middle in -4000.0..2100.0_f64, power in -3.3..11.5_f64) {
        let width = power.exp2();
        let all = ticks_of(Stretch::new(middle - width / 2.0, middle + width / 2.0));
        prop_assert!(all.is_sorted_by(|a, b| a.x <= b.x));
        prop_assert!(!all.iter().any(|tick| tick.mark == TickMark::Year(0)), "there is no year 0");
        let labelled: Vec<&Tick> = all.iter().filter(|tick| !tick.label.is_empty()).collect();
        prop_assert!(!labelled.is_empty(), "somewhere it must say when: {} years about {middle}", width);
        for pair in labelled.windows(2) {
            prop_assert!(pair[0].x + pair[0].width / 2.0 < pair[1].x - pair[1].width / 2.0);
        }
        prop_assert!(all.len() < 600, "{} ticks", all.len());
    }
}

fn ticks_of(years: Stretch) -> Vec<Tick> {
    let scale = Scale { years, left: 128.0, width: 1000.0 };
    ticks(&scale, &|mark, full| {
        let text = match mark {
            TickMark::Year(year) => year.to_string(),
            TickMark::Month(year, month) if full => format!("{year}-{month}"),
            TickMark::Month(_, month) => format!("M{month}"),
            TickMark::Day(day) if full => day.to_string(),
            TickMark::Day(day) => format!("D{}", day.day()),
        };
        let width = text.len() as f32 * 8.0;
        (text, width)
    })
}

fn labels(years: Stretch) -> Vec<String> {
    ticks_of(years).into_iter().map(|tick| tick.label).filter(|label| !label.is_empty()).collect()
}

#[test]
fn ticks_thin_out_from_days_to_millennia() {
    let day = Date::new(1950, 6, 24).unwrap().axis();
    assert_eq!(labels(Stretch::new(day, day + 0.03)).first().unwrap(), "1950-06-16");
    assert!(labels(Stretch::new(1950.0, 1950.9)).starts_with(&["1950".into(), "M2".into(), "M3".into()]));
    assert_eq!(labels(Stretch::new(1950.0, 1952.9))[..5], ["1950", "M4", "M7", "M10", "1951"]);
    assert_eq!(labels(Stretch::new(1949.5, 2005.5))[..3], ["1950", "1955", "1960"]);
    assert_eq!(labels(Stretch::new(1949.5, 2025.5))[..3], ["1950", "1960", "1970"]);
    assert_eq!(labels(Stretch::new(1000.0, 2000.0))[..3], ["1000", "1100", "1200"]);
}

#[test]
fn before_christ_round_years_are_round_as_historians_count() {
    let shown = labels(Stretch::new(-500.0, 500.0));
    assert!(shown.contains(&"-200".to_owned()), "{shown:?}");
    assert!(shown.contains(&"1".to_owned()) && !shown.contains(&"0".to_owned()), "{shown:?}");
}

#[test]
fn a_lone_outlier_does_not_stretch_the_axis() {
    let mut spans: Vec<Stretch> = (0..30).map(|n| Stretch::new(1950.0 + f64::from(n), 1950.5 + f64::from(n))).collect();
    spans.push(Stretch::new(-221.0, -220.0));
    let fit = fitting(&spans, &[]).unwrap();
    assert!(fit.begin > 1940.0 && fit.end < 1990.0, "{fit:?}");
    let phase = Stretch { begin: 1900.0, end: 1910.0 };
    let with_phase = fitting(&spans, &[phase]).unwrap();
    assert!(with_phase.begin < 1900.0, "a phase is never an outlier");
}

#[test]
fn a_dense_run_becomes_chips_that_do_not_touch() {
    let items: Vec<Item> = (0..5000).map(|n| item(n, 1900.0 + n as f64 / 50.0, 0.003, 1)).collect();
    let rows = laid(&items, Stretch::new(1900.0, 2000.0), 1, None);
    assert!(rows.marks.len() < 50, "{} marks", rows.marks.len());
    assert_eq!(rows.marks.iter().map(|mark| mark.count).sum::<usize>(), 5000);
    for pair in rows.marks.windows(2) {
        assert!(pair[0].right + 1.9 <= pair[1].left, "{pair:?}");
    }
}

#[test]
fn the_density_counts_every_telling_once() {
    let items: Vec<Item> = (0..100).map(|n| item(n, 1900.0 + n as f64, 0.003, (n % 3) as u32)).collect();
    let scale = Scale { years: Stretch::new(1890.0, 2010.0), left: 0.0, width: 1000.0 };
    let bars = density(&items, &scale, 4.0);
    let told: u32 = items.iter().map(|item| item.told.max(1)).sum();
    assert_eq!(bars.iter().map(|bar| bar.told).sum::<u32>(), told);
    assert!(bars.iter().any(|bar| (bar.height - 1.0).abs() < f32::EPSILON));
}

fn told(label: &str, actors: &[&str]) -> EventRow {
    EventRow {
        range: DateRange::year(1900),
        precision: Precision::Year,
        label: label.to_owned(),
        actors: actors.iter().map(|&name| name.to_owned()).collect(),
        scene: None,
        attestations: Vec::new(),
        places: Vec::new(),
        independent: 1,
        conflicts: Vec::new(),
        order_only: false,
        found: None,
        note: String::new(),
        origin: Origin::Suggested,
    }
}

#[test]
fn an_event_stands_in_the_lane_of_who_acts_and_between_those_who_act_together() {
    let events = [
        told("甲国宣布退出乙国主持的会议", &["甲国", "乙国"]),
        told("甲乙外长会晤", &["甲国", "乙国"]),
        told("乙国封锁海峡", &["乙国", "甲国"]),
        told("乙国同甲国签约", &["乙国", "甲国"]),
        told("甲增兵边境", &["甲国"]),
        told("乙方撤回使节", &["乙国"]),
        told("海啸", &[]),
        told("首次会谈", &["甲国", "乙国"]),
    ];
    let events = events.map(Arc::new);
    let items = items(&events, Stretch::new(1890.0, 1910.0), &|_| true, &|_| None);
    let laid = Lanes::new(&items, &events, LaneOrder::Actor, 4, &[]).lanes;
    let found: Vec<(LaneName, Vec<usize>)> =
        laid.into_iter().map(|lane| (lane.name, lane.items.iter().map(|item| item.event).collect())).collect();
    let of = |name: &str| LaneName::Of(name.to_owned());
    let hoped = [
        (of("乙国"), vec![2, 5]),
        (of("甲国"), vec![0, 4]),
        (LaneName::Between, vec![1, 3, 7]),
        (LaneName::Rest, vec![6]),
    ];
    assert_eq!(found, hoped);
}

/// Events of a few actors, each on a day of its own.
fn many_rows(count: usize) -> Vec<Arc<EventRow>> {
    let row = |at: usize| {
        let actor = ["甲国", "乙国", "甲国", "丙国", "乙国", "甲国", "丁国", "丙国", "甲国", "乙国"][at % 10];
        let range = DateRange::day(Date::new(1900, 1, 1).unwrap().plus_days(at as i32 * 9));
        Arc::new(EventRow { range, precision: Precision::Day, ..told(&format!("{actor}出兵{at}"), &[actor]) })
    };
    (0..count).map(row).collect()
}

#[test]
fn lanes_follow_a_change_and_only_its_own_are_made_anew() {
    let all = Stretch::new(1890.0, 2000.0);
    let whole = |events: &[Arc<EventRow>]| items(events, all, &|_| true, &|_| None);
    let laid = |events: &[Arc<EventRow>]| Lanes::new(&whole(events), events, LaneOrder::Actor, 6, &[]);
    let before = many_rows(900);
    let lanes = laid(&before);
    assert_eq!(lanes.lanes.len(), 4);
    let follow = |now: &[Arc<EventRow>], change: &Change| {
        let gone: Vec<Item> = whole(&before).into_iter().filter(|item| change.out.contains(&item.event)).collect();
        let fresh = change.fresh(now, all, &|_| true, &|_| None);
        let next = lanes.after(change, (&before, &gone), (now, &fresh)).unwrap();
        assert_eq!(next, laid(now), "what follows is what would be laid anew");
        next.lanes.iter().zip(&lanes.lanes).filter(|(lane, was)| !lane.goes_on_from(was)).count()
    };
    // Another name: nothing is made anew.
    let mut now = before.clone();
    now[300] = Arc::new(EventRow { label: "另一个名称".to_owned(), ..EventRow::clone(&before[300]) });
    let to: Vec<Option<usize>> = (0..900).map(|at| (at != 300).then_some(at)).collect();
    assert_eq!(follow(&now, &Change { to, out: vec![300], again: vec![300] }), 0);
    // One that goes: its lane.
    let mut now = before.clone();
    now.remove(300);
    let to = (0..900_usize).map(|at| (at != 300).then(|| at - usize::from(at > 300))).collect();
    assert_eq!(follow(&now, &Change { to, out: vec![300], again: Vec::new() }), 1);
    // One that comes to another lane, at another time: that lane.
    let mut now = before.clone();
    now.insert(10, Arc::new(EventRow { range: DateRange::year(1899), ..told("乙国来使", &["乙国"]) }));
    let to = (0..900_usize).map(|at| Some(at + usize::from(at >= 10))).collect();
    assert_eq!(follow(&now, &Change { to, out: Vec::new(), again: vec![10] }), 1);
}
