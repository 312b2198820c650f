//! Duidu: arguments, logging, run. See the library for everything else.

// On Windows a program that opens a window brings no console with it.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    duidu::cli::main(std::env::args_os())
}
