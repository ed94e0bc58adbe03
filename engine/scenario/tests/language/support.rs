//! What several tests need: the base scenario, a folder to write to, numbers that are as good as random.

use doorstep_scenario::{Fault, Loaded, load_text};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Names and contents.
pub type Folder = BTreeMap<String, Vec<u8>>;

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file directly in a folder.
pub fn read_folder(folder: &Path) -> Folder {
    let mut files = Folder::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
    files
}

/// The sound scenario that every case spoils.
pub fn base() -> Folder {
    static BASE: LazyLock<Folder> = LazyLock::new(|| read_folder(&root().join("tests/invalid/base")));
    BASE.clone()
}

/// The scenario that says everything the language can say, beside the tables of the base.
pub fn everything() -> Folder {
    let mut files = base();
    files.extend(read_folder(&root().join("tests/invalid/everything")));
    files
}

/// The scenario with a programme, beside the tables of the base.
pub fn programme() -> Folder {
    let mut files = base();
    files.extend(read_folder(&root().join("tests/invalid/programme")));
    files
}

/// The base with travel by a table: walks and buses, of which some are missing, and rows of a square
/// matrix that nobody uses.
pub fn matrix() -> Folder {
    let mut files = changed("travel: StraightLine(detour: 1.3)", "travel: Matrix(unit: Metres, by: [\"walk\"])");
    let text = String::from_utf8(files["scenario.ron"].clone()).unwrap();
    let text = text
        .replace("baseline: \"baseline.csv\")", "baseline: \"baseline.csv\", travel: \"travel.csv\")")
        .replace("least: 1, most: 4,", "least: 1, most: 4, by: [\"bus\"],");
    files.insert("scenario.ron".to_owned(), text.into_bytes());
    let table = "from_id,to_id,mode,distance
middle,elm,bus,900
middle,elm,walk,650.5
middle,library,walk,0
middle,oak,bus,800.25
middle,oak,walk,1300
north,library,walk,1250
north,oak,bus,NaN
north,oak,walk,10
south,elm,bus,700
south,elm,walk,640
south,library,walk,1400
south,oak,walk,
oak,south,walk,3
oak,elm,bus,4
middle,south,bus,5
";
    files.insert("travel.csv".to_owned(), table.as_bytes().to_vec());
    files
}

/// How long a thread has worked since it was started, where the system tells: other work on the
/// machine does not count.
pub struct Stopwatch(Instant, Option<Duration>);

impl Stopwatch {
    pub fn start() -> Self {
        Self(Instant::now(), Self::worked())
    }

    pub fn elapsed(&self) -> Duration {
        let worked = Self::worked().zip(self.1).map(|(now, before)| now.saturating_sub(before));
        worked.unwrap_or_else(|| self.0.elapsed())
    }

    fn worked() -> Option<Duration> {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    }
}

/// How long one load may take: a second, or five where nothing is optimised.
pub const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });

/// Loads from memory; bytes that are not UTF-8 are replaced.
pub fn load_memory(files: &Folder, run: &str) -> Result<Loaded, Vec<Fault>> {
    let texts: Vec<(String, String)> =
        files.iter().map(|(name, bytes)| (name.clone(), String::from_utf8_lossy(bytes).into_owned())).collect();
    let mut list: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    list.sort_by_key(|(name, _)| *name != run);
    load_text(&list)
}

/// The base with one text replaced.
pub fn changed(find: &str, with: &str) -> Folder {
    let mut files = base();
    let text = String::from_utf8(files["scenario.ron"].clone()).unwrap();
    assert_eq!(text.matches(find).count(), 1, "{find}");
    files.insert("scenario.ron".to_owned(), text.replace(find, with).into_bytes());
    files
}

/// A folder of its own for a test, removed when done.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("doorstep-scenario-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn write(&self, files: &Folder) {
        for (name, bytes) in files {
            let path = self.0.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Numbers from a seed (`SplitMix64`), the same on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `below` − 1.
    pub fn below(&mut self, below: usize) -> usize {
        usize::try_from(self.next() % below.max(1) as u64).unwrap()
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}
