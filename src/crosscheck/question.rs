//! What somebody asks: may this enterprise undertake these works, may this person lead them, on this day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::rules::measure::{self, Quantity, Works};
use crate::domain::rules::{Post, scope};
use crate::domain::standard::region;
use crate::domain::standard::text::fold;
use crate::error::{Error, FieldError, Result};

/// Works by kind: sequence, category, and the item of the table of scopes; for those who supervise too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Sequence: `施工总承包`.
    pub sequence: String,
    /// Category: `建筑工程`.
    pub category: String,
    /// Item: `房屋建筑`.
    pub item: String,
}

/// Categories of supervision that have no table of scopes yet.
const SUPERVISION: [&str; 2] = ["房屋建筑工程", "市政公用工程"];
/// The sequence of those who supervise.
const SUPERVISES: &str = "工程监理";

impl Kind {
    /// As it is chosen and sent: `施工总承包/建筑工程/房屋建筑`.
    pub fn name(&self) -> String {
        format!("{}/{}/{}", self.sequence, self.category, self.item)
    }

    /// For people.
    pub fn label(&self) -> String {
        if self.item.is_empty() { self.category.clone() } else { format!("{}：{}", self.category, self.item) }
    }

    /// All that there are, in the order of the table.
    pub fn all() -> Vec<Self> {
        let mut kinds: Vec<Self> = Vec::new();
        for row in scope::all().iter().filter(|row| !row.item.is_empty()) {
            let kind = Self { sequence: row.sequence.clone(), category: row.category.clone(), item: row.item.clone() };
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds.extend(SUPERVISION.map(|category| Self {
            sequence: SUPERVISES.to_owned(),
            category: category.to_owned(),
            item: String::new(),
        }));
        kinds
    }

    /// The kind of a name.
    pub fn find(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|kind| kind.name() == name)
    }

    /// The metrics by which its scope and its scale are told.
    pub fn metrics(&self) -> Vec<&'static measure::Metric> {
        let bounded: Vec<&str> = scope::all()
            .iter()
            .filter(|row| row.category == self.category && row.item == self.item)
            .map(|row| row.metric.as_str())
            .collect();
        measure::all().iter().filter(|metric| bounded.contains(&metric.name.as_str())).collect()
    }
}

/// A question as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The enterprise: id, credit code, or whole name.
    pub enterprise: Option<String>,
    /// The person's name.
    pub person_name: Option<String>,
    /// Their registration number.
    pub registration_number: Option<String>,
    /// Their id, where it is known.
    pub person: Option<String>,
    /// The post.
    pub post: Post,
    /// Name of the kind of works.
    pub kind: String,
    /// Amounts by name of the metric, as typed.
    pub measures: BTreeMap<String, String>,
    /// Where the works are.
    pub region: Option<String>,
    /// The project, where it is on file: its id or number.
    pub project: Option<String>,
    /// Written consent of the owners.
    pub has_consent: bool,
    /// On which day; today where none is said.
    pub on: Option<NaiveDate>,
}

impl Asked {
    /// The works that are asked about. All that is wrong is told at once.
    pub fn works(&self) -> Result<Works> {
        let mut errors = Vec::new();
        let kind = Kind::find(&self.kind);
        if kind.is_none() {
            errors.push(FieldError::new("kind", "works.unknown", "请从列出的工程类别中选择一项。"));
        }
        let mut measures = BTreeMap::new();
        for (name, text) in &self.measures {
            let path = format!("measures/{name}");
            match (measure::find(name), Quantity::read(&fold(text))) {
                (None, _) => errors.push(FieldError::new(path, "metric.unknown", format!("没有“{name}”这项指标。"))),
                (Some(metric), None) => {
                    let text = format!("{}应为不带单位的数字，单位{}，最多六位小数。", metric.label, metric.unit);
                    errors.push(FieldError::new(path, "number.malformed", text));
                }
                (Some(_), Some(amount)) => drop(measures.insert(name.clone(), amount)),
            }
        }
        let region_code = self.region.clone().unwrap_or_default();
        if !region_code.is_empty() && region::find(&region_code).is_none() {
            let text = "没有这个行政区划代码。请填写六位代码，如 410105。";
            errors.push(FieldError::new("region", "region.unknown", text));
        }
        match kind {
            Some(kind) if errors.is_empty() => {
                Ok(Works { sequence: kind.sequence, category: kind.category, item: kind.item, measures, region_code })
            }
            _ => Err(Error::Invalid(errors)),
        }
    }

    /// Whether a person is asked about.
    pub fn names_somebody(&self) -> bool {
        self.person.is_some() || self.person_name.is_some() || self.registration_number.is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_of_works_is_chosen_by_its_own_name() {
        let kinds = Kind::all();
        let names: BTreeSet<String> = kinds.iter().map(Kind::name).collect();
        assert_eq!(names.len(), kinds.len());
        assert!(kinds.iter().all(|kind| Kind::find(&kind.name()).as_ref() == Some(kind)));
        assert!(names.contains("施工总承包/建筑工程/房屋建筑"));
    }

    #[test]
    fn a_kind_asks_for_what_its_scope_is_told_by() {
        let kind = Kind::find("施工总承包/建筑工程/房屋建筑");
        let metrics: Vec<&str> = kind.iter().flat_map(Kind::metrics).map(|metric| metric.name.as_str()).collect();
        for metric in ["building_height", "project_building_area", "single_span"] {
            assert!(metrics.contains(&metric), "{metrics:?}");
        }
    }

    #[test]
    fn all_that_is_wrong_with_a_question_is_told_at_once() {
        let asked = Asked {
            kind: "宫殿".to_owned(),
            region: Some("999999".to_owned()),
            measures: BTreeMap::from([
                ("building_height".to_owned(), "很高".to_owned()),
                ("beauty".to_owned(), "1".to_owned()),
            ]),
            ..Asked::default()
        };
        let Err(Error::Invalid(errors)) = asked.works() else { panic!("it is wrong") };
        let paths: Vec<&str> = errors.iter().map(|error| error.path.as_str()).collect();
        assert_eq!(paths, ["kind", "measures/beauty", "measures/building_height", "region"]);
    }
}
