//! What commands say: results on standard output, everything else on standard error.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "commands talk to people here, and nowhere else")]

/// A result.
pub fn say(text: &str) {
    println!("{text}");
}

/// What people should notice.
pub fn warn(text: &str) {
    eprintln!("{text}");
}
