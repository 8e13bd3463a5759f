//! Siku.
fn main() {}
