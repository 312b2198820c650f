//! The sight: which stretch of the column is seen.
//!
//! It is held by a piece and how far the sight lies below its top, never by a distance from the top of the work: so
//! nothing moves when heights that were estimated become known, and a work of any length scrolls alike.

/// What is seen of the column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sight {
    /// The piece at the top.
    pub piece: usize,
    /// How far below its top the sight begins, in points.
    pub below: f32,
}

/// How high the pieces of a column are.
pub trait Heights {
    /// The number of pieces.
    fn count(&self) -> usize;
    /// The height of a piece in points, set now if need be.
    fn height(&mut self, piece: usize) -> f32;
}

impl Sight {
    /// The beginning of a piece.
    #[must_use]
    pub fn at(piece: usize, below: f32) -> Self {
        Self { piece, below }
    }

    /// Moves by a distance and stays within the column: at its end, `foot` points stay free below the last line. Answers
    /// whether the end has stopped it.
    pub fn scroll(&mut self, by: f32, view: f32, foot: f32, heights: &mut impl Heights) -> bool {
        self.below += by;
        self.settle(heights);
        // Who goes up is let go, also from a little beyond the end.
        let missing = if by < 0.0 { 0.0 } else { view - foot - self.left_below(view, heights) };
        if missing > 0.0 {
            self.below -= missing;
            self.settle(heights);
        }
        missing > 0.0
    }

    /// How much of the column lies between the top of the sight and the end, as far as it matters for the view.
    fn left_below(&self, view: f32, heights: &mut impl Heights) -> f32 {
        let mut left = -self.below;
        for piece in self.piece..heights.count() {
            left += heights.height(piece);
            if left > view {
                break;
            }
        }
        left
    }

    /// Makes the sight begin in the piece that is really at its top.
    fn settle(&mut self, heights: &mut impl Heights) {
        let count = heights.count();
        self.piece = self.piece.min(count.saturating_sub(1));
        while self.below < 0.0 && self.piece > 0 {
            self.piece -= 1;
            self.below += heights.height(self.piece);
        }
        self.below = self.below.max(0.0);
        while self.piece + 1 < count {
            let height = heights.height(self.piece);
            if self.below < height {
                break;
            }
            self.below -= height;
            self.piece += 1;
        }
    }

    /// The pieces in sight with the distance of their tops from the top of the view.
    #[must_use]
    pub fn pieces(&self, view: f32, heights: &mut impl Heights) -> Vec<(usize, f32)> {
        let mut top = -self.below;
        let mut seen = Vec::new();
        for piece in self.piece..heights.count() {
            if top >= view {
                break;
            }
            seen.push((piece, top));
            top += heights.height(piece);
        }
        seen
    }
}
