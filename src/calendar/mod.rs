//! Calendar: days, partial dates with their precision, and ranges, in the proleptic Gregorian calendar.
//!
//! Years are counted as historians count them: 1 BC is the year -1 and there is no year 0. ISO 8601's astronomical
//! count is one off before Christ; [`Date`] prints the historical one, `-0221-01-01` for 221 BC.

mod date;
mod range;

pub use date::Date;
pub use range::{DateRange, Precision};
