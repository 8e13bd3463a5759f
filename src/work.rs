//! Every kind of job, with what it is done with: what the server's worker and the tests' do alike.

use crate::http::state::State;
use crate::jobs::Handlers;

/// The jobs that there are.
pub fn handlers(_state: &State) -> Handlers {
    Handlers::default()
}
