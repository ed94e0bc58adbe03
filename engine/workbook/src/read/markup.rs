//! A look at the bytes of a part before any reader of XML sees it. That reader keeps whatever stands between two
//! pieces of markup in memory, and trusts that elements are not endless; so this runs over the bytes as they are
//! unpacked and keeps nothing.

/// What was seen.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Markup {
    /// It declares a document type, and may so declare entities.
    pub declares: bool,
    /// It is not written byte by byte in UTF-8: UTF-16, or no XML at all.
    pub wide: bool,
    /// Most bytes of one piece: of text between markup, or of a tag, comment or instruction.
    pub piece: usize,
    /// Most elements within each other.
    pub depth: usize,
    /// Beginnings and ends of elements, attributes, and references such as `&amp;`.
    pub pieces: usize,
}

/// Where in the text of a part the look is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum At {
    Text,
    /// Behind `<`, with what follows it so far.
    Opened,
    /// In a tag: is it an end tag, which quote is open, which byte came last.
    Tag {
        ends: bool,
        quote: Option<u8>,
        last: u8,
    },
    /// In `<?…?>`.
    Instruction {
        last: u8,
    },
    /// Behind `<!`: what it is shows in the next bytes.
    Declaration,
    /// In `<!--…-->` or `<![CDATA[…]]>`: until two of this byte and `>`.
    Until {
        byte: u8,
        seen: usize,
    },
}

/// The look, chunk by chunk.
#[derive(Debug)]
pub(super) struct Look {
    at: At,
    run: usize,
    depth: usize,
    begun: Vec<u8>,
    found: Markup,
}

impl Look {
    /// At the beginning of a part; `start` is its first chunk. Nothing if it does not begin as XML does.
    pub fn new(start: &[u8]) -> Option<Self> {
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let wide = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
        let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
        if !wide && first != Some(&b'<') {
            return None;
        }
        let found = Markup { wide, ..Markup::default() };
        Some(Self { at: At::Text, run: 0, depth: 0, begun: Vec::new(), found })
    }

    /// The next bytes.
    pub fn over(&mut self, chunk: &[u8]) {
        let mut rest = chunk;
        while let Some((&byte, more)) = rest.split_first() {
            // Text and the insides of tags are most of a part: what cannot end them is passed over at once.
            let plain = match self.at {
                At::Text => rest.iter().position(|byte| matches!(byte, b'<' | b'&' | 0)).unwrap_or(rest.len()),
                At::Tag { quote: Some(quote), .. } => {
                    rest.iter().position(|byte| *byte == quote || *byte == 0).unwrap_or(rest.len())
                }
                At::Tag { ends, quote: None, .. } => {
                    let stop = |byte: &u8| matches!(byte, b'"' | b'\'' | b'>' | 0);
                    let plain = rest.iter().position(stop).unwrap_or(rest.len());
                    if plain > 0 {
                        self.at = At::Tag { ends, quote: None, last: rest[plain - 1] };
                    }
                    plain
                }
                At::Until { byte: end, seen: 0 } => {
                    rest.iter().position(|byte| *byte == end || *byte == 0).unwrap_or(rest.len())
                }
                _ => 0,
            };
            if plain > 0 {
                self.run += plain;
                rest = &rest[plain..];
                continue;
            }
            rest = more;
            self.run += 1;
            self.found.wide |= byte == 0;
            self.at = self.next(byte);
        }
    }

    /// What was seen, at the end of the part.
    pub fn end(mut self) -> Markup {
        self.close();
        self.found
    }

    fn next(&mut self, byte: u8) -> At {
        match (self.at, byte) {
            (At::Text, b'<') => {
                self.found.pieces += 1;
                self.close();
                At::Opened
            }
            (At::Text, b'&') => {
                self.found.pieces += 1;
                At::Text
            }
            (At::Text, _) => At::Text,
            (At::Opened, b'?') => At::Instruction { last: b'?' },
            (At::Opened, b'!') => {
                self.begun.clear();
                At::Declaration
            }
            (At::Opened, b'/') => At::Tag { ends: true, quote: None, last: byte },
            (At::Opened, b'>') => self.text(),
            (At::Opened, _) => At::Tag { ends: false, quote: None, last: byte },
            (At::Tag { ends, quote: Some(open), .. }, _) => {
                At::Tag { ends, quote: (byte != open).then_some(open), last: byte }
            }
            (At::Tag { ends, last, .. }, b'>') => {
                if ends {
                    self.depth = self.depth.saturating_sub(1);
                } else if last != b'/' {
                    self.depth += 1;
                    self.found.depth = self.found.depth.max(self.depth);
                }
                self.text()
            }
            (At::Tag { ends, .. }, b'"' | b'\'') => {
                self.found.pieces += 1;
                At::Tag { ends, quote: Some(byte), last: byte }
            }
            (At::Tag { ends, .. }, _) => At::Tag { ends, quote: None, last: byte },
            (At::Instruction { last: b'?' }, b'>') if self.run > 2 => self.text(),
            (At::Instruction { .. }, _) => At::Instruction { last: byte },
            (At::Declaration, _) => self.declaration(byte),
            (At::Until { byte: end, seen: 2.. }, b'>') => {
                debug_assert!(end == b'-' || end == b']');
                self.text()
            }
            (At::Until { byte: end, seen }, _) => At::Until { byte: end, seen: if byte == end { seen + 1 } else { 0 } },
        }
    }

    /// Behind `<!`: a comment, text as it stands, or a declaration, which no workbook needs.
    fn declaration(&mut self, byte: u8) -> At {
        self.begun.push(byte);
        match self.begun.as_slice() {
            b"--" => At::Until { byte: b'-', seen: 0 },
            b"[CDATA[" => At::Until { byte: b']', seen: 0 },
            begun if b"--".starts_with(begun) || b"[CDATA[".starts_with(begun) => At::Declaration,
            _ => {
                self.found.declares = true;
                self.text()
            }
        }
    }

    fn text(&mut self) -> At {
        self.close();
        At::Text
    }

    fn close(&mut self) {
        self.found.piece = self.found.piece.max(self.run);
        self.run = 0;
    }
}
