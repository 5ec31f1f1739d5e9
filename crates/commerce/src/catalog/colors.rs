//! Named colours and materials: what a swatch of "Spruce" looks like.

use model::catalog::Swatch;

/// A swatch of an option value.
pub(crate) fn swatch(value: String) -> Swatch {
    Swatch { color: color(&value).map(str::to_owned), value }
}

/// The colour of a name as `#rrggbb`, whatever the case of its letters; "Light oak" is an oak.
fn color(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let exact = |wanted: &str| {
        COLORS.binary_search_by(|(known, _)| known.cmp(&wanted)).ok().and_then(|at| COLORS.get(at)).map(|(_, hex)| *hex)
    };
    // A size may begin with a number and end in a word; only a plain name of one to three words is a colour.
    if name.chars().any(|c| c.is_ascii_digit()) || name.split_whitespace().count() > 3 {
        return None;
    }
    exact(&name).or_else(|| exact(name.rsplit([' ', '-']).next().unwrap_or_default()))
}

/// Names in ascending order.
#[rustfmt::skip]
const COLORS: &[(&str, &str)] = &[
    ("anthracite", "#383e42"), ("apricot", "#f0b48a"), ("aqua", "#5fb7b5"), ("ash", "#dfc59c"), ("aubergine", "#4b2e3f"),
    ("beech", "#d9b183"), ("beige", "#dccbb0"), ("birch", "#e6d5b4"), ("black", "#33312f"), ("blue", "#3e5f7e"),
    ("blush", "#e3b7a8"), ("bone", "#e8dfcf"), ("brass", "#c39a52"), ("bronze", "#8a6437"), ("brown", "#6b4a34"),
    ("burgundy", "#6b2534"), ("camel", "#b88b57"), ("chalk", "#f0eadf"), ("charcoal", "#3a3937"), ("cherry", "#8a3b2c"),
    ("chrome", "#c3c7ca"), ("clay", "#c9967a"), ("clear", "#9fb0aa"), ("cobalt", "#2b4c9b"), ("copper", "#b46f45"),
    ("coral", "#e07a5f"), ("cream", "#efe6d3"), ("crimson", "#a3263a"), ("cyan", "#3aa6b9"), ("denim", "#4a6385"),
    ("ebony", "#2e2621"), ("ecru", "#e4d9c0"), ("emerald", "#1f7a5a"), ("fog", "#8fa3a8"), ("forest", "#2c4a3a"),
    ("fuchsia", "#b83280"), ("gold", "#c8a24a"), ("graphite", "#44474a"), ("gray", "#8d8f90"), ("green", "#6f9a84"),
    ("grey", "#8d8f90"), ("indigo", "#3b4c6b"), ("ink", "#2f3640"), ("iron", "#3a3937"), ("ivory", "#f3ecdd"),
    ("khaki", "#8f8560"), ("lavender", "#a99bc4"), ("lemon", "#ecd75a"), ("lilac", "#b9a2c9"), ("lime", "#a6bf4b"),
    ("linen", "#e3d9c6"), ("magenta", "#b03070"), ("mahogany", "#5f2b20"), ("maple", "#e0bc8a"), ("maroon", "#6a2a2f"),
    ("midnight", "#1f2a44"), ("mint", "#a9d3bd"), ("mist", "#9db2bd"), ("mocha", "#7a5a45"), ("moss", "#6d7446"),
    ("multicolor", "#a58f7c"), ("mustard", "#c99b2e"), ("natural", "#dfd0b3"), ("navy", "#24344d"), ("nickel", "#b5b3ac"),
    ("nude", "#dcb8a0"), ("oak", "#c89d68"), ("oat", "#dccfb8"), ("ochre", "#cfa04a"), ("olive", "#6f7d5a"),
    ("orange", "#d9772b"), ("peach", "#eeb595"), ("pearl", "#e9e4da"), ("petrol", "#1f5561"), ("pine", "#35543f"),
    ("pink", "#d98ba0"), ("plum", "#6b3d57"), ("powder", "#dfc6bf"), ("purple", "#6f4a8e"), ("red", "#b23a32"),
    ("rose", "#c9808a"), ("royal", "#32509c"), ("rust", "#b5623f"), ("sage", "#9fae94"), ("salmon", "#e59a84"),
    ("sand", "#d8c6a5"), ("scarlet", "#c0392b"), ("silver", "#c2c3c3"), ("sky", "#8fb6d1"), ("slate", "#5b6670"),
    ("smoke", "#6f6a66"), ("spruce", "#2f5d50"), ("steel", "#b9bdbe"), ("stone", "#8d8a84"), ("tan", "#9a673f"),
    ("taupe", "#8f7f70"), ("teak", "#9a6b40"), ("teal", "#2b7474"), ("terracotta", "#c2764f"), ("turquoise", "#46a9a3"),
    ("vanilla", "#f0e3c0"), ("violet", "#7a5aa0"), ("walnut", "#76502f"), ("white", "#f7f5f0"), ("wine", "#6b2534"),
    ("yellow", "#e0bd3c"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_whole() {
        assert!(COLORS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let hex =
            |text: &str| text.len() == 7 && text.starts_with('#') && text[1..].chars().all(|c| c.is_ascii_hexdigit());
        assert!(COLORS.iter().all(|(_, color)| hex(color)));
    }

    #[test]
    fn knows_colours_and_leaves_sizes_alone() {
        assert_eq!(color("Spruce"), Some("#2f5d50"));
        assert_eq!(color("dark GREEN"), color("green"));
        assert_eq!(color("Heather-Gray"), color("gray"));
        for none in ["Small 25 cm", "XL", "2 person", "Default Title", "", "One size"] {
            assert_eq!(color(none), None, "{none}");
        }
    }
}
