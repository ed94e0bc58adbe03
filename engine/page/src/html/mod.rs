//! The page as one file for a browser: nothing is fetched, nothing but its own script may run.
//!
//! Escaping is the template engine's, and every text passes [`write`] on its way. Markup that is not
//! in the templates comes from one place only: the shapes that `draw` made.

mod brand;
mod ids;
mod policy;
mod postcodes;
mod view;

use crate::document::Document;
use crate::draw::words::clean;
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value, context, escape_formatter};

const SCRIPT: &str = include_str!("script.js");
const TEMPLATES: [(&str, &str); 5] = [
    ("page.html", include_str!("page.html")),
    ("blocks.html", include_str!("blocks.html")),
    ("table.html", include_str!("table.html")),
    ("picture.html", include_str!("picture.html")),
    ("cards.html", include_str!("cards.html")),
];

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Parts folded into each other deeper than anybody would, or a fault in the templates.
    #[error("the page could not be written: {0}")]
    Template(#[from] minijinja::Error),
}

/// One file that needs no other.
///
/// # Errors
/// Where parts are folded into each other deeper than anybody would.
pub fn page(document: &Document) -> Result<String, Error> {
    let document = ids::settled(document);
    let style = brand::style(document.brand.colour.as_deref());
    let page = context! {
        policy => policy::policy(&style, SCRIPT),
        style => Value::from_safe_string(style),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        logo => document.brand.logo.as_ref().filter(|(address, _)| brand::is_picture(address)),
        shared => view::shared(&document),
        places => ids::places(&document),
        sections => view::sections(&document),
        title => &document.title,
        council => &document.council,
        brand => &document.brand.name,
        headline => &document.headline,
        caution => &document.caution,
        marks => &document.marks,
        attributions => &document.attributions,
        made => &document.made,
    };
    Ok(environment()?.get_template("page.html")?.render(page)?)
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(write);
    environment.add_test("said", |text: &str| !clean(text).is_empty());
    for (name, template) in TEMPLATES {
        environment.add_template(name, template)?;
    }
    Ok(environment)
}

/// What a reader cannot see goes, as in pictures, but for the space between a span and the next;
/// then the library makes it safe.
fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => {
            let space = |found: bool| if found { " " } else { "" };
            let (before, after) = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
            let text = [space(before), &clean(text), space(after)].concat();
            escape_formatter(out, state, &Value::from(text))
        }
        _ => escape_formatter(out, state, value),
    }
}
