use super::*;
use proptest::prelude::*;

const EUR: Currency = Currency::EUR;

fn eur(minor: i64) -> Money {
    Money::new(minor, EUR)
}

fn line(unit: i64, quantity: u32, rate: u32) -> TaxedLine {
    TaxedLine { unit: eur(unit), quantity, rate }
}

struct Case {
    name: &'static str,
    lines: Vec<TaxedLine>,
    shipping: Option<i64>,
    fee: i64,
    mode: TaxMode,
    subtotal: i64,
    taxes: Vec<(u32, i64)>,
    line_taxes: Vec<i64>,
    total: i64,
}

fn cases() -> Vec<Case> {
    use TaxMode::{Gross, Net};
    vec![
        Case {
            name: "a gross shop with free shipping",
            lines: vec![line(12_900, 1, 2000), line(1_650, 2, 2000)],
            shipping: Some(0),
            fee: 0,
            mode: Gross,
            subtotal: 16_200,
            taxes: vec![(2000, 2_700)],
            line_taxes: vec![2_150, 550],
            total: 16_200,
        },
        Case {
            name: "no way to ship is chosen yet",
            lines: vec![line(1_000, 1, 2000)],
            shipping: None,
            fee: 0,
            mode: Gross,
            subtotal: 1_000,
            taxes: vec![(2000, 167)],
            line_taxes: vec![167],
            total: 1_000,
        },
        Case {
            name: "shipping and fee are taxed with the goods",
            lines: vec![line(1_650, 1, 2000)],
            shipping: Some(490),
            fee: 300,
            mode: Gross,
            subtotal: 1_650,
            // 24.40 contain 4.07, of which the mug bears 2.75.
            taxes: vec![(2000, 407)],
            line_taxes: vec![275],
            total: 2_440,
        },
        Case {
            name: "a net shop adds the tax",
            lines: vec![line(9_999, 1, 1900)],
            shipping: Some(500),
            fee: 0,
            mode: Net,
            subtotal: 9_999,
            taxes: vec![(1900, 1_995)],
            line_taxes: vec![1_900],
            total: 12_494,
        },
        Case {
            name: "shipping follows the larger share, not the higher rate",
            lines: vec![line(10_000, 1, 1000), line(1_000, 1, 2000)],
            shipping: Some(490),
            fee: 0,
            mode: Gross,
            subtotal: 11_000,
            taxes: vec![(2000, 167), (1000, 954)],
            line_taxes: vec![909, 167],
            total: 11_490,
        },
        Case {
            name: "of equal shares the higher rate takes the shipping",
            lines: vec![line(1_000, 1, 2000), line(1_000, 1, 1000)],
            shipping: Some(1_200),
            fee: 0,
            mode: Gross,
            subtotal: 2_000,
            taxes: vec![(2000, 367), (1000, 91)],
            line_taxes: vec![167, 91],
            total: 3_200,
        },
        Case {
            name: "cents that do not divide go to the largest remainder",
            lines: vec![line(1, 1, 2000), line(1, 1, 2000), line(1, 1, 2000)],
            shipping: None,
            fee: 0,
            mode: Gross,
            subtotal: 3,
            taxes: vec![(2000, 1)],
            line_taxes: vec![1, 0, 0],
            total: 3,
        },
        Case {
            name: "untaxed goods carry untaxed shipping",
            lines: vec![line(5_000, 1, 0)],
            shipping: Some(1_490),
            fee: 0,
            mode: Gross,
            subtotal: 5_000,
            taxes: vec![],
            line_taxes: vec![0],
            total: 6_490,
        },
        Case {
            name: "an empty cart costs nothing",
            lines: vec![],
            shipping: None,
            fee: 0,
            mode: Gross,
            subtotal: 0,
            taxes: vec![],
            line_taxes: vec![],
            total: 0,
        },
    ]
}

#[test]
fn adds_up_the_table_of_cases() {
    for case in cases() {
        let sums = totals(&case.lines, case.shipping.map(eur), eur(case.fee), case.mode, EUR).unwrap();
        let found = &sums.totals;
        assert_eq!(found.subtotal, eur(case.subtotal), "{}", case.name);
        assert_eq!(found.total, eur(case.total), "{}", case.name);
        let taxes: Vec<_> = case.taxes.iter().map(|(rate, tax)| (*rate, eur(*tax))).collect();
        assert_eq!(found.taxes, taxes, "{}", case.name);
        assert_eq!(found.tax, eur(case.taxes.iter().map(|(_, tax)| tax).sum()), "{}", case.name);
        assert_eq!(sums.line_taxes, case.line_taxes, "{}", case.name);
    }
}

#[test]
fn stops_at_the_limits_of_the_shop() {
    let add = |lines: &[TaxedLine]| totals(lines, None, eur(0), TaxMode::Gross, EUR).map(|_| ());
    assert_eq!(add(&[line(MAX_UNIT_MINOR, 100, 2000)]), Ok(()));
    assert_eq!(add(&[line(MAX_UNIT_MINOR, 101, 2000)]), Err(MoneyError::Overflow));
    assert_eq!(add(&[line(MAX_UNIT_MINOR + 1, 1, 2000)]), Err(MoneyError::Overflow));
    assert_eq!(add(&[line(1, 1000, 2000)]), Err(MoneyError::Overflow));
    assert_eq!(add(&[line(1, 0, 2000)]), Err(MoneyError::Amount));
    assert_eq!(add(&[line(-1, 1, 2000)]), Err(MoneyError::Amount));
    assert_eq!(add(&vec![line(1, 1, 2000); 100]), Ok(()));
    assert_eq!(add(&vec![line(1, 1, 2000); 101]), Err(MoneyError::Overflow));
    let dollar = TaxedLine { unit: Money::new(1, "USD".parse().unwrap()), quantity: 1, rate: 0 };
    assert_eq!(add(&[dollar]), Err(MoneyError::Mixed));
    assert_eq!(totals(&[], Some(eur(-1)), eur(0), TaxMode::Gross, EUR), Err(MoneyError::Amount));
    assert_eq!(totals(&[], None, eur(i64::MAX), TaxMode::Net, EUR), Err(MoneyError::Overflow));
}

#[test]
fn shows_a_cart_that_grew_too_dear() {
    let lines = vec![line(MAX_UNIT_MINOR, 999, 2000); 100];
    let shown = add_up(&lines, None, eur(0), TaxMode::Gross, EUR).unwrap();
    assert_eq!(shown.totals.total, eur(99_900 * MAX_UNIT_MINOR));
}

fn any_lines() -> impl Strategy<Value = Vec<TaxedLine>> {
    let one = (0i64..50_000, 1u32..20, prop::sample::select(vec![0u32, 500, 1000, 1900, 2000, 2550]));
    prop::collection::vec(one.prop_map(|(unit, quantity, rate)| line(unit, quantity, rate)), 0..30)
}

fn any_mode() -> impl Strategy<Value = TaxMode> {
    prop::sample::select(vec![TaxMode::Gross, TaxMode::Net])
}

proptest! {
    #[test]
    fn parts_add_up_to_the_whole(lines in any_lines(), shipping in 0i64..5_000, fee in 0i64..500, mode in any_mode()) {
        let sums = totals(&lines, Some(eur(shipping)), eur(fee), mode, EUR).unwrap();
        let found = &sums.totals;
        let added = if found.tax_included { 0 } else { found.tax.minor };
        prop_assert_eq!(found.total.minor, found.subtotal.minor + shipping + fee + added);
        prop_assert_eq!(found.tax.minor, found.taxes.iter().map(|(_, tax)| tax.minor).sum::<i64>());
        let goods: i64 = lines.iter().map(|line| line.unit.minor * i64::from(line.quantity)).sum();
        prop_assert_eq!(found.subtotal.minor, goods);
        let of_lines: i64 = sums.line_taxes.iter().sum();
        prop_assert!(of_lines <= found.tax.minor);
        prop_assert!(sums.line_taxes.iter().all(|tax| *tax >= 0));
        prop_assert!(found.tax.minor >= 0 && found.total.minor >= 0);
    }

    #[test]
    fn without_charges_the_lines_bear_all_tax_of_their_rate(lines in any_lines(), mode in any_mode()) {
        let sums = totals(&lines, None, eur(0), mode, EUR).unwrap();
        for (rate, tax) in &sums.totals.taxes {
            let of_rate = lines.iter().zip(&sums.line_taxes).filter(|(line, _)| line.rate == *rate);
            prop_assert_eq!(of_rate.map(|(_, tax)| *tax).sum::<i64>(), tax.minor);
        }
    }

    #[test]
    fn the_order_of_lines_does_not_matter(
        (lines, shuffled) in any_lines().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
        shipping in 0i64..5_000,
        mode in any_mode(),
    ) {
        let add = |lines: &[TaxedLine]| totals(lines, Some(eur(shipping)), eur(0), mode, EUR).unwrap().totals;
        prop_assert_eq!(add(&lines), add(&shuffled));
    }
}
