//! The `siku` command.

use std::process::ExitCode;

use clap::Parser as _;

/// Rows of a workbook are read on one thread and written on another: glibc's allocator spends a fifth of an import on
/// what one thread allocates and the other frees.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    siku::cli::run(siku::cli::Cli::parse())
}
