//! What can be said on the command line. Flags say *how*, never *what*: that is the scenario's.

use crate::cli::bundled::ALL;
use crate::cli::ensemble::args::Ensemble;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use doorstep::measures::fairness::Fairness;
use doorstep::method::Wanted;
use std::path::PathBuf;

/// Options for reallocating money across children's centres, drop-ins and targeted services.
#[derive(Debug, Parser)]
#[command(
    name = "doorstep",
    version,
    about = "Options for reallocating money across children's centres, drop-ins and targeted services",
    after_help = "Examples:
  doorstep demo                          the bundled Birmingham scenario, from data to pictures
  doorstep list                          what is bundled
  doorstep new my-council                a small scenario to start from
  doorstep check my-council/scenario.ron every problem in it, with file, line and what to do
  doorstep solve my-council/scenario.ron options, checked, in a run folder
  doorstep score my-council/scenario.ron plan.csv   your own plan, costed and checked
  doorstep compare runs/a runs/b         what differs between two runs
  doorstep report runs/a -o page.html    a page of it: maps, pictures, tables
  doorstep explain my-council/scenario.ron elm      why a site is kept or goes
  doorstep frontier my-council/scenario.ron         reach against cost, point by point
  doorstep ensemble plan my-council/scenario.ron    futures of what is uncertain, for many solves
  doorstep reference ReachShare          everything about one rule, goal, table or code

Exit codes: 0 done, 1 bad input, 2 usage, 3 impossible, 4 stopped at a limit, 5 failed.
Outputs are options for consideration: decision support, not a decision."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Solve the bundled Birmingham scenario and show options.
    #[command(after_help = "Examples:\n  doorstep demo\n  doorstep demo --out runs/first --time-limit 60")]
    Demo(Demo),
    /// Write a small scenario that solves, to start from.
    #[command(
        after_help = "Examples:\n  doorstep new my-council && doorstep solve my-council/scenario.ron\n  doorstep new --workbook my-council.xlsx\n\nThe workbook is the same scenario over three years, to fill in with Excel: see doorstep import."
    )]
    New(New),
    /// Turn a scenario's workbook into a folder that can be solved.
    #[command(
        after_help = "Examples:\n  doorstep new --workbook my-council.xlsx\n  doorstep import my-council.xlsx my-council && doorstep solve my-council/scenario.ron\n  doorstep import my-council.xlsx my-council --replace\n  doorstep export my-council/scenario.ron -o my-council.xlsx\n\nWhatever is wrong is told at once, by sheet and cell, and nothing is written.\nA workbook can also be checked, solved and scored as it is: doorstep check my-council.xlsx"
    )]
    Import(Import),
    /// Turn a ledger as a finance system exports it into the ledger table of a scenario.
    #[command(
        after_help = "Examples:\n  doorstep ledger export.csv ledger.ron -o my-council/ledger.csv\n  doorstep ledger export.xlsx ledger.ron -o ledger.csv --scenario my-council/scenario.ron --accounted accounted.csv\n\nThe mapping says which columns and rows mean what, and the control total everything has to come to:\ndoorstep reference LedgerMapping. A row that no rule covers is told; nothing is guessed."
    )]
    Ledger(Ledger),
    /// Name the bundled scenarios and their variants.
    #[command(after_help = "Example:\n  doorstep list")]
    List,
    /// Write a bundled scenario with its tables and variants, to start from.
    #[command(
        after_help = "Examples:\n  doorstep list\n  doorstep init birmingham-early-years birmingham && doorstep solve birmingham/save-5m.ron"
    )]
    Init(Init),
    /// Find every problem in a scenario and its tables.
    #[command(after_help = "Examples:\n  doorstep check scenario.ron\n  doorstep check scenario.ron --format json")]
    Check(Check),
    /// Find options, prove them again, and write a run folder.
    #[command(
        after_help = "Examples:\n  doorstep solve scenario.ron\n  doorstep solve save-5m.ron --out runs/save-5m --time-limit 60\n  doorstep solve scenario.ron --gap 0.001 --alternatives 3\n\nCtrl-C keeps the best plan so far; a second Ctrl-C ends at once.\nWithout --time-limit the same inputs give the same bytes everywhere."
    )]
    Solve(Solve),
    /// Score your own plan: its money, reach, rules and goals beside the status quo.
    #[command(
        after_help = "Examples:\n  doorstep score scenario.ron my-levels.csv my-sessions.csv\n  doorstep score scenario.ron my-plan.ron --out runs/my-plan\n  doorstep score scenario.ron runs/a/sites.csv runs/a/offers.csv --option \"alternative 1\"\n\nA plan is any of: a table site,level; a table service,mode,place,sessions; the sites.csv and\noffers.csv of a run, edited; or Plan(levels: {\"oak\": \"hub\"}, sessions: {\"play\": {\"centre\": {\"oak\": 3.5}}}).\nWhat it does not state stays as it is today; but an offers.csv of a run states all that runs.\n\nExit code 0 even if rules are broken: they are listed. 3 if the plan cannot be (rooms or venues\noverfull, too few or too many sessions). 1 if it cannot be read."
    )]
    Score(Score),
    /// Say why sites are kept or go: what the other fate costs, what would turn it, who would go where.
    #[command(
        after_help = "Examples:\n  doorstep explain scenario.ron oak\n  doorstep explain scenario.ron oak elm --time-limit 60\n\nWrites choices.csv, who_goes_where.csv and the plan for each other fate as an option."
    )]
    Explain(Explain),
    /// Show how much choice there is: plans far apart, and sites that are always kept, always go, or may do either.
    #[command(
        after_help = "Examples:\n  doorstep choices scenario.ron\n  doorstep choices scenario.ron --within 0.02 --alternatives 5\n\nEvery site is solved for the other way round: on a city that takes minutes."
    )]
    Choices(Choices),
    /// Show what can be had of one goal for so much of another.
    #[command(
        after_help = "Examples:\n  doorstep frontier scenario.ron\n  doorstep frontier scenario.ron --first most-reach --second fewest-changes --points 8\n  doorstep frontier small.ron --all\n\nWrites frontier.csv, .svg and .png, and every point as an option."
    )]
    Frontier(Frontier),
    /// Plan rising savings so that each step is part of the next, and say what that costs.
    #[command(
        after_help = "Examples:\n  doorstep ladder scenario.ron --amounts £2m £5m £8m\n  doorstep ladder scenario.ron --amounts £2m £5m --from first --target save"
    )]
    Ladder(Ladder),
    /// Say what the next pounds are worth, by solving again.
    #[command(
        after_help = "Examples:\n  doorstep margins scenario.ron\n  doorstep margins scenario.ron --step £250k --target save"
    )]
    Margins(Margins),
    /// Lay runs side by side: every pound, site, offer and person that differs.
    #[command(
        after_help = "Examples:\n  doorstep compare runs/save-5m runs/save-16m\n  doorstep compare runs/a:plan \"runs/a:alternative 1\" runs/b:proposal --csv side-by-side\n\nRUN is a folder that solve or score has written. Without an option the plan is meant, or the proposal."
    )]
    Compare(Compare),
    /// Make a page of runs that people can read: maps, pictures, tables; also as PDF and for Word.
    #[command(
        after_help = "Examples:\n  doorstep report runs/demo -o page.html --open\n  doorstep report runs/save-5m runs/save-16m -o options.html -o options.docx\n  doorstep report runs/save-5m -o save-5m.xlsx\n  doorstep report runs/demo --public --words page.ron -o public.html -o public.pdf\n\nRUN is a run folder, perhaps with one of its options: RUN:LABEL. Several runs start from the same today.\nA page needs nothing else: it opens offline, by a double click. A PDF is printed by an installed Chromium, Chrome or Edge."
    )]
    Report(Report),
    /// Draw futures of what is uncertain, answer all of them, and say which plans stand up.
    Ensemble(Ensemble),
    /// Tell the ledger of runs: what was asked, what changed, what came of it, kept or discarded.
    #[command(
        after_help = "Examples:\n  doorstep runs\n  doorstep runs my-council/runs\n\nEvery run into a folder called runs is recorded in its runs.csv."
    )]
    Runs(Runs),
    /// Write a scenario as a workbook to fill in, or its model as LP or MPS text for another solver.
    #[command(
        after_help = "Examples:\n  doorstep export scenario.ron -o scenario.xlsx\n  doorstep export scenario.ron --to lp -o model.lp\n  doorstep export scenario.ron --to mps -o model.mps --goal 2"
    )]
    Export(Export),
    /// Tell everything that can be written in a scenario: settings, rules, goals, tables, codes.
    #[command(
        after_help = "Examples:\n  doorstep reference > reference.md\n  doorstep reference ReachShare\n  doorstep reference \"cost line\"\n  doorstep reference DS103\n  doorstep reference --format json"
    )]
    Reference(Reference),
}

/// How to solve.
#[derive(Debug, Clone, Args)]
pub struct How {
    /// Stop each goal once it is proved to be this near its best (0.005 is 0.5 %). Without it each
    /// goal's own tolerance counts.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub gap: Option<f64>,
    /// Stop after about this many seconds. The result then depends on the machine.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub time_limit: Option<f64>,
    /// Stop after this much work, in simplex iterations. The result does not depend on the machine.
    #[arg(long, value_name = "ITERATIONS", default_value_t = 40_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub effort: u64,
    /// Seed of the solver.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=2_147_483_647))]
    pub seed: u32,
    /// Threads: each solve uses one, questions of many solves as many as there are; so does preparing large
    /// scenarios. As many as the machine has by default. Results do not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=256))]
    pub threads: Option<u32>,
    /// How to solve it: the run tells which method was chosen, and why.
    #[arg(long, value_enum, default_value_t = Way::Auto)]
    pub method: Way,
    /// List areas that lose more than this share of those a service reaches there today.
    #[arg(long, value_name = "SHARE", default_value_t = Fairness::LOSING, value_parser = losing)]
    pub losing: f64,
    /// Show no progress.
    #[arg(long, short)]
    pub quiet: bool,
}

/// What to set beside the plan.
#[derive(Debug, Clone, Args)]
pub struct Beside {
    /// How many alternatives to set beside the plan.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(0..=10))]
    pub alternatives: u32,
    /// Of a programme: bound all years together, too. Nearer than the years by themselves; minutes on a city.
    #[arg(long)]
    pub joint: bool,
}

/// Ways to solve a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// The one that suits the scenario.
    Auto,
    /// The whole model at once, by `HiGHS`.
    General,
    /// Place by place, with prices on what places share; `HiGHS` for the plans.
    Decomposed,
    /// The whole model by microlp through `good_lp`: a second opinion on small scenarios.
    Microlp,
}

impl Way {
    /// As it is written on the command line.
    pub fn name(self) -> String {
        word(&self)
    }

    /// The engine's name for it.
    pub fn wanted(self) -> Wanted {
        match self {
            Way::Auto => Wanted::Auto,
            Way::General => Wanted::General,
            Way::Decomposed => Wanted::Decomposed,
            Way::Microlp => Wanted::Portable,
        }
    }
}

/// `doorstep demo`
#[derive(Debug, Args)]
pub struct Demo {
    /// The run folder to write.
    #[arg(long, value_name = "FOLDER", default_value = "runs/demo")]
    pub out: PathBuf,
    /// How to solve.
    #[command(flatten)]
    pub how: How,
    /// What to set beside the plan.
    #[command(flatten)]
    pub beside: Beside,
    /// Open the page when it is made.
    #[arg(long)]
    pub open: bool,
}

/// `doorstep new`
#[derive(Debug, Args)]
pub struct New {
    /// The folder to make. It must not exist, or be empty.
    #[arg(required_unless_present = "workbook", conflicts_with = "workbook")]
    pub folder: Option<PathBuf>,
    /// A workbook to fill in instead: its name, ending in .xlsx. It must not exist.
    #[arg(long, value_name = "FILE")]
    pub workbook: Option<PathBuf>,
}

/// `doorstep import`
#[derive(Debug, Args)]
pub struct Import {
    /// The workbook, as `new --workbook` or `export` has written it and somebody has filled it in.
    pub workbook: PathBuf,
    /// The folder to make. It must not exist, or be empty.
    pub folder: PathBuf,
    /// Write over the files of an earlier import; other files in the folder stay.
    #[arg(long)]
    pub replace: bool,
    /// Where files stand that the workbook names and does not hold, such as outlines. The workbook's own folder
    /// otherwise.
    #[arg(long, value_name = "FOLDER")]
    pub files: Option<PathBuf>,
}

/// `doorstep ledger`
#[derive(Debug, Args)]
pub struct Ledger {
    /// The export: CSV, or a workbook.
    pub export: PathBuf,
    /// The mapping, in RON.
    pub mapping: PathBuf,
    /// The table to write.
    #[arg(long, short, value_name = "FILE")]
    pub out: PathBuf,
    /// A scenario whose cost lines and year the ledger has to be of.
    #[arg(long, value_name = "SCENARIO")]
    pub scenario: Option<PathBuf>,
    /// Where to write what became of every row of the export.
    #[arg(long, value_name = "FILE")]
    pub accounted: Option<PathBuf>,
}

/// `doorstep init`
#[derive(Debug, Args)]
pub struct Init {
    /// Which bundled scenario; `doorstep list` names them.
    #[arg(value_parser = PossibleValuesParser::new(ALL.map(|bundle| bundle.name)))]
    pub name: String,
    /// The folder to make. It must not exist, or be empty.
    pub folder: PathBuf,
}

/// `doorstep check`
#[derive(Debug, Args)]
pub struct Check {
    /// A scenario or variant file.
    pub scenario: PathBuf,
    /// How to print problems.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// How to print problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One problem a line, for people.
    Text,
    /// A list of objects, for programs.
    Json,
}

/// `doorstep solve`
#[derive(Debug, Args)]
pub struct Solve {
    /// A scenario or variant file.
    pub scenario: PathBuf,
    /// The run folder to write; runs/NAME by default, NAME being that of the scenario's folder and
    /// file.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// How to solve.
    #[command(flatten)]
    pub how: How,
    /// What to set beside the plan.
    #[command(flatten)]
    pub beside: Beside,
}

/// `doorstep score`
#[derive(Debug, Args)]
pub struct Score {
    /// A scenario or variant file.
    pub scenario: PathBuf,
    /// The plan: CSV or RON, one file or several.
    #[arg(required = true, value_name = "PLAN")]
    pub plans: Vec<PathBuf>,
    /// Which option of a run's sites.csv or offers.csv to read: "plan" by default, or "proposal".
    #[arg(long, value_name = "LABEL")]
    pub option: Option<String>,
    /// List areas that lose more than this share of those a service reaches there today.
    #[arg(long, value_name = "SHARE", default_value_t = Fairness::LOSING, value_parser = losing)]
    pub losing: f64,
    /// The run folder to write; runs/NAME-score-PLAN by default.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Look for better plans for the same money: with one site at another level, with two, with any.
    #[arg(long)]
    pub improve: bool,
    /// With --improve, stop after about this many seconds. The result then depends on the machine.
    #[arg(long, value_name = "SECONDS", value_parser = seconds, requires = "improve")]
    pub time_limit: Option<f64>,
    /// With --improve, stop each search after this much work, in simplex iterations.
    #[arg(long, value_name = "ITERATIONS", default_value_t = 40_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub effort: u64,
    /// Show no progress.
    #[arg(long, short)]
    pub quiet: bool,
}

/// `doorstep explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// A scenario or variant file.
    pub scenario: PathBuf,
    /// Ids of sites.
    #[arg(required = true, value_name = "SITE")]
    pub sites: Vec<String>,
    /// The run folder to write; runs/NAME-explain by default.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// How to solve.
    #[command(flatten)]
    pub how: How,
}

/// `doorstep choices`
#[derive(Debug, Args)]
pub struct Choices {
    /// A scenario or variant file.
    pub scenario: PathBuf,
    /// How near the plan's first goal is near enough (0.01 is 1 %).
    #[arg(long, value_name = "SHARE", default_value_t = 0.01, value_parser = share)]
    pub within: f64,
    /// How many plans far from each other to look for.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=10))]
    pub alternatives: u32,
    /// The run folder to write; runs/NAME-choices by default.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// How to solve.
    #[command(flatten)]
    pub how: How,
}

/// `doorstep frontier`
#[derive(Debug, Args)]
pub struct Frontier {
    /// A scenario or variant file.
    pub scenario: PathBuf,
    /// The goal that is best at every point: most-reach, least-cost, fewest-changes, or the number of a goal of
    /// the scenario.
    #[arg(long, value_name = "GOAL", default_value = "most-reach")]
    pub first: String,
    /// The goal that is held from point to point.
    #[arg(long, value_name = "GOAL", default_value = "least-cost")]
    pub second: String,
    /// How many points, evenly spaced by the second goal.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(2..=500))]
    pub points: u32,
    /// Every point there is; for small scenarios.
    #[arg(long, conflicts_with = "points")]
    pub all: bool,
    /// Leave savings targets out, so that the whole range of cost is seen.
    #[arg(long)]
    pub without_targets: bool,
    /// The run folder to write; runs/NAME-frontier by default.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// How to solve.
    #[command(flatten)]
    pub how: How,
}

/// `doorstep ladder`
#[derive(Debug, Args)]
pub struct Ladder {
    /// A scenario or variant file.
    pub scenario: PathBuf,
    /// What the target is to be, step by step.
    #[arg(long, required = true, num_args = 1.., value_name = "AMOUNT")]
    pub amounts: Vec<String>,
    /// Which target; the hard one that asks for most by default.
    #[arg(long, value_name = "ID")]
    pub target: Option<String>,
    /// Which end is found first, tied to nothing.
    #[arg(long, value_enum, default_value_t = End::Last)]
    pub from: End,
    /// The run folder to write; runs/NAME-ladder by default.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// How to solve.
    #[command(flatten)]
    pub how: How,
}

/// Which end of a ladder is found first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum End {
    /// The deepest step: it is what lasts.
    Last,
    /// The first step: each goes on from where the one before it stands.
    First,
}

/// `doorstep margins`
#[derive(Debug, Args)]
pub struct Margins {
    /// A scenario or variant file.
    pub scenario: PathBuf,
    /// How much less and more is to be saved: £100k, or a tenth of a target of less than £1m.
    #[arg(long, value_name = "AMOUNT")]
    pub step: Option<String>,
    /// Which target; the hard one that asks for most by default.
    #[arg(long, value_name = "ID")]
    pub target: Option<String>,
    /// The run folder to write; runs/NAME-margins by default.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// How to solve.
    #[command(flatten)]
    pub how: How,
}

/// `doorstep compare`
#[derive(Debug, Args)]
pub struct Compare {
    /// Run folders, each perhaps with an option: RUN or RUN:LABEL. The first is what the others are
    /// held against.
    #[arg(required = true, num_args = 2.., value_name = "RUN")]
    pub runs: Vec<String>,
    /// Write full tables into this folder, which must not exist, or be empty.
    #[arg(long, value_name = "FOLDER")]
    pub csv: Option<PathBuf>,
}

/// `doorstep report`
#[derive(Debug, Args)]
pub struct Report {
    /// Run folders, each perhaps with an option: RUN or RUN:LABEL. At most five options on one page.
    #[arg(required = true, value_name = "RUN")]
    pub runs: Vec<String>,
    /// What to write: a name that ends in .html, .pdf, .docx, or .xlsx (of one run: every table, with live sums). May
    /// be given several times.
    #[arg(long, short, required = true, value_name = "FILE")]
    pub out: Vec<PathBuf>,
    /// A file of your own words: title, names and reasons of options, officers' words, colour, logo (RON).
    #[arg(long, value_name = "FILE")]
    pub words: Option<PathBuf>,
    /// For everybody: people rounded, small numbers and what would tell them hidden.
    #[arg(long)]
    pub public: bool,
    /// With --public, numbers of people below this are hidden, and others rounded to a multiple of it.
    #[arg(long, value_name = "PEOPLE", default_value_t = 5, requires = "public", value_parser = clap::value_parser!(u8).range(5..=10))]
    pub threshold: u8,
    /// Write every picture as SVG and PNG, too, into this folder, which must not exist, or be empty.
    #[arg(long, value_name = "FOLDER")]
    pub pictures: Option<PathBuf>,
    /// Open the first file when it is written.
    #[arg(long)]
    pub open: bool,
}

/// `doorstep runs`
#[derive(Debug, Args)]
pub struct Runs {
    /// The folder of the run folders.
    #[arg(default_value = "runs")]
    pub folder: PathBuf,
}

/// `doorstep export`
#[derive(Debug, Args)]
pub struct Export {
    /// A scenario or variant file.
    pub scenario: PathBuf,
    /// Which format. The ending of the file says so otherwise: .xlsx, .lp or .mps.
    #[arg(long, value_enum)]
    pub to: Option<Kind>,
    /// The file to write.
    #[arg(long, short, value_name = "FILE")]
    pub out: PathBuf,
    /// Write over a workbook that is there: sheets and formulas of your own in it are lost.
    #[arg(long)]
    pub replace: bool,
    /// Which goal to write as the objective, from 1, least shortfall first where anything is soft.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub goal: u32,
    /// Whole sessions, or continuous ones as large scenarios are solved.
    #[arg(long, value_enum, default_value_t = GrainArg::Whole)]
    pub sessions: GrainArg,
}

/// Formats of a scenario and its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A workbook to fill in, which `import` reads.
    Xlsx,
    /// CPLEX LP text.
    Lp,
    /// Free MPS.
    Mps,
}

/// How sessions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GrainArg {
    /// In whole steps.
    Whole,
    /// Continuous.
    Continuous,
}

/// `doorstep reference`
#[derive(Debug, Args)]
pub struct Reference {
    /// One section only: a rule, a goal, a kind of entry, a table, or the code of a fault.
    pub name: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Page::Md)]
    pub format: Page,
}

/// Formats of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Page {
    /// A page in Markdown, for people.
    Md,
    /// One object, for programs.
    Json,
}

/// A choice as the command line has it.
pub fn word(choice: &impl ValueEnum) -> String {
    choice.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// A share: 0.005 or 0.5%.
pub fn fraction(text: &str) -> Option<f64> {
    match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().ok().map(|percent| percent / 100.0),
        None => text.parse().ok(),
    }
}

pub fn share(text: &str) -> Result<f64, String> {
    let value = fraction(text).ok_or("write a share such as 0.005 or 0.5%")?;
    if (0.0..1.0).contains(&value) {
        Ok(value)
    } else {
        Err("a gap is from 0 up to, not including, 1; 0.005 is 0.5 %".to_owned())
    }
}

/// How many, from 1; what is too many is told where it is known of what.
pub fn counted(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|many| *many > 0).ok_or_else(|| "a whole number from 1 is expected".to_owned())
}

fn losing(text: &str) -> Result<f64, String> {
    let value = fraction(text).ok_or("write a share such as 0.25 or 25%")?;
    if (0.0..1.0).contains(&value) {
        Ok(value)
    } else {
        Err("a share is from 0 up to, not including, 1; 0.25 is a quarter".to_owned())
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "write seconds such as 60".to_owned())?;
    if (1.0..=1e7).contains(&value) { Ok(value) } else { Err("a time limit is at least 1 second".to_owned()) }
}
