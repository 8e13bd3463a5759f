//! What is asked about: an act on a date.

use chrono::NaiveDate;

use super::facts::{Enterprise, Person, Project};
use super::limit::Limits;
use super::measure::Works;
use super::rule::Subject;

text_enum! {
    /// The post that somebody is to hold.
    Post {
        #[default]
        Manager = "project_manager" / "项目经理",
        Supervisor = "chief_supervisor" / "总监理工程师",
    }
}

impl Post {
    /// What the rules about it are about.
    pub fn subject(self) -> Subject {
        match self {
            Self::Manager => Subject::Manager,
            Self::Supervisor => Subject::Supervisor,
        }
    }
}

/// An enterprise undertakes works.
#[derive(Clone, Copy, Debug)]
pub struct Undertaking<'f> {
    /// Which.
    pub enterprise: &'f Enterprise,
    /// What.
    pub works: &'f Works,
    /// On which day.
    pub on: NaiveDate,
}

/// A person takes a post on behalf of an enterprise.
#[derive(Clone, Copy, Debug)]
pub struct Appointment<'f> {
    /// Who.
    pub person: &'f Person,
    /// Which post.
    pub post: Post,
    /// On whose behalf; nothing where that is not asked.
    pub enterprise: Option<&'f Enterprise>,
    /// For which works.
    pub works: &'f Works,
    /// The project, where it is on file: what the person leads of it is not another one.
    pub project: Option<&'f str>,
    /// Whether the owners consented in writing (建设单位书面同意); nothing where that is not known.
    pub consent: Option<bool>,
    /// On which day.
    pub on: NaiveDate,
    /// The last day on which they held it, or on which it is looked at; nothing where only the beginning is asked about.
    pub until: Option<NaiveDate>,
    /// The thresholds.
    pub limits: &'f Limits,
}

impl Appointment<'_> {
    /// Whether it is asked about a day, of those from the first to the last.
    pub fn lasts_over(&self, day: NaiveDate) -> bool {
        self.until.is_some_and(|until| (self.on..=until).contains(&day))
    }
}

/// Where the rules find the other enterprises and projects that an act is about.
pub trait Market {
    /// The enterprise of a key.
    fn enterprise(&self, key: &str) -> Option<&Enterprise>;
    /// The project of a key.
    fn project(&self, key: &str) -> Option<&Project>;
}

/// What the records of a project show by a day.
#[derive(Clone, Copy)]
pub struct Course<'f> {
    /// The project.
    pub project: &'f Project,
    /// Whom its records name.
    pub market: &'f dyn Market,
    /// The thresholds.
    pub limits: &'f Limits,
    /// The day on which it is looked at.
    pub on: NaiveDate,
}

/// How an enterprise stands on a day.
#[derive(Clone, Copy)]
pub struct Standing<'f> {
    /// The enterprise.
    pub enterprise: &'f Enterprise,
    /// The thresholds.
    pub limits: &'f Limits,
    /// The day.
    pub on: NaiveDate,
}
