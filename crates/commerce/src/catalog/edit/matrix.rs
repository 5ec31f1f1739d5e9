//! Which variants a change of options keeps, makes and takes away. No database here.

use model::{VariantId, product::OptionDetails};
use std::collections::HashSet;

/// Values of a variant in the columns of the database.
pub(super) type Tuple = [String; 3];

/// A variant as it is.
#[derive(Clone, Debug)]
pub(super) struct Present {
    pub id: VariantId,
    pub values: Tuple,
    pub archived: bool,
}

/// What becomes of the variants; places count from 0 in the order of the matrix.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plan {
    pub keep: Vec<(VariantId, Tuple, u16)>,
    /// Combinations that an archived variant had: it comes back.
    pub restore: Vec<(VariantId, Tuple, u16)>,
    pub add: Vec<(Tuple, u16)>,
    pub remove: Vec<VariantId>,
    /// Archived variants whose combination another one takes.
    pub aside: Vec<VariantId>,
}

/// Plans the change from the options so far (names with values) to those that shall be. A value that was renamed keeps
/// its variants, one that is gone loses them. A combination that was taken out by hand stays out, unless one of its
/// values is new. `present` comes in the order of the page.
pub(super) fn plan(before: &[(String, Vec<String>)], present: &[Present], after: &[OptionDetails]) -> Plan {
    let mut plan = Plan::default();
    let mut taken: HashSet<Tuple> = HashSet::new();
    let mut kept = vec![];
    for variant in present.iter().filter(|variant| !variant.archived) {
        match moved(before, &variant.values, after) {
            Some(values) if taken.insert(values.clone()) => kept.push((variant.id, values)),
            _ => plan.remove.push(variant.id),
        }
    }
    let nothing_yet = kept.is_empty();
    for (place, (values, fresh)) in (0u16..).zip(combinations(after)) {
        if let Some((id, _)) = kept.iter().find(|(_, have)| *have == values) {
            plan.keep.push((*id, values, place));
            continue;
        }
        if !fresh && !nothing_yet {
            continue;
        }
        match present.iter().find(|variant| variant.archived && variant.values == values) {
            Some(archived) => plan.restore.push((archived.id, values, place)),
            None => plan.add.push((values, place)),
        }
    }
    let wanted =
        |variant: &&Present| variant.archived && plan.keep.iter().any(|(_, values, _)| *values == variant.values);
    plan.aside = present.iter().filter(wanted).map(|variant| variant.id).collect();
    plan
}

/// Where a variant lies among the options as they shall be; nowhere when one of its values is gone.
fn moved(before: &[(String, Vec<String>)], values: &Tuple, after: &[OptionDetails]) -> Option<Tuple> {
    let mut out = Tuple::default();
    for (slot, option) in out.iter_mut().zip(after) {
        let old = option.was.as_ref().and_then(|was| before.iter().position(|(name, _)| name == was));
        let value = match old {
            Some(at) => option.values.iter().find(|value| value.was.as_ref() == Some(&values[at]))?,
            // Of an option that is new, every variant so far is the first value.
            None => option.values.first()?,
        };
        slot.clone_from(&value.value);
    }
    Some(out)
}

/// Every combination in the order of the page, with whether one of its values is new.
fn combinations(options: &[OptionDetails]) -> Vec<(Tuple, bool)> {
    let mut all = vec![(Tuple::default(), false)];
    for (column, option) in options.iter().enumerate().take(3) {
        let one = |(values, fresh): &(Tuple, bool)| {
            let with = |value: &model::product::OptionValue| {
                let mut values = values.clone();
                values[column].clone_from(&value.value);
                (values, *fresh || value.was.is_none())
            };
            option.values.iter().map(with).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(one).collect();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::product::OptionValue;

    fn tuple(values: &[&str]) -> Tuple {
        std::array::from_fn(|at| values.get(at).map_or_else(String::new, |value| (*value).to_owned()))
    }

    fn present(values: &[&str], archived: bool) -> Present {
        Present { id: VariantId::new(), values: tuple(values), archived }
    }

    fn option(was: &str, name: &str, values: &[(&str, &str)]) -> OptionDetails {
        let word = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let value = |(was, value): &(&str, &str)| OptionValue { was: word(was), value: (*value).to_owned() };
        OptionDetails { was: word(was), name: name.into(), values: values.iter().map(value).collect() }
    }

    #[test]
    fn the_first_options_multiply_the_only_variant() {
        let only = present(&[], false);
        let after = [option("", "Colour", &[("", "Red"), ("", "Blue")]), option("", "Size", &[("", "S"), ("", "L")])];
        let plan = plan(&[], std::slice::from_ref(&only), &after);
        assert_eq!(plan.keep, [(only.id, tuple(&["Red", "S"]), 0)]);
        let added: Vec<_> = plan.add.iter().map(|(values, place)| (values.clone(), *place)).collect();
        assert_eq!(added, [(tuple(&["Red", "L"]), 1), (tuple(&["Blue", "S"]), 2), (tuple(&["Blue", "L"]), 3)]);
    }

    #[test]
    fn a_renamed_value_keeps_its_variant_and_a_gone_one_loses_it() {
        let before = [("Colour".to_owned(), vec!["Red".to_owned(), "Blue".to_owned(), "Grey".to_owned()])];
        let variants = [present(&["Red"], false), present(&["Blue"], false), present(&["Grey"], false)];
        let after = [option("Colour", "Color", &[("Blue", "Sky"), ("Red", "Red"), ("", "Blue")])];
        let plan = plan(&before, &variants, &after);
        assert_eq!(plan.keep, [(variants[1].id, tuple(&["Sky"]), 0), (variants[0].id, tuple(&["Red"]), 1)]);
        assert_eq!(
            (plan.add.as_slice(), plan.remove.as_slice()),
            (&[(tuple(&["Blue"]), 2)][..], &[variants[2].id][..])
        );
    }

    #[test]
    fn what_was_taken_out_stays_out_until_it_is_new() {
        let before = [("A".to_owned(), vec!["1".into(), "2".into()]), ("B".to_owned(), vec!["x".into(), "y".into()])];
        let out = present(&["2", "y"], true);
        let variants =
            [present(&["1", "x"], false), present(&["1", "y"], false), present(&["2", "x"], false), out.clone()];
        let a = option("A", "A", &[("1", "1"), ("2", "2")]);
        let same = [a.clone(), option("B", "B", &[("x", "x"), ("y", "y")])];
        let unchanged = plan(&before, &variants, &same);
        assert!(unchanged.add.is_empty() && unchanged.restore.is_empty() && unchanged.keep.len() == 3);
        let again = plan(&before, &variants, &[a, option("B", "B", &[("x", "x"), ("", "y")])]);
        assert_eq!(again.restore, [(out.id, tuple(&["2", "y"]), 3)]);
        assert_eq!((again.add.len(), again.remove.len()), (1, 1), "1/y was of the value that is gone");
    }

    #[test]
    fn an_option_that_goes_leaves_the_first_of_each() {
        let before = [("A".to_owned(), vec!["1".into()]), ("B".to_owned(), vec!["x".into(), "y".into()])];
        let variants = [present(&["1", "x"], false), present(&["1", "y"], false), present(&["1"], true)];
        let plan = plan(&before, &variants, &[option("A", "A", &[("1", "1")])]);
        assert_eq!((plan.keep, plan.remove), (vec![(variants[0].id, tuple(&["1"]), 0)], vec![variants[1].id]));
        assert_eq!(plan.aside, [variants[2].id]);
    }
}
