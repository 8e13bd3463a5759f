//! One record: its verdict, states, history and figures, and the way to and through its page.

use chrono::{DateTime, NaiveDate, Utc};

/// A name that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub label: String,
    /// The address.
    pub url: String,
}

impl Link {
    /// A link.
    pub fn new(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { label: label.into(), url: url.into() }
    }
}

/// Somebody whom a record names: with a page where they are on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name as written.
    pub label: String,
    /// The page.
    pub url: Option<String>,
}

impl Mention {
    /// A mention.
    pub fn new(label: impl Into<String>, url: Option<String>) -> Self {
        Self { label: label.into(), url }
    }
}

/// What a verdict comes to. Shown by a sign and a word, the colour only repeats them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing stands against it.
    Free,
    /// Something does.
    Busy,
    /// The records do not allow an answer.
    Unknown,
}

impl Tone {
    /// The name in class attributes.
    pub fn class(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Busy => "busy",
            Self::Unknown => "unknown",
        }
    }
}

/// The answer in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What it comes to.
    pub tone: Tone,
    /// The word beside the sign: `无在建项目`.
    pub word: String,
    /// The sentence, always “在本平台登记的记录中……”.
    pub sentence: String,
    /// Up to when the records asked are complete; nothing before the first load came to its end.
    pub as_of: Option<DateTime<Utc>>,
}

/// A state in a word, with its kind in shape as well as colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateTag {
    /// In force, valid, released.
    Good(String),
    /// Ends soon, waits for somebody.
    Attention(String),
    /// Expired, revoked, punished.
    Bad(String),
    /// Merely a fact.
    Plain(String),
}

impl StateTag {
    /// The word shown.
    pub fn label(&self) -> &str {
        match self {
            Self::Good(label) | Self::Attention(label) | Self::Bad(label) | Self::Plain(label) => label,
        }
    }

    /// The name in class attributes.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Good(_) => "good",
            Self::Attention(_) => "attention",
            Self::Bad(_) => "bad",
            Self::Plain(_) => "plain",
        }
    }
}

/// A step of the way from the front page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// The page's name.
    pub label: String,
    /// Its address; `None` for the page itself.
    pub url: Option<String>,
}

impl Crumb {
    /// A page on the way.
    pub fn to(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { label: label.into(), url: Some(url.into()) }
    }

    /// The page itself, last.
    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), url: None }
    }
}

/// An entry of the navigation within a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionLink {
    /// The section's `id`.
    pub id: &'static str,
    /// Its heading.
    pub label: &'static str,
    /// Records in it, where that is told.
    pub count: Option<u64>,
}

/// When something happened, as exactly as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineWhen {
    /// The day only.
    Day(NaiveDate),
    /// The instant, recorded by this platform.
    Instant(DateTime<Utc>),
    /// Not recorded.
    Unknown,
}

/// One entry of a history, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// When.
    pub when: TimelineWhen,
    /// What happened.
    pub title: String,
    /// Particulars: before and after, the reason, the document.
    pub details: Vec<String>,
    /// Who did it or where it comes from.
    pub source: Option<String>,
}

/// One bar: a figure and its length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// The figure.
    pub value: u64,
    /// Its length in thousandths of the longest bar; at least 4 where there is anything, so that it can be seen.
    pub length: u64,
}

/// Figures side by side, drawn as bars; the figures themselves stay text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarChart {
    /// What the chart shows.
    pub caption: String,
    /// The unit of the figures.
    pub unit: String,
    /// The bars, in the order given.
    pub bars: Vec<Bar>,
}

impl BarChart {
    /// A chart of these figures.
    pub fn new(
        caption: impl Into<String>,
        unit: impl Into<String>,
        figures: impl IntoIterator<Item = (String, u64)>,
    ) -> Self {
        let figures: Vec<_> = figures.into_iter().collect();
        let longest = figures.iter().map(|(_, value)| *value).max().unwrap_or_default().max(1);
        let bars = figures
            .into_iter()
            .map(|(label, value)| {
                let thousandths = u128::from(value) * 1000 / u128::from(longest);
                let length = u64::try_from(thousandths).unwrap_or(1000).max(if value > 0 { 4 } else { 0 });
                Bar { label, value, length }
            })
            .collect();
        Self { caption: caption.into(), unit: unit.into(), bars }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_the_width_and_the_smallest_can_be_seen() {
        let figures = [
            ("郑州市".to_owned(), u64::MAX),
            ("洛阳市".to_owned(), u64::MAX / 2),
            ("济源市".to_owned(), 1),
            ("无".to_owned(), 0),
        ];
        let lengths: Vec<_> = BarChart::new("", "", figures).bars.iter().map(|bar| bar.length).collect();
        assert_eq!(lengths, [1000, 499, 4, 0]);
    }

    #[test]
    fn a_chart_of_nothing_has_no_length() {
        let chart = BarChart::new("", "", [("无".to_owned(), 0)]);
        assert_eq!(chart.bars.iter().map(|bar| bar.length).sum::<u64>(), 0);
        assert_eq!(BarChart::new("", "", []).bars, []);
    }
}
