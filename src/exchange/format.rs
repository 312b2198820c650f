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

    /// A review in it.
    #[must_use]
    pub fn write(self, review: &Review) -> Vec<u8> {
        match self {
            Self::Docx => docx(review),
            Self::Xlsx => xlsx(review),
            Self::Markdown => markdown(review).into_bytes(),
            Self::Html => html(review).into_bytes(),
        }
    }
}
