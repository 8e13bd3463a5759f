//! How much of a workbook is read at most, so that no file can exhaust memory or time.

/// Upper bounds on a workbook. The defaults let a province's annual load pass and hold memory under 256 MiB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file, in bytes.
    pub file_bytes: u64,
    /// Size of an xls or ods file, in bytes: these formats cannot be streamed.
    pub loaded_file_bytes: u64,
    /// Cells of the rectangles that an xls or ods file spans: each costs memory, filled or not.
    pub loaded_cells: u64,
    /// Entries of the zip container.
    pub entries: u64,
    /// Bytes of all parts of the zip container after inflating.
    pub inflated_bytes: u64,
    /// Inflated size over packed size of one part, looked at from 16 MiB on.
    pub ratio: u64,
    /// Inflated bytes of the table of shared strings, which is held in memory.
    pub shared_strings_bytes: u64,
    /// Inflated bytes of each other part that is held in memory (styles, list of sheets) or not looked into (pictures).
    pub part_bytes: u64,
    /// Bytes of one XML token or of one CSV record.
    pub token_bytes: u64,
    /// Filled rows of one sheet; blank rows do not count.
    pub rows: u64,
    /// Filled cells of one row.
    pub columns: usize,
    /// Filled rows looked at to find the header.
    pub heading_window: usize,
}

const MIB: u64 = 1 << 20;

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 128 * MIB,
            loaded_file_bytes: 16 * MIB,
            loaded_cells: 2_000_000,
            entries: 4_096,
            inflated_bytes: 1_024 * MIB,
            ratio: 300,
            shared_strings_bytes: 64 * MIB,
            part_bytes: 32 * MIB,
            token_bytes: MIB,
            rows: 300_000,
            columns: 256,
            heading_window: 30,
        }
    }
}

/// A number of bytes as people say it.
pub(super) fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(MIB))
}
