//! `siku generate`.

use super::GenerateArgs;
use super::output::say;
use crate::error::Result;
use crate::generate::{self, Settings};

/// Writes a made-up province as workbooks.
pub fn run(args: &GenerateArgs) -> Result<bool> {
    let mut settings = Settings::new(args.scale, args.seed, &args.out);
    if let Some(share) = args.ugly {
        settings.ugly = share;
    }
    generate::run(&settings, |written| say(&format!("{}：{} 行", written.path.display(), written.rows)))?;
    Ok(true)
}
