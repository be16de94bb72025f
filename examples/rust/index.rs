// Writes a list of a folder's files, with their sizes and how many lines they have, to the file "index" in it.
// The argument names the folder; the environment variable ONLY an ending that files must have.

use std::env;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process;

struct Entry {
    name: String,
    size: u64,
    lines: usize,
}

fn collect(root: &Path, folder: &Path, only: Option<&str>, entries: &mut Vec<Entry>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let metadata = fs::metadata(&path)?;
        if metadata.is_dir() {
            collect(root, &path, only, entries)?;
        } else if only.map_or(true, |ending| path.extension().map_or(false, |found| found == ending)) {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            let lines = BufReader::new(File::open(&path)?).lines().count();
            entries.push(Entry { name, size: metadata.len(), lines });
        }
    }
    Ok(())
}

/// Writes beside the index first, so that it is there whole or not at all.
fn write_index(root: &Path, entries: &[Entry]) -> io::Result<()> {
    let part = root.join("index.part");
    let mut file = File::create(&part)?;
    for entry in entries {
        writeln!(file, "{:8} {:6} {}", entry.size, entry.lines, entry.name)?;
    }
    file.sync_all()?;
    fs::rename(part, root.join("index"))
}

fn index(root: &Path) -> io::Result<usize> {
    let only = env::var("ONLY").ok();
    let mut entries = Vec::new();
    collect(root, root, only.as_deref(), &mut entries)?;
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    write_index(root, &entries)?;
    Ok(entries.len())
}

fn main() {
    let root = match env::args().nth(1) {
        Some(root) => root,
        None => {
            eprintln!("usage: index FOLDER");
            process::exit(2);
        }
    };
    match index(Path::new(&root)) {
        Ok(count) => println!("{} files", count),
        Err(error) => {
            eprintln!("index: {}: {}", root, error);
            process::exit(1);
        }
    }
}
