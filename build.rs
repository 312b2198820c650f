//! Gives the Windows program its icon and version, packs the relocations of the Linux one (2 MB less to ship and read;
//! wants glibc 2.36), and names the version of what reads documents.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a reading of a document depends on.
const READS: [&str; 7] =
    ["src/text", "src/calendar", "src/model", "src/ingest", "src/analysis", "assets/rules", "Cargo.lock"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=assets/icons/duidu.ico");
    if std::env::var_os("CARGO_CFG_WINDOWS").is_some() {
        winresource::WindowsResource::new().set_icon("assets/icons/duidu.ico").compile()?;
    }
    let target = |key: &str| std::env::var(key).unwrap_or_default();
    if target("CARGO_CFG_TARGET_OS") == "linux" && target("CARGO_CFG_TARGET_ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    let mut sum = Fnv::new();
    for part in READS {
        println!("cargo::rerun-if-changed={part}");
        add(Path::new(part), &mut sum)?;
    }
    println!("cargo::rustc-env=DUIDU_READING={:016x}", sum.0);
    Ok(())
}

/// Adds a file, or all files of a folder in the order of their names.
fn add(path: &Path, sum: &mut Fnv) -> io::Result<()> {
    if path.is_dir() {
        let mut inside: Vec<PathBuf> = fs::read_dir(path)?.map(|e| e.map(|e| e.path())).collect::<io::Result<_>>()?;
        inside.sort();
        return inside.iter().try_for_each(|path| add(path, sum));
    }
    sum.add(path.to_string_lossy().as_bytes());
    sum.add(&fs::read(path)?);
    Ok(())
}

/// The FNV-1a hash of 64 bits: the same on every machine and with every compiler.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
