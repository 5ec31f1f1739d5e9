//! The price by a slider with two ends, above the two fields that it fills in. Only scripts move it; without them the
//! fields are there alone.

use commerce::text::t;
use leptos::prelude::*;
use model::{Currency, Money, search::ListQuery};

/// About how many places an end may stand at.
const PLACES: i64 = 200;

/// Both ends over the prices of the list.
pub fn slider(query: &ListQuery, range: (Money, Money), currency: Currency) -> impl IntoView + use<> {
    let scale = Scale::of(range, currency);
    let low = query.price_min.map_or(scale.min, |minor| scale.place(minor));
    let high = query.price_max.map_or(scale.max, |minor| scale.place(minor)).max(low);
    let end = |id: &'static str, field: &'static str, label: &'static str, value: i64, above: bool| {
        view! {
            <input type="range" id=id data-field=field class=above.then_some("range__top") aria-label=t(label)
                min=scale.min max=scale.max step=scale.step value=value aria-valuetext=whole(value, currency)/>
        }
    };
    let words = format!("{}{{n}}", currency.symbol());
    view! {
        <div class="range only-script" data-range=words>
            <svg class="range__track" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
                <rect x=scale.part(low) width=scale.part(high) - scale.part(low) height="1"></rect>
            </svg>
            {end("price-low", "price-min", "shop-price-lowest-of", low, scale.part(low) > 0.5)}
            {end("price-high", "price-max", "shop-price-highest-of", high, false)}
        </div>
    }
}

fn whole(units: i64, currency: Currency) -> String {
    format!("{}{units}", currency.symbol())
}

/// From where to where the ends go, in whole units of the currency.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scale {
    min: i64,
    max: i64,
    step: i64,
    /// Minor units in one.
    unit: i64,
}

impl Scale {
    fn of((low, high): (Money, Money), currency: Currency) -> Self {
        let unit = 10_i64.pow(currency.exponent());
        let (low, high) = (low.minor / unit, (high.minor + unit - 1) / unit);
        let fits = |step: &i64| (high - low) / step <= PLACES;
        let step = (0..12).flat_map(|zeros| [10_i64.pow(zeros), 5 * 10_i64.pow(zeros)]).find(fits).unwrap_or(1);
        Self { min: low - low % step, max: high + (step - high % step) % step, step, unit }
    }

    fn place(&self, minor: i64) -> i64 {
        (minor / self.unit).clamp(self.min, self.max)
    }

    /// How far along the track it is, from 0 to 1.
    fn part(&self, place: i64) -> f64 {
        (place - self.min) as f64 / (self.max - self.min).max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(low: i64, high: i64) -> Scale {
        Scale::of((Money::new(low, Currency::EUR), Money::new(high, Currency::EUR)), Currency::EUR)
    }

    #[test]
    fn covers_every_price_in_steps_of_whole_units() {
        assert_eq!(scale(1650, 12_900), Scale { min: 16, max: 129, step: 1, unit: 100 });
        assert_eq!(scale(1650, 99_900), Scale { min: 15, max: 1000, step: 5, unit: 100 });
        assert_eq!(scale(99_000, 100_000).place(1), 990);
        assert_eq!((scale(1000, 1900).part(10), scale(1000, 1900).part(19)), (0.0, 1.0));
    }
}
