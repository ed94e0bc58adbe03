//! How much of a workbook is read. Told to users in the documentation of [`super::read`]; keep the two alike.

/// The limits of one reading: tests use small ones.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    /// Bytes of the file itself.
    pub file: u64,
    /// Entries of its list of parts.
    pub entries: usize,
    /// Bytes of one part, unpacked.
    pub part: u64,
    /// Bytes of all parts, unpacked.
    pub whole: u64,
    /// Bytes of all sheets, texts and formats, unpacked.
    pub tables: u64,
    /// Beginnings and ends of elements, attributes and references, of all these; of any other part.
    pub pieces: usize,
    /// Bytes of the shared texts' part, unpacked.
    pub texts: u64,
    /// Bytes of the part that holds number formats, and of the one that lists the sheets, unpacked.
    pub settings: u64,
    /// Bytes of a part that says which parts belong together, unpacked.
    pub relations: u64,
    /// Sheets.
    pub sheets: usize,
    /// Cells in which something stands, over all sheets; shared texts are no more than that either.
    pub cells: usize,
    /// Cells over all sheets, those that only have a format among them.
    pub places: usize,
    /// Bytes of text in all cells, a text that is used twice counted twice.
    pub letters: usize,
    /// Bytes between two pieces of markup, or within one.
    pub piece: usize,
    /// Bytes of markup of one cell or shared text.
    pub cell: u64,
    /// Elements within each other.
    pub depth: usize,
    /// Number formats, fonts, fills, borders, formats of cells: each.
    pub formats: usize,
    /// Bytes that copies of names and number formats may come to, for every format of cells has its own.
    pub names: usize,
    /// Merged areas of a sheet.
    pub merged: usize,
}

impl Limits {
    /// What [`super::read`] keeps to.
    ///
    /// | limit | why so |
    /// |---|---|
    /// | file, parts, whole | a ledger of a million filled cells is about 15 MB packed and 80 MB unpacked; pictures are more |
    /// | tables, pieces, places | read twice, at up to 100 nanoseconds a piece; a filled cell has about seven, with a formula nine |
    /// | shared texts, letters | the texts of a workbook are kept twice, by the library and in the cells |
    /// | cells | five times the largest council's ledger; 48 bytes each |
    /// | piece, cell | a cell holds at most 32,767 characters, of up to 6 bytes each as markup |
    /// | formats | Excel's own limit is 65,490 |
    pub const REAL: Self = Self {
        file: super::LARGEST,
        entries: 10_000,
        part: 300_000_000,
        whole: 500_000_000,
        tables: 200_000_000,
        pieces: 12_000_000,
        texts: 100_000_000,
        settings: 20_000_000,
        relations: 2_000_000,
        sheets: 1_000,
        cells: 1_000_000,
        places: 2_000_000,
        letters: 50_000_000,
        piece: 1_000_000,
        cell: 2_000_000,
        depth: 200,
        formats: 65_536,
        names: 50_000_000,
        merged: 100_000,
    };
}
