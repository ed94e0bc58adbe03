//! The reference of the scenario language as a page and as data. What it says comes from the readers
//! of the language and from the codes of the checker; here it only gets its looks.

use doorstep_check::Code;
use doorstep_scenario::reference::{FaultCode, Kind, Needed, Part, Reference, Section, Setting, reference};
use serde_json::{Value, json};
use std::fmt::Write as _;

const HEAD: &str = "# Reference of the scenario language

Everything that can be written in a scenario, a variant, its tables, a plan and the mapping of a ledger. This page is what the program says of \
itself (`doorstep reference`): do not edit it. [scenario-language.md](scenario-language.md) is the guide.
";

/// All of it, as Markdown.
pub fn markdown() -> String {
    let reference = reference();
    let mut page = format!("{HEAD}\n{}\n\n", reference.order);
    for name in std::iter::once("Forms of values").chain(reference.chapters.iter().map(|part| part.name)).chain(CODES) {
        line(&mut page, &format!("- [{name}](#{})", anchor(name)));
    }
    line(&mut page, "\n## Forms of values\n");
    line(&mut page, &format!("`schema` is {}. What the tables below call:\n", reference.schema));
    line(&mut page, "| form | is written | examples |\n|---|---|---|");
    for form in reference.forms {
        let examples: Vec<String> = form.examples.iter().map(|example| format!("`{example}`")).collect();
        row(&mut page, &[form.form.to_owned(), form.how.to_owned(), examples.join(" ")]);
    }
    for part in &reference.chapters {
        line(&mut page, &format!("\n## {}\n\n{}", part.name, part.about));
        common(&mut page, part, &reference);
        for own in &part.sections {
            section(&mut page, own, part, &reference);
        }
    }
    codes(&mut page, &reference);
    page
}

/// All of it, as data.
pub fn data() -> Value {
    let reference = reference();
    let checks: Vec<Value> = Code::ALL.iter().map(|code| check(*code)).collect();
    let mut all = json!(reference);
    all["checks"] = checks.into();
    all
}

/// One section or one code, as Markdown and as data.
///
/// # Errors
/// What may have been meant instead.
pub fn of(name: &str) -> Result<(String, Value), String> {
    let reference = reference();
    let same = |code: &str| code.eq_ignore_ascii_case(name);
    if let Some(found) = reference.faults.iter().find(|found| same(found.code)) {
        let text = format!("{}, a fault of the input ({}): {}.\n", found.code, found.severity, found.meaning);
        return Ok((text, json!(found)));
    }
    if let Some(found) = Code::ALL.iter().find(|code| same(code.text())) {
        let text = format!("{}, told by the checker of a plan: {}. {}\n", found.text(), found.title(), found.meaning());
        return Ok((text, check(*found)));
    }
    let (part, found) = reference.find(name)?;
    let mut page = String::new();
    section(&mut page, found, part, &reference);
    common(&mut page, part, &reference);
    // Alone, there is nothing its links could lead to.
    let text = unlinked(page.trim_start()) + "\n";
    Ok((text, json!({"chapter": part.name, "section": found, "common": part.common})))
}

const CODES: [&str; 2] = ["Faults of the input", "Codes of the checker"];

fn section(page: &mut String, own: &Section, part: &Part, reference: &Reference) {
    line(page, &format!("\n### {}\n\n{}", title(own), own.about));
    if !own.settings.is_empty() {
        let what = match own.kind {
            Kind::Settings => "setting",
            Kind::Values => "value, without its name",
            Kind::Table => "column",
        };
        settings(page, what, &own.settings, reference);
    } else if part.common.is_empty() {
        line(page, "\nNothing can be set for it.");
    }
    let language = if own.kind == Kind::Table { "csv" } else { "ron" };
    line(page, &format!("\n```{language}\n{}\n```", own.example));
}

/// What all sections of a part have.
fn common(page: &mut String, part: &Part, reference: &Reference) {
    if !part.common.is_empty() {
        line(page, "\nEvery one of them may also have:");
        settings(page, "setting", &part.common, reference);
    }
}

fn settings(page: &mut String, what: &str, all: &[Setting], reference: &Reference) {
    line(page, &format!("\n| {what} | must be given | is | meaning |\n|---|---|---|---|"));
    for own in all {
        let needed = match own.needed {
            Needed::Yes => "yes",
            Needed::Sometimes => "it depends",
            Needed::No => "no",
        };
        let default = own.default.as_ref().map_or_else(String::new, |value| format!(" `{value}` if left out."));
        let name = format!("`{}`", own.name);
        row(page, &[name, needed.to_owned(), linked(own, reference), format!("{}{default}", own.meaning)]);
    }
}

/// The form with its sections as links; all sections of a chapter are named by the chapter.
fn linked(setting: &Setting, reference: &Reference) -> String {
    const MANY: usize = 3;
    let holds = |part: &Part, name: &String| part.sections.iter().any(|own| own.name == *name);
    let home = reference.chapters.iter().find(|part| setting.see.iter().all(|name| holds(part, name)));
    if let Some(home) = home.filter(|_| setting.see.len() > MANY) {
        let before = setting.form.split('`').next().unwrap_or_default();
        return format!("{before}one of the [{}](#{})", home.name.to_lowercase(), anchor(home.name));
    }
    setting.see.iter().fold(setting.form.clone(), |form, name| {
        let sections = || reference.chapters.iter().flat_map(|part| &part.sections);
        let at = sections().find(|own| own.name == *name).map_or_else(String::new, |own| anchor(&title(own)));
        form.replace(&format!("`{name}`"), &format!("[`{name}`](#{at})"))
    })
}

/// Text without links, the words of the links kept.
fn unlinked(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](#") {
        let (start, words) = before.rsplit_once('[').unwrap_or((before, ""));
        plain.push_str(start);
        plain.push_str(words);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

fn codes(page: &mut String, reference: &Reference) {
    line(page, &format!("\n## {}\n", CODES[0]));
    line(
        page,
        "A code never changes its meaning. After an error nothing is computed; a warning goes into every output.\n",
    );
    line(page, "| code | severity | meaning |\n|---|---|---|");
    for FaultCode { code, severity, meaning } in &reference.faults {
        row(page, &[(*code).to_owned(), (*severity).to_owned(), (*meaning).to_owned()]);
    }
    line(page, &format!("\n## {}\n", CODES[1]));
    line(page, "What the checker may say of a plan that it proves again, from the scenario and the plan alone.\n");
    line(page, "| code | what is broken | meaning |\n|---|---|---|");
    for code in Code::ALL {
        row(page, &[code.text().to_owned(), code.title().to_owned(), code.meaning().to_owned()]);
    }
}

fn check(code: Code) -> Value {
    json!({"code": code.text(), "title": code.title(), "meaning": code.meaning()})
}

fn title(section: &Section) -> String {
    if section.kind == Kind::Table { format!("Table `{}`", section.name) } else { format!("`{}`", section.name) }
}

/// Where a heading is found, as Git hosts and editors make it.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|character| character.is_alphanumeric() || matches!(character, '-' | '_')).collect()
}

fn row(page: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    line(page, &format!("| {} |", cells.join(" | ")));
}

fn line(page: &mut String, text: &str) {
    // Writing to text cannot fail.
    let _ = writeln!(page, "{text}");
}
