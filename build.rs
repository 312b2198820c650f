//! Gives the Windows program its icon and version; does nothing elsewhere.

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=assets/icons/duidu.ico");
    if std::env::var_os("CARGO_CFG_WINDOWS").is_some() {
        winresource::WindowsResource::new().set_icon("assets/icons/duidu.ico").compile()?;
    }
    Ok(())
}
