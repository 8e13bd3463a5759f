//! The choices of a filter form.

use crate::domain::standard::region;

/// One option of a select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is submitted; empty for "no restriction".
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether it is the one in force.
    pub selected: bool,
}

impl Choice {
    /// The options of a select: "no restriction" first; one that was asked for but is not among them stays chosen.
    pub fn among<'a>(all: &str, options: impl IntoIterator<Item = (&'a str, &'a str)>, chosen: &str) -> Vec<Self> {
        let mut choices = vec![Self::new("", all, chosen.is_empty())];
        choices.extend(options.into_iter().map(|(value, label)| Self::new(value, label, value == chosen)));
        if choices.iter().all(|choice| !choice.selected) {
            choices.push(Self::new(chosen, chosen, true));
        }
        choices
    }

    /// An option.
    pub fn new(value: impl Into<String>, label: impl Into<String>, selected: bool) -> Self {
        Self { value: value.into(), label: label.into(), selected }
    }
}

/// Options under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChoiceGroup {
    /// The heading.
    pub label: String,
    /// The options.
    pub choices: Vec<Choice>,
}

/// The options of a long select, under headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupedChoices {
    /// "No restriction", and what was asked for but stands under no heading.
    pub plain: Vec<Choice>,
    /// The headings.
    pub groups: Vec<ChoiceGroup>,
}

impl GroupedChoices {
    /// The options of a select; one that was asked for but is not among them stays chosen.
    pub fn among(all: &str, groups: Vec<ChoiceGroup>, chosen: &str) -> Self {
        let is_known = groups.iter().flat_map(|group| &group.choices).any(|choice| choice.selected);
        let mut plain = vec![Choice::new("", all, chosen.is_empty())];
        if !is_known && !chosen.is_empty() {
            plain.push(Choice::new(chosen, chosen, true));
        }
        Self { plain, groups }
    }
}

/// The cascade province → city → county: three selects named `province`, `city` and `county`. Without JavaScript each
/// submit offers the next tier; the script fetches the same page and takes the next tier from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionSelect {
    /// Provinces.
    pub provinces: Vec<Choice>,
    /// Cities of the chosen province; empty until one is chosen.
    pub cities: Vec<Choice>,
    /// Counties of the chosen city; empty until one is chosen.
    pub counties: Vec<Choice>,
}

impl RegionSelect {
    /// The choices when these three parameters were submitted.
    pub fn of(province: &str, city: &str, county: &str) -> Self {
        let chosen = Self::narrowest(province, city, county).unwrap_or_default();
        // The code of the chosen tier: its own digits, then zeros. Nothing where the choice is less narrow.
        let tier = |digits: std::ops::Range<usize>| {
            let own = chosen.get(digits.clone()).filter(|own| *own != "00")?;
            Some(format!("{}{own:0<width$}", chosen.get(..digits.start)?, width = 6 - digits.start))
        };
        let (province, city, county) = (tier(0..2), tier(2..4), tier(4..6));
        let below = |parent: Option<&str>, selected: Option<&String>| {
            let regions = parent.into_iter().flat_map(region::children);
            regions.map(|region| Choice::new(&region.code, &region.name, selected == Some(&region.code))).collect()
        };
        Self {
            provinces: below(Some("000000"), province.as_ref()),
            cities: below(province.as_deref(), city.as_ref()),
            counties: below(city.as_deref(), county.as_ref()),
        }
    }

    /// The narrowest region code asked for by the three parameters. A city left over from a province chosen before is
    /// ignored, likewise a county: a region code begins with its parent's (GB/T 2260: two digits a tier).
    pub fn narrowest<'a>(province: &'a str, city: &'a str, county: &'a str) -> Option<&'a str> {
        let mut narrowest: Option<&str> = None;
        for (code, parent_digits) in [(province, 0), (city, 2), (county, 4)] {
            if code.is_empty() {
                continue;
            }
            let fits = narrowest.is_none_or(|parent| {
                parent.get(..parent_digits).is_some() && parent.get(..parent_digits) == code.get(..parent_digits)
            });
            if !fits {
                break;
            }
            narrowest = Some(code);
        }
        narrowest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::nothing("", "", "", None)]
    #[case::province("410000", "", "", Some("410000"))]
    #[case::city("410000", "410100", "", Some("410100"))]
    #[case::county("410000", "410100", "410105", Some("410105"))]
    #[case::city_of_the_province_before("500000", "410100", "410105", Some("500000"))]
    #[case::county_of_the_city_before("410000", "410300", "410105", Some("410300"))]
    #[case::a_link_to_a_county_alone("", "", "410105", Some("410105"))]
    #[case::not_a_code("豫", "x", "", Some("豫"))]
    fn the_narrowest_consistent_region_counts(
        #[case] province: &str,
        #[case] city: &str,
        #[case] county: &str,
        #[case] region: Option<&str>,
    ) {
        assert_eq!(RegionSelect::narrowest(province, city, county), region);
    }
}
