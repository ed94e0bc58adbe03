//! What a column or a cell looks like, and what it offers to choose from: both follow from the form of its values.

use super::shape::{Section, Shape, brackets, items};
use super::{KIND, notes};
use crate::reference::Form;
use crate::{CellValue, Look, Offers, TemplateCell, TemplateHead};

pub fn head(name: &str, forms: &[Form], (section, setting): (&str, &str)) -> TemplateHead {
    let note = if name == KIND { "Which kind it is".to_owned() } else { notes::note(section, setting) };
    TemplateHead { name: name.to_owned(), note, needed: false, look: look(forms), offers: offers(forms) }
}

/// Is it written in one cell?
pub fn is_single(forms: &[Form]) -> bool {
    let inside = if forms.first() == Some(&Form::List) { items(forms) } else { forms };
    !matches!(inside.first(), None | Some(Form::Map | Form::Bracket(_) | Form::Kinds(_)))
}

pub fn empty(head: &TemplateHead) -> TemplateCell {
    TemplateCell { value: None, look: head.look, offers: head.offers.clone() }
}

pub fn filled(forms: &[Form], cell: CellValue) -> TemplateCell {
    // A number in a cell that looks like text would be read as text once somebody types it again.
    let look = if matches!(cell, CellValue::Number(_)) { look(forms) } else { Look::Text };
    TemplateCell { value: Some(cell), look, offers: offers(forms) }
}

pub fn look(forms: &[Form]) -> Look {
    match forms.first() {
        Some(Form::ByYear) => look(&forms[1..]),
        Some(Form::Money | Form::SignedMoney | Form::MoneyCell | Form::SignedMoneyCell) => Look::Money,
        Some(Form::Share | Form::ShareAboveZero | Form::Rate) => Look::Share,
        Some(
            Form::Number(..)
            | Form::Whole(..)
            | Form::Count(_)
            | Form::FromOne(_)
            | Form::Exactly(_)
            | Form::Sessions
            | Form::SessionsOrNone
            | Form::InUnit
            | Form::Written,
        ) => Look::Number,
        _ => Look::Text,
    }
}

pub fn offers(forms: &[Form]) -> Offers {
    match forms {
        [Form::Kinds(words), ..] if words.iter().any(|word| crate::reference::is_unnamed(word)) => {
            Offers::Hints(words.clone())
        }
        [Form::Words(words) | Form::Kinds(words), ..] => Offers::Words(words.clone()),
        [Form::YesNo | Form::YesNoCell, ..] => Offers::Words(vec!["yes".to_owned(), "no".to_owned()]),
        [Form::Name(kind), ..] | [Form::Text, Form::Name(kind), ..] => ids_of(kind),
        _ => Offers::Nothing,
    }
}

/// The sheet whose ids these names are.
fn ids_of(kind: &str) -> Offers {
    let entries = |section: &&Section| {
        let plural = section.path.len() == 1 && section.path[0] == format!("{kind}s");
        !section.list && (plural || brackets(&section.entry) == [kind])
    };
    let found = Shape::get().sections.iter().find(entries).filter(|section| section.within().is_none());
    found.map_or(Offers::Nothing, |section| Offers::Ids(section.sheet.clone()))
}

pub fn outer_ids(key: &str) -> Offers {
    let found = Shape::get().sections.iter().find(|section| section.path.last().is_some_and(|last| last == key));
    found.map_or(Offers::Nothing, |section| Offers::Ids(section.sheet.clone()))
}
