//! The model as LP or MPS text, written by the solver's own writer with our names.

use super::MethodError;
use super::assembled::Assembled;
use super::linear::failed;
use crate::formulation::{Aim, Formulation};
use doorstep_highs::Highs;
use std::collections::BTreeSet;
use std::path::Path;

/// Writes a formulation with an aim as its objective; the ending of the file, `.lp` or `.mps`, says
/// how.
///
/// # Errors
/// [`MethodError`] when the file cannot be written.
pub fn write_model(formulation: &Formulation, aim: Aim, file: &Path) -> Result<(), MethodError> {
    let flat = Assembled::from_formulation(formulation.clone()).flat(aim);
    let mut highs = Highs::new().map_err(failed)?;
    highs.pass(&flat.model()).map_err(failed)?;
    let columns = usable(formulation.columns.iter().map(|column| column.key.name(&formulation.instance)));
    let rows = usable(formulation.rows.iter().map(|row| row.key.name(&formulation.instance)));
    highs.set_names(&columns, &rows).map_err(failed)?;
    highs.write_model(file).map_err(failed)
}

/// Names that LP text can hold, each still unique: letters, digits, dots and underscores.
pub fn usable(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let clean = |character: char| if character.is_ascii_alphanumeric() || character == '.' { character } else { '_' };
    names
        .map(|name| {
            let plain: String = name.chars().take(200).map(clean).collect();
            let mut unique = plain.clone();
            let mut count = 1;
            while !taken.insert(unique.clone()) {
                count += 1;
                unique = format!("{plain}~{count}");
            }
            unique
        })
        .collect()
}
