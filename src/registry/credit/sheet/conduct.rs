//! 信用信息, 黑名单 and 项目经理记分.

use super::{Subject, subject};
use crate::domain::standard::certificate_number::normalise;
use crate::domain::standard::reading::Defect;
use crate::domain::vocabulary::credit::ConductNature;
use crate::domain::vocabulary::ids::ProjectId;
use crate::registry::cells::{Cells, PersonColumns, with};
use crate::registry::credit::change::CreditChange;
use crate::registry::credit::change::{
    EnterpriseCreditChange, EnterpriseCreditRecords, PersonCreditChange, PersonCreditRecords,
};
use crate::registry::credit::rows::{
    EnterpriseBlacklisting, EnterpriseConduct, PersonBlacklisting, PersonConduct, PersonDemerit,
};
use crate::registry::project::identity::ProjectRef;

/// A conduct record of an enterprise or a person.
pub(super) fn conduct(cells: &mut Cells<'_, '_>) -> Option<CreditChange> {
    let subject = subject(cells)?;
    let nature = cells.chosen_by("nature", "优良、不良", nature_named)?;
    let number = cells.text("number")?;
    let published_from = cells.date("published_from");
    let (project, project_name) = project(cells);
    let row = EnterpriseConduct {
        nature,
        number_key: normalise(&number),
        number,
        code: cells.text("code"),
        summary: cells.text("summary")?,
        decision: cells.text("decision"),
        document: cells.text("document"),
        authority: cells.text("authority"),
        decided_on: cells.past("decided_on"),
        published_from,
        published_until: cells.end("published_until", published_from),
        penalty_until: cells.date("penalty_until"),
        project_id: project.as_ref().map(|_| ProjectId::mention(0)),
        project_name,
        ..EnterpriseConduct::default()
    };
    let row: EnterpriseConduct = with(&cells.provenance(), row);
    let projects = project.into_iter().collect();
    Some(match subject {
        Subject::Enterprise(who) => CreditChange::Enterprise(EnterpriseCreditChange {
            who,
            records: EnterpriseCreditRecords { conducts: vec![row], ..EnterpriseCreditRecords::default() },
            projects,
        }),
        Subject::Person(who) => CreditChange::Person(PersonCreditChange {
            who,
            records: PersonCreditRecords { conducts: vec![of_person(row)], ..PersonCreditRecords::default() },
            projects,
        }),
    })
}

/// The same record under a person: the two tables differ in nothing but their head.
fn of_person(row: EnterpriseConduct) -> PersonConduct {
    PersonConduct {
        nature: row.nature,
        number: row.number,
        number_key: row.number_key,
        code: row.code,
        summary: row.summary,
        decision: row.decision,
        document: row.document,
        authority: row.authority,
        decided_on: row.decided_on,
        published_from: row.published_from,
        published_until: row.published_until,
        penalty_until: row.penalty_until,
        project_id: row.project_id,
        project_name: row.project_name,
        data_level: row.data_level,
        data_source: row.data_source,
        verifying_body: row.verifying_body,
        verifying_person: row.verifying_person,
        raw: row.raw,
        ..PersonConduct::default()
    }
}

/// Good or bad, by the words of the regulation, of the public pages, or by their mark (0 bad, 1 good).
fn nature_named(word: &str) -> Option<ConductNature> {
    word.parse().ok().or(match word {
        "优良" | "良好" | "良好行为" | "优良行为" | "良好记录" | "奖励" | "1" => {
            Some(ConductNature::Good)
        }
        "不良" | "不良行为" | "不良记录" | "处罚" | "行政处罚" | "0" => Some(ConductNature::Bad),
        _ => None,
    })
}

/// The project concerned, where a number says which it is, and what it is called; the number is kept beside it, since
/// the project may not be on file.
fn project(cells: &mut Cells<'_, '_>) -> (Option<ProjectRef>, Option<String>) {
    cells.keep("project_number");
    let who = cells.concerned_project();
    let name = who.name.clone().or_else(|| cells.text("project_number"));
    (Some(who).filter(ProjectRef::has_number), name)
}

/// A listing on the blacklist. The public pages give no number: then the document, or else the day, tells it.
pub(super) fn blacklist(cells: &mut Cells<'_, '_>) -> Option<CreditChange> {
    let subject = subject(cells)?;
    let listed_on = cells.past("listed_on")?;
    let document = cells.text("document");
    let number = cells.text("number").or_else(|| document.clone()).unwrap_or_else(|| format!("列入日期 {listed_on}"));
    let row = EnterpriseBlacklisting {
        number_key: normalise(&number),
        number,
        reason: cells.text("reason")?,
        document,
        authority: cells.text("authority"),
        listed_on,
        removed_on: cells.end("removed_on", Some(listed_on)),
        ..EnterpriseBlacklisting::default()
    };
    let row: EnterpriseBlacklisting = with(&cells.provenance(), row);
    Some(match subject {
        Subject::Enterprise(who) => CreditChange::Enterprise(EnterpriseCreditChange {
            who,
            records: EnterpriseCreditRecords { blacklistings: vec![row], ..EnterpriseCreditRecords::default() },
            projects: Vec::new(),
        }),
        Subject::Person(who) => {
            let row = PersonBlacklisting {
                number: row.number,
                number_key: row.number_key,
                reason: row.reason,
                document: row.document,
                authority: row.authority,
                listed_on: row.listed_on,
                removed_on: row.removed_on,
                data_level: row.data_level,
                data_source: row.data_source,
                verifying_body: row.verifying_body,
                verifying_person: row.verifying_person,
                raw: row.raw,
                ..PersonBlacklisting::default()
            };
            let records = PersonCreditRecords { blacklistings: vec![row], ..PersonCreditRecords::default() };
            CreditChange::Person(PersonCreditChange { who, records, projects: Vec::new() })
        }
    })
}

/// Demerit points of a project manager (建质〔2014〕123号): 1 to 12 for one item.
pub(super) fn demerit(cells: &mut Cells<'_, '_>) -> Option<PersonCreditChange> {
    let employer = cells.enterprise("credit_code", "employer_name");
    let who = cells.subject(PersonColumns::default(), Some(&employer))?;
    let points = cells.count("points");
    if points.is_some_and(|points| !(1..=12).contains(&points)) {
        cells.refuse("points", Defect::new("points.range", "一次记分应在 1 到 12 分之间", "请核对记分标准"));
    }
    let number = cells.text("number")?;
    let (project, project_name) = project(cells);
    let row = PersonDemerit {
        number_key: normalise(&number),
        number,
        item: cells.text("item"),
        behaviour: cells.text("behaviour")?,
        points: points?,
        decided_on: cells.past("decided_on")?,
        cycle_start: cells.date("cycle_start"),
        authority: cells.text("authority"),
        project_id: project.as_ref().map(|_| ProjectId::mention(0)),
        project_name,
        ..PersonDemerit::default()
    };
    let row = with(&cells.provenance(), row);
    let records = PersonCreditRecords { demerits: vec![row], ..PersonCreditRecords::default() };
    Some(PersonCreditChange { who, records, projects: project.into_iter().collect() })
}
