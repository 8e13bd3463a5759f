//! An xls made by hand, for nothing at hand writes one. The fixtures in `tests/it/ugly` are made with it too.

/// End of a chain of sectors.
pub const END: u32 = 0xFFFF_FFFE;

/// A record of the workbook stream: kind, length, data.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

/// A cell of text.
pub fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let mut data: Vec<u8> = [row, column, 0].iter().flat_map(|number| number.to_le_bytes()).collect();
    data.extend(u16::try_from(text.encode_utf16().count()).unwrap().to_le_bytes());
    data.push(1);
    data.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    record(0x0204, &data)
}

/// The cells of some rows.
pub fn labels<R: AsRef<[&'static str]>>(rows: &[R]) -> Vec<u8> {
    let row = |(row, texts): (u16, &R)| -> Vec<u8> {
        (0_u16..).zip(texts.as_ref()).flat_map(|(column, text)| label(row, column, text)).collect()
    };
    (0_u16..).zip(rows).flat_map(row).collect()
}

/// The workbook stream: globals with one sheet `A`, then the sheet with the given records.
pub fn book(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let begin = record(0x0809, &[0x00, 0x06, 0x05, 0x00]);
    let end = record(0x000A, &[]);
    let bound = |start: u32| record(0x0085, &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
    let start = begin.len() + globals.len() + bound(0).len() + end.len();
    [&begin, globals, &bound(u32::try_from(start).unwrap()), &end, &begin, sheet, &end].concat()
}

/// A compound file: header, table of sectors, directory, then the stream, padded beyond the size of a mini stream.
/// `after_directory` is what the table says follows the directory's sector.
pub fn compound(mut stream: Vec<u8>, after_directory: u32) -> Vec<u8> {
    stream.resize(stream.len().next_multiple_of(512).max(4_096), 0);
    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let mut header = vec![0_u8; 512];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &1_u32.to_le_bytes());
    put(48, &1_u32.to_le_bytes());
    put(56, &4_096_u32.to_le_bytes());
    put(60, &0xFFFF_FFFE_u32.to_le_bytes());
    put(68, &0xFFFF_FFFE_u32.to_le_bytes());
    put(76, &[0; 4]);
    put(80, &[0xFF; 432]);
    let chain = (2..=sectors).map(|id| id + 1).chain([0xFFFF_FFFE]);
    let table = [0xFFFF_FFFD, after_directory].into_iter().chain(chain);
    let mut table: Vec<u8> = table.flat_map(u32::to_le_bytes).collect();
    table.resize(512, 0xFF);
    let entry = |name: &str, kind: u8, start: u32, size: usize| {
        let mut entry = [0_u8; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = u8::try_from(name.len() * 2 + 2).unwrap();
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
        entry
    };
    let mut directory = [entry("Root Entry", 5, 0xFFFF_FFFE, 0), entry("Workbook", 2, 2, stream.len())].concat();
    directory.resize(512, 0);
    [header, table, directory, stream].concat()
}
