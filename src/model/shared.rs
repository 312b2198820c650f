use std::collections::BTreeSet;
use std::sync::Arc;

/// Values of which equal ones are held once.
#[derive(Debug)]
pub struct Shared<T: ?Sized>(BTreeSet<Arc<T>>);

impl<T: ?Sized> Default for Shared<T> {
    fn default() -> Self {
        Self(BTreeSet::new())
    }
}

impl<T: ?Sized + Ord> Shared<T> {
    /// Puts the value that was met first in place of one that equals it.
    pub fn share(&mut self, value: &mut Arc<T>) {
        match self.0.get(&**value) {
            Some(known) => *value = Arc::clone(known),
            None => drop(self.0.insert(Arc::clone(value))),
        }
    }
}
