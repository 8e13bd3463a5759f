//! What a long stop of the works means for the manager.
//!
//! 建市〔2008〕48号 Art. 9(3): 因非承包方原因致使工程项目停工超过120天（含），经建设单位同意. All three are needed. Where nobody
//! recorded whose fault the stop is, the manager is not released by it: a stop that the contractor caused must not set
//! him free, and what is not known is said, not assumed.

use chrono::{Days, NaiveDate};

use crate::registry::project::rows::Stoppage;

/// A stop counts from this many days on.
const LONG: Days = Days::new(120);

/// The day on which a stop has lasted long enough, unless the works went on before.
pub fn long_since(stop: &Stoppage) -> Option<NaiveDate> {
    let long = stop.stopped_on.checked_add_days(LONG)?;
    stop.resumed_on.is_none_or(|resumed| long <= resumed).then_some(long)
}

/// Whether a long stop sets the manager free.
pub fn releases(stop: &Stoppage) -> bool {
    stop.owner_consents == Some(true) && stop.contractor_at_fault == Some(false)
}

/// Whether a long stop would set the manager free if it were on record that the contractor is not to blame.
pub fn lacks_fault(stop: &Stoppage) -> bool {
    stop.owner_consents == Some(true) && stop.contractor_at_fault.is_none()
}
