//! What commands say: results on standard output, everything else on standard error.
//!
//! Whoever reads it may go away (`siku generate … | head`): the work goes on, unheard.

use std::io::{self, Write as _};

/// A result.
pub fn say(text: &str) {
    let _unheard = writeln!(io::stdout().lock(), "{text}");
}

/// What people should notice.
pub fn warn(text: &str) {
    let _unheard = writeln!(io::stderr().lock(), "{text}");
}
