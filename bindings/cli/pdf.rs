//! A page as a PDF: printed by a browser that is there already, which tags it as the page is tagged.
//!
//! Chromium, Chrome and Edge write the language, the title, headings, tables with their heads and the
//! words of pictures into the PDF, and an outline of it. No part of that is done, or checked, here:
//! `tests/pdf/check.py` looks at what comes out. It says nothing of PDF/UA, which needs more.

use std::env;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{self, Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Where a browser of one's own choice is named.
const CHOICE: &str = "DOORSTEP_BROWSER";
/// A browser that takes longer has stopped.
const LONGEST: Duration = Duration::from_secs(120);
/// How often it is asked whether it is done.
const PAUSE: Duration = Duration::from_millis(50);
/// What a browser is called on a search path.
const NAMES: [&str; 7] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];
/// Where it is on Windows, within each folder of programs.
const WINDOWS: [&str; 2] = ["Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe"];
/// Where it is on a Mac.
const MAC: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// Prints an HTML page to a PDF. What was at `out` stays until the new file is whole.
///
/// # Errors
/// No browser, one that fails or stops, a file that cannot be written: in a sentence each.
pub fn print(page: &Path, out: &Path) -> Result<(), String> {
    let browser = browser()?;
    let unread = |error| format!("{} cannot be read: {error}.", page.display());
    File::open(page).map_err(unread)?;
    let page = path::absolute(page).map_err(unread)?;
    let work = Work::beside(out)?;
    let made = work.0.join("page.pdf");
    run(&browser, &arguments(&page, &made, &work.0), &work.0.join("said"))?;
    let bytes = fs::read(&made).unwrap_or_default();
    if !bytes.starts_with(b"%PDF-") {
        return Err(format!("{} ended without a PDF. {}", browser.display(), instead()));
    }
    fs::rename(&made, out).map_err(|error| format!("{} cannot be written: {error}.", out.display()))
}

fn instead() -> String {
    format!("Open the page in a browser and print it to PDF, or set {CHOICE} to another browser.")
}

/// The browser named in the environment, else the first that is where browsers usually are.
fn browser() -> Result<PathBuf, String> {
    if let Some(chosen) = env::var_os(CHOICE).filter(|chosen| !chosen.is_empty()) {
        let chosen = PathBuf::from(chosen);
        let there = chosen.is_file() || on_path(&chosen).is_some();
        return if there { Ok(chosen) } else { Err(format!("{CHOICE} names {}: no such file.", chosen.display())) };
    }
    let named = NAMES.iter().find_map(|name| on_path(Path::new(name)));
    named.or_else(|| usual().into_iter().find(|place| place.is_file())).ok_or_else(|| {
        format!(
            "No browser was found to print the page with (Chromium, Chrome or Edge). Open the page and print it to \
             PDF, or set {CHOICE} to the file of a browser."
        )
    })
}

fn on_path(name: &Path) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    let mut file = name.as_os_str().to_owned();
    if name.extension().is_none() {
        file.push(env::consts::EXE_SUFFIX);
    }
    env::split_paths(&folders).map(|folder| folder.join(&file)).find(|place| place.is_file())
}

fn usual() -> Vec<PathBuf> {
    if cfg!(target_os = "macos") {
        return MAC.iter().map(PathBuf::from).collect();
    }
    let folders = ["ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"].iter().filter_map(env::var_os);
    folders.flat_map(|folder| WINDOWS.map(|place| Path::new(&folder).join(place))).collect()
}

fn arguments(page: &Path, made: &Path, work: &Path) -> Vec<OsString> {
    let with = |switch: &str, path: &Path| {
        let mut argument = OsString::from(switch);
        argument.push(path);
        argument
    };
    let mut arguments: Vec<OsString> = [
        "--headless=new",
        "--disable-gpu",
        "--disable-extensions",
        "--disable-sync",
        "--disable-component-update",
        "--disable-background-networking",
        // Nothing on a page is loaded from elsewhere, and nothing can be.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--no-first-run",
        "--no-default-browser-check",
        "--no-pdf-header-footer",
        // The first is a browser's own habit today; one that does not know a switch passes over it.
        "--export-tagged-pdf",
        "--generate-pdf-document-outline",
        // For a script that lays the page out; it is not waited for in real time.
        "--virtual-time-budget=10000",
    ]
    .map(OsString::from)
    .into();
    // Chromium refuses to start for root with its sandbox. The page is our own and loads nothing.
    if root() {
        arguments.push(OsString::from("--no-sandbox"));
    }
    arguments.push(with("--user-data-dir=", &work.join("profile")));
    arguments.push(with("--print-to-pdf=", made));
    arguments.push(OsString::from(address(page)));
    arguments
}

/// Does this run as root on Linux? Asked of the file system: the standard library has no word for it.
#[cfg(target_os = "linux")]
fn root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

#[cfg(not(target_os = "linux"))]
fn root() -> bool {
    false
}

/// The `file:` address of a page, which may have spaces, `#` or letters of any kind in its name.
fn address(page: &Path) -> String {
    // Byte by byte: a name need not be text, and a browser shows a page of its own for one it cannot find.
    let turn = |byte: &u8| if cfg!(windows) && *byte == b'\\' { b'/' } else { *byte };
    let path: Vec<u8> = page.as_os_str().as_encoded_bytes().iter().map(turn).collect();
    let start = match path.as_slice() {
        // A share on Windows; any other file there begins with the letter of its disk.
        [b'/', b'/', ..] => "file:",
        [b'/', ..] => "file://",
        _ => "file:///",
    };
    let mut address = String::from(start);
    for byte in path {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

/// Runs the browser and waits, but not for ever.
fn run(browser: &Path, arguments: &[OsString], said: &Path) -> Result<(), String> {
    let name = browser.display();
    // What it says goes to a file: a pipe that nobody empties would stop it.
    let words = File::create(said).map_err(|error| format!("{} cannot be written: {error}.", said.display()))?;
    let mut command = Command::new(browser);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(words);
    let mut child = command.spawn().map_err(|error| format!("{name} could not be started: {error}. {}", instead()))?;
    let until = Instant::now() + LONGEST;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("{name} failed ({status}): {} {}", last(said), instead())),
            Ok(None) if Instant::now() < until => thread::sleep(PAUSE),
            Ok(None) => {
                stop(&mut child);
                let seconds = LONGEST.as_secs();
                return Err(format!("{name} was stopped: no PDF after {seconds} seconds. {}", instead()));
            }
            Err(error) => {
                stop(&mut child);
                return Err(format!("{name} could not be waited for: {error}. {}", instead()));
            }
        }
    }
}

fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// The last line a browser said, which is where it says why it ended.
fn last(said: &Path) -> String {
    let mut bytes = Vec::new();
    let _ = File::open(said).map(|file| file.take(1 << 20).read_to_end(&mut bytes));
    let words = String::from_utf8_lossy(&bytes);
    let line = words.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it did not say why.");
    line.chars().filter(|letter| !letter.is_control()).take(300).collect()
}

/// A folder of this process's own beside the file to be, so that the file can be renamed into its place;
/// gone when this is.
struct Work(PathBuf);

impl Work {
    fn beside(out: &Path) -> Result<Work, String> {
        let folder = match out.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        // Not the form of a path that `canonicalize` gives on Windows: browsers cannot read it.
        let folder = path::absolute(folder).map_err(|error| format!("{}: {error}.", folder.display()))?;
        let name = out.file_name().ok_or_else(|| format!("{} is not the name of a file.", out.display()))?;
        // Not a hidden one: a browser installed as a snap may not write there.
        let mut own = name.to_owned();
        own.push(format!(".{}.tmp", std::process::id()));
        let work = folder.join(own);
        fs::create_dir(&work).map_err(|error| format!("{} cannot be made: {error}.", work.display()))?;
        Ok(Work(work))
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // A browser that has just ended may still hold a file of its profile for a moment.
        for _ in 0..20 {
            if fs::remove_dir_all(&self.0).is_ok() || !self.0.exists() {
                return;
            }
            thread::sleep(PAUSE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Work, address};
    use std::path::Path;

    #[test]
    fn an_address_holds_whatever_a_file_is_called() {
        assert_eq!(
            address(Path::new("/runs/a b#1?/50%/p\u{e4}ge.html")),
            "file:///runs/a%20b%231%3F/50%25/p%C3%A4ge.html"
        );
        assert_eq!(address(Path::new("C:/runs/page.html")), "file:///C:/runs/page.html");
        assert_eq!(address(Path::new("//server/share/page.html")), "file://server/share/page.html");
    }

    #[test]
    fn the_folder_a_browser_works_in_is_gone_afterwards() {
        let out = std::env::temp_dir().join("doorstep-print.pdf");
        let place = Work::beside(&out).map(|work| (work.0.is_dir(), work.0.clone()));
        assert!(place.is_ok_and(|(was, place)| was && !place.exists()));
    }
}
