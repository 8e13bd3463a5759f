//! Lists: columns and their order, pages, and what is said when nothing is found.

use chrono::{DateTime, Utc};

use crate::web::format;

/// The direction a list is sorted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

impl Order {
    /// The value of `aria-sort`.
    pub fn aria(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// How a column can be sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The same list sorted by this column; by the other direction when it already is.
    pub url: String,
    /// The direction in force, if this is the column the list is sorted by.
    pub order: Option<Order>,
}

/// The head of one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The heading; repeated beside each value on a narrow screen.
    pub label: &'static str,
    /// How to sort by it, where the server can.
    pub sort: Option<Sort>,
    /// Whether its values are numbers, set to the right.
    pub numeric: bool,
}

impl Column {
    /// A column of text that cannot be sorted by.
    pub fn text(label: &'static str) -> Self {
        Self { label, ..Self::default() }
    }

    /// A column of numbers that cannot be sorted by.
    pub fn number(label: &'static str) -> Self {
        Self { label, numeric: true, ..Self::default() }
    }

    /// The same column, sortable in a list that is sorted by `sort`. `first` is the order that its head leads to at
    /// first: `name`, or `-name` for largest first; `url` gives the address of the same list in another order.
    #[must_use]
    pub fn sortable(mut self, first: &str, sort: &str, url: impl Fn(&str) -> String) -> Self {
        let name = first.trim_start_matches('-');
        let order = match sort.strip_prefix('-') {
            None if sort == name => Some(Order::Ascending),
            Some(by) if by == name => Some(Order::Descending),
            _ => None,
        };
        let url = match order {
            None => url(first),
            Some(Order::Ascending) => url(&format!("-{name}")),
            Some(Order::Descending) => url(name),
        };
        self.sort = Some(Sort { url, order });
        self
    }
}

/// Where a keyset list goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pager {
    /// Records on this page.
    pub shown: u64,
    /// Records in all, where they were counted.
    pub total: Option<u64>,
    /// Whether the search stopped at its cap, so that `total` is a lower bound and the words should be narrowed.
    pub capped: bool,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

impl Pager {
    /// How many records there are, in words.
    pub fn count_text(&self) -> String {
        let shown = format::count(self.shown);
        match self.total.map(format::count) {
            Some(total) if self.capped => format!("至少 {total} 条，本页 {shown} 条"),
            Some(total) => format!("共 {total} 条，本页 {shown} 条"),
            None => format!("本页 {shown} 条"),
        }
    }
}

/// A registry that was asked, and how fresh it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The registry's name.
    pub registry: &'static str,
    /// Records it holds.
    pub records: u64,
    /// Up to when it is complete; `None` when nothing was loaded yet.
    pub as_of: Option<DateTime<Utc>>,
}

/// A record whose name or number is close to what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMatch {
    /// Its name.
    pub label: String,
    /// Its page.
    pub url: String,
    /// In what it differs: `名称相近`, `曾用名`, `信用代码差一位`.
    pub reason: String,
}

/// Why a search found nothing: what was searched, up to when, and what comes near.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhyNot {
    /// What was asked, in words: `名称含“华建”`. One entry a condition.
    pub conditions: Vec<String>,
    /// The registries asked.
    pub asked: Vec<Asked>,
    /// What comes near.
    pub near: Vec<NearMatch>,
}

impl WhyNot {
    /// Whether nothing can be found yet, whatever is asked.
    pub fn is_unloaded(&self) -> bool {
        self.asked.iter().all(|asked| asked.as_of.is_none())
    }

    /// What to try next.
    pub fn advice(&self) -> Vec<&'static str> {
        let fewer = (self.conditions.len() > 1).then_some("减少一个查询条件再查；");
        let words = "核对名称用字和编号，或只输入名称中连续的两三个字；";
        std::iter::once(words).chain(fewer).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::not_counted(None, false, "本页 20 条")]
    #[case::counted(Some(11_139), false, "共 11,139 条，本页 20 条")]
    #[case::stopped_at_the_cap(Some(1_000), true, "至少 1,000 条，本页 20 条")]
    fn a_pager_says_only_what_was_counted(#[case] total: Option<u64>, #[case] capped: bool, #[case] text: &str) {
        assert_eq!(Pager { shown: 20, total, capped, ..Pager::default() }.count_text(), text);
    }

    #[rstest]
    #[case::not_in_force("", None, "-day")]
    #[case::another_in_force("name", None, "-day")]
    #[case::largest_first("-day", Some(Order::Descending), "day")]
    #[case::smallest_first("day", Some(Order::Ascending), "-day")]
    fn a_head_leads_to_its_first_order_and_then_back_and_forth(
        #[case] sort: &str,
        #[case] order: Option<Order>,
        #[case] next: &str,
    ) {
        let column = Column::text("日期").sortable("-day", sort, str::to_owned);
        assert_eq!(column.sort, Some(Sort { url: next.to_owned(), order }));
    }
}
