//! What comes near to what was asked, each with what tells it apart from others of the like name.

use crate::registry::enterprise::view::EnterpriseSummary;
use crate::registry::page as shared;
use crate::registry::personnel::view::PersonSummary;
use crate::registry::project::view::ProjectSummary;
use crate::web::parts::NearMatch;

/// In what a record differs that has the words, but not the rest of what was asked.
pub const OTHERWISE: &str = "名称符合，其他条件不符合";
/// In what a record differs that has a name like the words.
pub const LIKE: &str = "名称相近";

fn near(label: &str, url: String, difference: &str, marks: impl IntoIterator<Item = Option<String>>) -> NearMatch {
    let marks = marks.into_iter().flatten();
    let reason: Vec<String> = std::iter::once(difference.to_owned()).chain(marks).collect();
    NearMatch { label: label.to_owned(), url, reason: reason.join("；") }
}

/// Enterprises, by region and code; each leads where `url` says of its code, or of its id where it has none.
pub fn enterprises(found: &[EnterpriseSummary], difference: &str, url: impl Fn(&str) -> String) -> Vec<NearMatch> {
    let of = |row: &EnterpriseSummary| {
        let code = row.credit_code.clone().or_else(|| row.organisation_code.clone());
        let url = url(code.as_deref().unwrap_or(&row.id));
        near(&row.name, url, difference, [row.region.as_ref().map(shared::region), code])
    };
    found.iter().map(of).collect()
}

/// The address of an enterprise's page.
pub fn enterprise_url(id: &str) -> String {
    format!("/enterprises/{id}")
}

/// People, by covered number, registration and employer.
pub fn people(found: &[PersonSummary], difference: &str) -> Vec<NearMatch> {
    let of = |row: &PersonSummary| {
        let held = row.registrations.iter().find(|held| held.in_force).or(row.registrations.first());
        let employer = held.and_then(|held| held.enterprise.as_ref()).map(|enterprise| enterprise.name.clone());
        let marks = [row.id_number_masked.clone(), held.map(|held| held.title.clone()), employer];
        near(&row.name, format!("/people/{}", row.id), difference, marks)
    };
    found.iter().map(of).collect()
}

/// Projects, by region, number and owner.
pub fn projects(found: &[ProjectSummary], difference: &str) -> Vec<NearMatch> {
    let of = |row: &ProjectSummary| {
        let owner = row.owner.as_ref().map(|owner| owner.name.clone());
        let marks = [row.region.as_ref().map(shared::region), row.national_number.clone(), owner];
        near(&row.name, format!("/projects/{}", row.id), difference, marks)
    };
    found.iter().map(of).collect()
}
