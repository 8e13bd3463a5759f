//! The project-manager lock: this platform's own claim that somebody leads certain works, beside the engagements, which
//! are facts as reported and know no limit.
//!
//! The unique index lets a manager have one lock that lasts without a recorded exception; [`keep`] holds the person while
//! it decides, so that whoever comes too late is told who was faster. What records say of the end of works, [`follow`]
//! carries over, also when it is news of long ago. Who may take a lock and give it back is decided above, in `crate::lock`.

pub mod follow;
pub mod keep;
pub mod rows;
pub mod service;
pub mod store;
pub mod upkeep;
pub mod view;
