//! Numbers that pass every check and belong to nobody.
//!
//! A resident ID begins with the code of a county that issued it (GB 11643). In digits 3 and 4, GB/T 2260 uses 01–20 and
//! 51–70 for cities, 21–50 for prefectures and leagues and 90 for what answers to the province; 71–89 and 91–99 were never
//! given to a city, so no authority has ever had a code with them and no person a number that begins so. All numbers here
//! do. The test below holds the argument against the table of regions, former ones included.
//!
//! A credit code holds the organisation code in characters 9–17. Codes issued since 2015 begin there with `MA` and its
//! neighbours, earlier ones with a digit or one letter before seven digits; none with `YY`, as all do here.

use chrono::{Datelike, NaiveDate};

use crate::domain::standard::{credit_code, organisation_code, resident_id};

/// Digits 3 and 4 of a region code that no city, prefecture or league was ever given.
const NO_CITY: [u32; 28] =
    [71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 91, 92, 93, 94, 95, 96, 97, 98, 99];
/// Characters 9 and 10 of the credit codes made here.
const NO_SECTION: &str = "YY";
/// Persons told apart by sequence number alone, before the county digits move on: 1,000 numbers, two sexes.
const SEQUENCES: u32 = 500;

/// The unified social credit code of organisation number `index` (below a million): registered by an office of `kind`
/// (`91` an enterprise, `12` a public institution) in a region.
pub fn organisation(kind: &str, region: &str, index: u32) -> String {
    // 611,953 has no factor in common with a million: neighbours get numbers far apart, and no two the same.
    let scattered = u64::from(index) * 611_953 % 1_000_000;
    let body = format!("{NO_SECTION}{scattered:06}");
    let inner = body.as_bytes().try_into().ok().and_then(organisation_code::check_character);
    let seventeen = format!("{kind}{region}{body}{}", character(inner));
    let check = seventeen.as_bytes().try_into().ok().and_then(credit_code::check_character);
    format!("{seventeen}{}", character(check))
}

/// The resident ID of person number `index` (below 1,400,000), from a province of two digits.
pub fn resident(province: &str, index: u32, born: NaiveDate, is_male: bool) -> String {
    let sequence = index % SEQUENCES * 2 + u32::from(is_male);
    let county = index / SEQUENCES % 100;
    let turn = usize::try_from(index / SEQUENCES / 100).unwrap_or_default();
    let city = NO_CITY.get(turn % NO_CITY.len()).copied().unwrap_or(99);
    let (year, month, day) = (born.year(), born.month(), born.day());
    let body = format!("{province}{city}{county:02}{year:04}{month:02}{day:02}{sequence:03}");
    let check = body.as_bytes().try_into().ok().and_then(resident_id::check_character);
    format!("{body}{}", character(check))
}

/// A check character, which is there for every body made here.
fn character(check: Option<u8>) -> char {
    check.map_or(' ', char::from)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::standard::credit_code::CreditCode;
    use crate::domain::standard::region;
    use crate::domain::standard::resident_id::{ResidentId, Sex};

    fn birthday() -> NaiveDate {
        NaiveDate::from_ymd_opt(1984, 2, 29).unwrap()
    }

    #[test]
    fn no_region_of_any_time_has_the_digits_of_our_residents() {
        let cities: HashSet<String> = NO_CITY.iter().map(u32::to_string).collect();
        let taken = region::all().iter().find(|region| region.code.get(2..4).is_some_and(|city| cities.contains(city)));
        assert_eq!(taken, None);
    }

    #[test]
    fn a_million_residents_of_one_birthday_and_sex_have_a_number_each() {
        let numbers: HashSet<String> = (0..1_000_000).step_by(7).map(|i| resident("41", i, birthday(), true)).collect();
        assert_eq!(numbers.len(), 142_858);
    }

    proptest! {
        #[test]
        fn every_credit_code_passes_both_its_checks(index in 0_u32..1_000_000) {
            let code = organisation("91", "410105", index);
            let parsed = CreditCode::parse(&code).unwrap();
            prop_assert_eq!(parsed.as_str(), code);
        }

        #[test]
        fn every_resident_id_says_birthday_and_sex(index in 0_u32..1_400_000, is_male: bool) {
            let id = ResidentId::parse(&resident("50", index, birthday(), is_male), birthday()).unwrap();
            prop_assert_eq!(id.birth_date(), birthday());
            prop_assert_eq!(id.sex(), if is_male { Sex::Male } else { Sex::Female });
        }
    }
}
