//! What of the reviews an address shows.

use model::{ReviewId, review::ReviewQuery};
use serde::Deserialize;

/// What an address asks for, as it was typed; what is none is left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    variant: Option<String>,
    stars: Option<String>,
    photos: Option<String>,
    sort: Option<String>,
    reviews: Option<String>,
    voted: Option<String>,
}

impl Asked {
    /// Which reviews are asked for.
    pub fn query(&self) -> ReviewQuery {
        let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<u32>().ok());
        ReviewQuery {
            stars: number(&self.stars).filter(|stars| (1..=5).contains(stars)),
            photos: self.photos.as_deref() == Some("1"),
            sort: self.sort.as_deref().and_then(|sort| sort.parse().ok()).unwrap_or(ReviewQuery::default().sort),
            page: number(&self.reviews).unwrap_or(1).clamp(1, 100_000),
        }
    }
}

/// Where the list of reviews stands: its product, and what of the address stays when one thing changes.
#[derive(Clone, Debug)]
pub struct Place {
    pub handle: String,
    variant: Option<String>,
    pub query: ReviewQuery,
    /// The review that was found helpful just now.
    pub voted: Option<ReviewId>,
}

impl Place {
    /// The place of an address.
    pub fn new(handle: &str, asked: Asked) -> Self {
        let query = asked.query();
        let voted = asked.voted.and_then(|id| id.parse().ok());
        let variant = asked.variant.filter(|id| id.parse::<model::VariantId>().is_ok());
        Self { handle: handle.to_owned(), variant, query, voted }
    }

    /// The address of another list.
    pub fn href(&self, query: ReviewQuery) -> String {
        format!("{}#reviews", self.address("", &[query.write()]))
    }

    /// The address at a review, which says that its vote counts.
    pub fn at(&self, review: ReviewId, voted: bool) -> String {
        let mark = if voted { format!("voted={review}") } else { String::new() };
        format!("{}#review-{review}", self.address("", &[self.query.write(), mark]))
    }

    /// Where votes are sent to.
    pub fn votes(&self) -> String {
        self.address("/helpful", &[self.query.write()])
    }

    /// The page on which a review is written.
    pub fn form(&self) -> String {
        format!("/p/{}/review", self.handle)
    }

    fn address(&self, below: &str, parts: &[String]) -> String {
        let variant = self.variant.as_ref().map(|variant| format!("variant={variant}"));
        let query: Vec<&str> =
            variant.iter().chain(parts).map(String::as_str).filter(|part| !part.is_empty()).collect();
        let path = format!("/p/{}{below}", self.handle);
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::review::ReviewSort;

    #[test]
    fn nonsense_in_an_address_asks_for_nothing() {
        let typed = |text: &str| Some(text.to_owned());
        let asked = Asked {
            stars: typed("9"),
            photos: typed("yes"),
            sort: typed("'; DROP"),
            reviews: typed("-3"),
            voted: typed("x"),
            variant: typed("\"><script>"),
        };
        let place = Place::new("pot", asked);
        assert_eq!((place.query, place.voted), (ReviewQuery::default(), None));
        assert_eq!(place.href(place.query), "/p/pot#reviews");
    }

    #[test]
    fn one_thing_changes_and_the_rest_stays() {
        let id = model::VariantId(uuid::Uuid::nil());
        let asked = Asked { variant: Some(id.to_string()), sort: Some("helpful".into()), ..Asked::default() };
        let place = Place::new("pot", asked);
        let fours = place.query.with(|query| query.stars = Some(4));
        assert_eq!(place.href(fours), format!("/p/pot?variant={id}&stars=4&sort=helpful#reviews"));
        assert_eq!(place.votes(), format!("/p/pot/helpful?variant={id}&sort=helpful"));
        assert_eq!(place.query.sort, ReviewSort::Helpful);
    }
}
