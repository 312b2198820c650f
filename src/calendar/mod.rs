//! Calendar: days, partial dates with their precision, and ranges, in the proleptic Gregorian calendar.
//!
//! Years are counted as historians count them: 1 BC is the year -1 and there is no year 0. ISO 8601's astronomical
//! count is one off before Christ; [`Date`] prints the historical one, `-0221-01-01` for 221 BC.
//!
//! Months of the Chinese lunisolar calendar ([`LunarMonth`]) and years of the cycle of sixty ([`sexagenary`]) are
//! turned into days and years here; era names are vocabulary and live in `assets/rules/eras.toml`.

mod date;
mod lunar;
mod lunar_table;
mod range;
mod sexagenary;
mod typed;

pub use date::Date;
pub use lunar::{LunarMonth, lunar_year};
pub use range::{DateRange, Precision};
pub use sexagenary::{sexagenary, sexagenary_year};
pub use typed::read_typed;
