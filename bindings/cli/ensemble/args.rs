//! What can be said of an ensemble.

use crate::cli::args::{How, Way, counted, fraction, share};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `doorstep ensemble`
#[derive(Debug, Args)]
pub struct Ensemble {
    /// What to do.
    #[command(subcommand)]
    pub command: EnsembleCommand,
}

/// What can be done with an ensemble.
#[derive(Debug, Subcommand)]
pub enum EnsembleCommand {
    /// Draw futures and write them down in a folder, ready to be answered.
    #[command(
        after_help = "Examples:\n  doorstep ensemble plan scenario.ron --members 1000\n  doorstep ensemble plan scenario.ron --design mc --members 5000 --hold runs/a --hold few=runs/b:\"alternative 1\"\n  doorstep ensemble plan scenario.ron --design saltelli --base 256 --no-best --hold runs/a\n  doorstep ensemble plan scenario.ron --design table --table my-futures.csv"
    )]
    Plan(EnsemblePlan),
    /// Answer the parts that are not there yet, on this machine; or one part, for a cluster.
    #[command(
        after_help = "Examples:\n  doorstep ensemble run ensembles/city\n  doorstep ensemble run ensembles/city --chunk 17 --threads 1\n\nCtrl-C keeps the parts that are done."
    )]
    Run(EnsembleRun),
    /// The same: what is there is left alone.
    Resume(EnsembleRun),
    /// Say what is done, and how it ended.
    Status(EnsembleFolder),
    /// Put the parts together and say what they show.
    #[command(
        after_help = "Examples:\n  doorstep ensemble collect ensembles/city\n  doorstep ensemble collect ensembles/city --partial --csv\n\nWrites results/: Parquet tables, robustness.csv, measures.csv, keep_frequency.csv, summary.txt."
    )]
    Collect(EnsembleCollect),
    /// Write one of the futures down as a scenario of its own: solve it, look at it, change it.
    #[command(
        after_help = "Examples:\n  doorstep ensemble future ensembles/city 417\n  doorstep solve futures/city-417/future-417.ron\n\nWrites the scenario's files with that future's tables, and a variant with its settings."
    )]
    Future(EnsembleFuture),
    /// Print a script for a cluster that runs Slurm.
    #[command(after_help = "Example:\n  doorstep ensemble slurm ensembles/city --tasks 100 > job.sh && sbatch job.sh")]
    Slurm(EnsembleSlurm),
    /// Find one plan for several of the futures: least greatest regret, the best of the worst of them, or the mean.
    #[command(
        after_help = "Examples:\n  doorstep ensemble robust ensembles/city --criterion minimax-regret\n  doorstep ensemble robust ensembles/city --criterion cvar --share 0.1 --futures 50\n  doorstep ensemble robust ensembles/city --criterion mean --members 3,7,9 --out runs/three\n\nWrites a run folder with futures.csv. Hold the plan in all futures then:\n  doorstep ensemble plan scenario.ron --hold robust=runs/city-minimax-regret:plan"
    )]
    Robust(EnsembleRobust),
}

/// What makes a plan good over several futures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Goodness {
    /// The greatest regret is least: what the best plan of a future has more of the first goal.
    MinimaxRegret,
    /// The mean of the worst share of futures is best: conditional value at risk.
    Cvar,
    /// The mean is best.
    Mean,
}

/// `doorstep ensemble robust`
#[derive(Debug, Args)]
pub struct EnsembleRobust {
    /// The ensemble's folder.
    pub folder: PathBuf,
    /// What makes a plan good over several futures.
    #[arg(long, value_enum)]
    pub criterion: Goodness,
    /// With cvar, which share of futures is the worst: 1 is all of them, near 0 the worst alone.
    #[arg(long, value_name = "SHARE", default_value_t = 0.1, value_parser = worst)]
    pub share: f64,
    /// How many of its futures, the first ones, up to 50; as many as there are if there are fewer.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=50))]
    pub futures: u64,
    /// Which of its futures instead, by their numbers from 0, with commas between.
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',', conflicts_with = "futures")]
    pub members: Vec<u64>,
    /// The run folder to write; runs/NAME-CRITERION by default.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// How to solve. The effort is that of each future, and the plan for n of them may take n times as much.
    #[command(flatten)]
    pub how: How,
}

fn worst(text: &str) -> Result<f64, String> {
    let value = fraction(text).ok_or("write a share such as 0.1 or 10%")?;
    if value > 0.0 && value <= 1.0 {
        Ok(value)
    } else {
        Err("a share of futures is above 0 and at most 1; 0.1 is the worst tenth".to_owned())
    }
}

/// Ways to draw futures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Drawing {
    /// A Latin hypercube: every number's range is covered evenly.
    Lhs,
    /// Monte Carlo: each future by chance alone, for probabilities.
    Mc,
    /// Sobol's sequence, scrambled: more even than chance.
    Sobol,
    /// Every combination of some values of each number.
    Grid,
    /// Saltelli's, for Sobol's indices.
    Saltelli,
    /// Morris's trajectories, for screening.
    Morris,
    /// Your own, by --table.
    Table,
}

/// `doorstep ensemble plan`
#[derive(Debug, Args)]
pub struct EnsemblePlan {
    /// A scenario or variant file that says what is uncertain.
    pub scenario: PathBuf,
    /// The folder to make; ensembles/NAME by default. It must not exist, or be empty.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// How to draw.
    #[arg(long, value_enum, default_value_t = Drawing::Lhs)]
    pub design: Drawing,
    /// How many futures: with lhs, mc and sobol; 200 unless told.
    #[arg(long, value_parser = counted)]
    pub members: Option<usize>,
    /// How many values of each number: with grid; 3 unless told.
    #[arg(long, value_parser = counted)]
    pub points: Option<usize>,
    /// How many base samples: with saltelli; best a power of two; 64 unless told.
    #[arg(long, value_parser = counted)]
    pub base: Option<usize>,
    /// With saltelli, rows for indices of pairs, too.
    #[arg(long)]
    pub second_order: bool,
    /// How many trajectories: with morris; 20 unless told.
    #[arg(long, value_parser = counted)]
    pub trajectories: Option<usize>,
    /// How many levels of each number: with morris; 4 unless told.
    #[arg(long, value_parser = counted)]
    pub levels: Option<usize>,
    /// The futures themselves, as CSV or Parquet with a column for each number: with table.
    #[arg(long, value_name = "FILE")]
    pub table: Option<PathBuf>,
    /// Seed of the draws.
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
    /// A plan to hold fixed in every future: a run folder, RUN:OPTION, or a plan file; NAME=… names it.
    #[arg(long, value_name = "RUN")]
    pub hold: Vec<String>,
    /// Do not look for the best plan of each future.
    #[arg(long)]
    pub no_best: bool,
    /// Tell reach under every model of who goes where; always so where plans are held.
    #[arg(long)]
    pub models: bool,
    /// How many futures a part has: what is lost at most when a worker dies.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub chunk: Option<u64>,
    /// Stop each goal once it is proved to be this near its best (0.001 is 0.1 %).
    #[arg(long, value_name = "SHARE", default_value = "0.005", value_parser = share)]
    pub gap: Option<f64>,
    /// Stop each future after this much work, in simplex iterations.
    #[arg(long, value_name = "ITERATIONS", default_value_t = 40_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub effort: u64,
    /// How to solve.
    #[arg(long, value_enum, default_value_t = Way::Auto)]
    pub method: Way,
}

/// `doorstep ensemble run` and `resume`
#[derive(Debug, Args)]
pub struct EnsembleRun {
    /// The ensemble's folder.
    pub folder: PathBuf,
    /// Only this part, counted from 0.
    #[arg(long, value_name = "NUMBER")]
    pub chunk: Option<u64>,
    /// How many parts at a time; as many as the machine has processors by default.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=256))]
    pub threads: Option<u32>,
    /// Show no progress.
    #[arg(long, short)]
    pub quiet: bool,
}

/// `doorstep ensemble status`
#[derive(Debug, Args)]
pub struct EnsembleFolder {
    /// The ensemble's folder.
    pub folder: PathBuf,
}

/// `doorstep ensemble collect`
#[derive(Debug, Args)]
pub struct EnsembleCollect {
    /// The ensemble's folder.
    pub folder: PathBuf,
    /// Put together what is there, though some is not.
    #[arg(long)]
    pub partial: bool,
    /// Write every table as CSV, too.
    #[arg(long)]
    pub csv: bool,
}

/// `doorstep ensemble future`
#[derive(Debug, Args)]
pub struct EnsembleFuture {
    /// The ensemble's folder.
    pub folder: PathBuf,
    /// Which future, as tables number them: from 0.
    pub member: u64,
    /// The folder to write; futures/NAME-NUMBER by default. It must not exist, or be empty.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
}

/// `doorstep ensemble slurm`
#[derive(Debug, Args)]
pub struct EnsembleSlurm {
    /// The ensemble's folder, as the cluster's machines see it.
    pub folder: PathBuf,
    /// How many tasks share the parts; many clusters take no more than 1,000.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub tasks: u32,
    /// Memory of a task.
    #[arg(long, default_value = "2G")]
    pub memory: String,
    /// Time limit of a task.
    #[arg(long, default_value = "04:00:00")]
    pub time: String,
    /// How the cluster's machines call Doorstep, as it stands in the script; by default this program's own path.
    #[arg(long, value_name = "WORDS")]
    pub program: Option<String>,
}
