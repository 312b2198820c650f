//! What a study file is called.

use std::path::Path;

/// What the name of a study ends in, after a dot.
pub const STUDY_EXTENSION: &str = "duidu.json";

/// Whether a file is a study by its name.
pub(super) fn is_study(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(&format!(".{STUDY_EXTENSION}")))
}
