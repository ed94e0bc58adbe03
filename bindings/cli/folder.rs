//! Folders that are made once and never written over.

use std::fs;
use std::path::{Path, PathBuf};

/// Writes files into a folder that does not exist yet, or is empty: all of them or none.
pub fn fill(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    let shown = folder.display();
    let cannot = |error: std::io::Error| format!("cannot write {shown}: {error}");
    if folder.exists() {
        let mut inside = fs::read_dir(folder).map_err(|error| format!("cannot look into {shown}: {error}"))?;
        if inside.next().is_some() {
            return Err(format!("{shown} is not empty; name a new folder"));
        }
        for (at, (name, bytes)) in files.iter().enumerate() {
            if let Err(error) = put(folder, name, bytes) {
                for (written, _) in &files[..=at] {
                    let _ = fs::remove_file(folder.join(written));
                }
                return Err(format!("cannot write {shown}/{name}: {error}"));
            }
        }
        return Ok(());
    }
    let fresh = fresh(folder, files)?;
    fs::rename(&fresh, folder).map_err(|error| {
        let _ = fs::remove_dir_all(&fresh);
        cannot(error)
    })
}

/// A new folder beside `folder` that holds these files; nothing is left where they cannot be written.
pub fn fresh(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<PathBuf, String> {
    let io = |error: std::io::Error| format!("cannot make {}: {error}", folder.display());
    if let Some(above) = folder.parent().filter(|above| !above.as_os_str().is_empty()) {
        fs::create_dir_all(above).map_err(io)?;
    }
    let fresh = beside(folder).map_err(io)?;
    let filled =
        files.iter().try_for_each(|(name, bytes)| put(&fresh, name, bytes).map_err(|error| format!("{name}: {error}")));
    if let Err(why) = filled {
        let _ = fs::remove_dir_all(&fresh);
        return Err(why);
    }
    Ok(fresh)
}

/// Writes over files of a folder: all of them are written aside first, so that a full disk leaves what was there. The
/// first of them takes its place last, for it names the others.
pub fn replace(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    let aside = |name: &str| format!("{name}.doorstep-{}", std::process::id());
    let cleared = |why: String| {
        for (name, _) in files {
            let _ = fs::remove_file(folder.join(aside(name)));
        }
        Err(why)
    };
    for (name, bytes) in files {
        if folder.join(name).is_dir() {
            return cleared(format!("{}/{name} is a folder", folder.display()));
        }
        if let Err(error) = put(folder, &aside(name), bytes) {
            return cleared(format!("cannot write {}/{name}: {error}", folder.display()));
        }
    }
    for (name, _) in files.iter().rev() {
        if let Err(error) = fs::rename(folder.join(aside(name)), folder.join(name)) {
            return cleared(format!("cannot write {}/{name}: {error}", folder.display()));
        }
    }
    Ok(())
}

/// A file in a folder, perhaps in one below it; never elsewhere, whatever it is called.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    if !Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_))) {
        return Err(std::io::Error::other("the name leads out of the folder"));
    }
    let path = folder.join(name);
    if let Some(above) = path.parent() {
        fs::create_dir_all(above)?;
    }
    fs::write(path, bytes)
}

/// A new folder beside `folder` that nobody had before: making it fails where one exists.
pub fn beside(folder: &Path) -> std::io::Result<PathBuf> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut last = std::io::Error::other("no free name");
    for count in 0..1000 {
        let path = folder.with_file_name(format!(".{name}.doorstep-{}-{count}", std::process::id()));
        match fs::create_dir(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// Writes one file, whole or not at all; an older one of that name is replaced.
pub fn file(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let cannot = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        fs::create_dir_all(above).map_err(cannot)?;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let aside = path.with_file_name(format!(".{name}.doorstep-{}", std::process::id()));
    fs::write(&aside, bytes).and_then(|()| fs::rename(&aside, path)).map_err(|error| {
        let _ = fs::remove_file(&aside);
        cannot(error)
    })
}
