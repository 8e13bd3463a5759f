//! What is asked about: an act on a date.

use chrono::NaiveDate;

use super::facts::{Enterprise, Person};
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
    /// Written consent of the owners is on file (建设单位书面同意).
    pub has_consent: bool,
    /// On which day.
    pub on: NaiveDate,
}
