//! Gives the Windows program its icon and version, and packs the relocations of the Linux one (2 MB less to ship and
//! read; wants glibc 2.36).

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=assets/icons/duidu.ico");
    if std::env::var_os("CARGO_CFG_WINDOWS").is_some() {
        winresource::WindowsResource::new().set_icon("assets/icons/duidu.ico").compile()?;
    }
    let target = |key: &str| std::env::var(key).unwrap_or_default();
    if target("CARGO_CFG_TARGET_OS") == "linux" && target("CARGO_CFG_TARGET_ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    Ok(())
}
