//! `doorstep reference`: everything that can be written, as the readers themselves say it.

use crate::cli::End;
use crate::cli::args::{Page, Reference};
use doorstep::report::reference::{data, markdown, of};

pub fn run(args: &Reference) -> End {
    let (text, found) = match args.name.as_deref().map(of) {
        None if args.format == Page::Md => (markdown(), serde_json::Value::Null),
        None => (String::new(), data()),
        Some(Ok(found)) => found,
        Some(Err(fix)) => {
            let name = args.name.as_deref().unwrap_or_default();
            tell!("There is no section or code {name:?}. {fix}");
            return End::Usage;
        }
    };
    match args.format {
        Page::Md => say!("{}", text.trim_end()),
        Page::Json => say!("{found:#}"),
    }
    End::Done
}
