//! From base to proposal as a picture: its title and cautions; `doorstep_page` draws it.

use super::risk::walked;
use crate::accounts::Accounts;
use crate::report::summary::CAUTION;
use doorstep_page::charts::waterfall::{Step, waterfall};
use doorstep_page::charts::{About, sheet};
use doorstep_scenario::Scenario;

/// The whole picture as SVG; only its frame where there are no years.
pub fn picture(scenario: &Scenario, accounts: &Accounts) -> String {
    let steps: Vec<Step> = walked(&accounts.waterfall)
        .into_iter()
        .map(|(step, from, to)| Step { name: step.name.clone(), level: step.level, amount: step.amount, from, to })
        .collect();
    let year = accounts.years.last().map_or_else(String::new, |year| year.year.to_string());
    let title = format!("{}: from the base to the proposal, {year}", scenario.name);
    let said = format!("{}. A whole year's net cost, all funds, in money of {year}. {CAUTION}", scenario.council);
    let table = "The same figures stand in waterfall.csv.".to_owned();
    sheet(&waterfall(&About::of("waterfall", title), &steps), &[said, table])
}
