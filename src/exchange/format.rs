use super::review::Review;
use super::{docx, html, markdown, xlsx};

/// A format in which a review leaves the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A Word document.
    Docx,
    /// A workbook.
    Xlsx,
    /// Markdown.
    Markdown,
    /// A page of HTML.
    Html,
}

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// The archive around a Word document.
    #[error("the archive of the document: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A part in that archive.
    #[error("a part of the document: {0}")]
    Part(#[from] std::io::Error),
    /// A workbook.
    #[error("the workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Docx, Self::Xlsx, Self::Markdown, Self::Html];

    /// The extension of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// A review in it. The same review gives the same bytes.
    ///
    /// # Errors
    ///
    /// When the review goes beyond what the format can hold.
    pub fn write(self, review: &Review) -> Result<Vec<u8>, FormatError> {
        Ok(match self {
            Self::Docx => docx(review)?,
            Self::Xlsx => xlsx(review)?,
            Self::Markdown => markdown(review).into_bytes(),
            Self::Html => html(review).into_bytes(),
        })
    }
}
