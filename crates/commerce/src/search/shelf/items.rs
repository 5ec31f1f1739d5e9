//! Products by ordinal, in pieces, so that a new shelf copies one piece and shares the others.

use super::Item;
use std::sync::Arc;

/// Products in one piece.
const PIECE: usize = 1024;

/// A list of products that is cheap to clone and cheap to change in one place.
#[derive(Clone, Default)]
pub struct Items(Vec<Arc<Vec<Arc<Item>>>>);

impl Items {
    /// The product at a place.
    pub fn get(&self, at: u32) -> Option<&Arc<Item>> {
        self.0.get(at as usize / PIECE)?.get(at as usize % PIECE)
    }

    /// Puts a product at a place, or at the end when the place is the next free one.
    pub fn set(&mut self, at: u32, item: Item) {
        let (piece, within) = (at as usize / PIECE, at as usize % PIECE);
        if piece == self.0.len() {
            self.0.push(Arc::default());
        }
        if let Some(piece) = self.0.get_mut(piece).map(Arc::make_mut) {
            match piece.get_mut(within) {
                Some(place) => *place = Arc::new(item),
                None => piece.push(Arc::new(item)),
            }
        }
    }

    /// All products in order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Item>> {
        self.0.iter().flat_map(|piece| piece.iter())
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * PIECE + last.len()) as u32
    }
}

impl FromIterator<Arc<Item>> for Items {
    fn from_iter<T: IntoIterator<Item = Arc<Item>>>(items: T) -> Self {
        let mut pieces: Vec<Vec<Arc<Item>>> = vec![];
        for item in items {
            match pieces.last_mut() {
                Some(last) if last.len() < PIECE => last.push(item),
                _ => pieces.push(vec![item]),
            }
        }
        Self(pieces.into_iter().map(Arc::new).collect())
    }
}
