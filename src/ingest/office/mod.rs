//! Files of office programs: Word (DOCX, DOC), OpenDocument text, rich text, PowerPoint.

mod doc;
mod docx;
mod numbering;
mod odt;
mod package;
mod pptx;
mod properties;
mod rtf;
mod xml;

pub(super) use doc::read as doc;
pub(super) use docx::read as docx;
pub(super) use odt::read as odt;
pub(super) use package::{Package, fault};
pub(super) use pptx::read as pptx;
pub(super) use properties::stated;
pub(super) use rtf::read as rtf;
pub(super) use xml::{Step, Xml, text_of};
