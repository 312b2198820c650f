//! Dates as a person types them.

use duidu::calendar::read_typed;

#[test]
fn typed_dates_mean_what_is_written() {
    for line in include_str!("../cases/typed-dates.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split('\t');
        let typed = parts.next().unwrap();
        let expected: Vec<&str> = parts.collect();
        let read = read_typed(typed).map(|(range, precision)| {
            let end = |day: Option<duidu::calendar::Date>| day.map_or("-".to_owned(), |day| day.to_string());
            vec![end(range.begin), end(range.end), format!("{precision:?}")]
        });
        let read = read.unwrap_or_default();
        assert_eq!(read, expected, "{typed}");
    }
}
