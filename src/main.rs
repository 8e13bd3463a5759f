//! The `siku` command.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    siku::cli::run(siku::cli::Cli::parse())
}
