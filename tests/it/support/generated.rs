//! Files that are generated and committed.

use std::fs;
use std::path::Path;

/// Compares a committed file with what the code says now; writes it instead where `SIKU_REGENERATE` is set.
#[expect(clippy::disallowed_methods, reason = "scripts/regen says that it regenerates")]
pub fn generated(path: &str, text: &str) {
    if std::env::var_os("SIKU_REGENERATE").is_some() {
        fs::create_dir_all(Path::new(path).parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return;
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == text,
        "{path} is not what the code says any more: run scripts/regen and look at the difference"
    );
}
