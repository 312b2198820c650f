//! Duidu: arguments, logging, run. See the library for everything else.

use std::process::ExitCode;

fn main() -> ExitCode {
    duidu::cli::main(std::env::args_os())
}
