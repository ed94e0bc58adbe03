//! Just enough of Rust's grammar to find paths: comments, strings and characters are skipped.

/// A word or sign and the line it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub line: usize,
    pub text: String,
}

/// Words, `::` and single signs of a file.
pub fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let at = |position: usize| chars.get(position).copied().unwrap_or('\0');
    let (mut found, mut here, mut line) = (Vec::new(), 0, 1);
    while here < chars.len() {
        let start = here;
        match (at(here), at(here + 1)) {
            ('/', '/') => here += chars[here..].iter().take_while(|c| **c != '\n').count(),
            ('/', '*') => here = after_comment(&chars, here),
            ('"', _) => here = after_string(&chars, here),
            ('r', '"' | '#') if raw(&chars, here) => here = after_raw(&chars, here),
            ('\'', '\\') => here += 3 + chars[(here + 3).min(chars.len())..].iter().take_while(|c| **c != '\'').count(),
            ('\'', _) if at(here + 2) == '\'' => here += 3,
            (':', ':') => {
                found.push(Token { line, text: "::".to_owned() });
                here += 2;
            }
            (c, _) if c.is_alphanumeric() || c == '_' => {
                here += chars[here..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count();
                found.push(Token { line, text: chars[start..here].iter().collect() });
            }
            (c, _) => {
                if !c.is_whitespace() {
                    found.push(Token { line, text: c.to_string() });
                }
                here += 1;
            }
        }
        here = here.min(chars.len());
        line += chars[start..here].iter().filter(|c| **c == '\n').count();
    }
    found
}

fn after_comment(chars: &[char], start: usize) -> usize {
    let (mut depth, mut here) = (0, start);
    while here + 1 < chars.len() {
        match (chars[here], chars[here + 1]) {
            ('/', '*') => (depth, here) = (depth + 1, here + 2),
            ('*', '/') => (depth, here) = (depth - 1, here + 2),
            _ => here += 1,
        }
        if depth == 0 {
            return here;
        }
    }
    chars.len()
}

fn after_string(chars: &[char], start: usize) -> usize {
    let mut here = start + 1;
    while here < chars.len() && chars[here] != '"' {
        here += if chars[here] == '\\' { 2 } else { 1 };
    }
    here + 1
}

fn raw(chars: &[char], start: usize) -> bool {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    chars.get(start + 1 + hashes) == Some(&'"')
}

fn after_raw(chars: &[char], start: usize) -> usize {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let mut here = start + 2 + hashes;
    while here < chars.len() {
        let closes = chars[here] == '"' && chars[here + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
        here += 1;
        if closes {
            return here + hashes;
        }
    }
    here
}

/// Every path that starts with `root`, groups in braces opened one level: what follows the root.
pub fn paths(tokens: &[Token], root: &str) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    for at in 0..tokens.len() {
        let inner = at > 0 && text(at - 1) == "::";
        if text(at) != root || text(at + 1) != "::" || inner {
            continue;
        }
        let mut prefix = Vec::new();
        let mut here = at + 2;
        while text(here + 1) == "::" {
            prefix.push(text(here).to_owned());
            here += 2;
        }
        if text(here) == "{" && prefix.iter().all(|part| part == "super") {
            group(tokens, here + 1, tokens[at].line, &prefix, &mut found);
        } else {
            prefix.push(text(here).to_owned());
            found.push((tokens[at].line, prefix));
        }
    }
    found
}

/// The first name of each member of a group that opens before `here`; all stand on the root's line.
fn group(tokens: &[Token], mut here: usize, line: usize, prefix: &[String], found: &mut Vec<(usize, Vec<String>)>) {
    let (mut depth, mut first) = (1, true);
    while let Some(token) = tokens.get(here) {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return,
            "}" => depth -= 1,
            "," if depth == 1 => first = true,
            name => {
                if depth == 1 && first {
                    let mut path = prefix.to_vec();
                    path.push(name.to_owned());
                    found.push((line, path));
                }
                first &= depth != 1;
            }
        }
        here += 1;
    }
}
