//! What the registries know of whoever files: nobody types again what is on file.

use diesel::prelude::*;
use serde::Serialize;
use serde_json::Value;

use crate::access::{Principal, organisation};
use crate::db::{self, Conn};
use crate::domain::standard::region;
use crate::domain::vocabulary::ids::EnterpriseId;
use crate::error::{Error, Result};
use crate::intake::Filled;
use crate::record::Record;
use crate::registry::enterprise::rows::{
    Enterprise, EnterpriseKindRow, EnterpriseParticulars, Qualification, SafetyPermit,
};
use crate::registry::enterprise::view::qualification_title;
use crate::registry::label;
use crate::registry::personnel::rows::Registration;
use crate::registry::sheet;
use crate::schema::{participant, person, project, registration};

/// Most records that are offered.
const MOST: i64 = 100;

/// A record on file that a form can be filled in from.
#[derive(Clone, Debug)]
pub struct OnFile {
    /// By what it is chosen.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// The fields.
    pub filled: Filled,
}

/// Whether there is one record of a sheet for an enterprise, which is then not chosen but taken.
pub fn is_single(sheet: &str) -> bool {
    sheet == "enterprise"
}

/// The records of a sheet that are on file of whoever files. What is personal is not told.
pub fn on_file(conn: &mut Conn, filer: &Principal, sheet: &str) -> Result<Vec<OnFile>> {
    // It may have come on file after it was let in.
    let code = filer.organisation.credit_code.as_deref().unwrap_or_default();
    let Some(enterprise) = organisation::enterprise_of(conn, code)? else { return Ok(Vec::new()) };
    match sheet {
        "enterprise" => profile(conn, enterprise),
        "qualification" => qualifications(conn, enterprise),
        "safety-permit" => safety_permits(conn, enterprise),
        "registration" => registrations(conn, enterprise),
        "performance" => projects(conn, enterprise),
        _ => Ok(Vec::new()),
    }
}

fn profile(conn: &mut Conn, enterprise: EnterpriseId) -> Result<Vec<OnFile>> {
    let key = [enterprise.0];
    let Some(head) = Enterprise::load(conn, &key)?.pop() else { return Ok(Vec::new()) };
    let mut filled = fields("enterprise", Enterprise::TABLE, &head)?;
    for row in EnterpriseParticulars::load(conn, &key)? {
        let more = fields("enterprise", EnterpriseParticulars::TABLE, &row)?;
        filled.fields.extend(more.fields);
    }
    let kinds: Vec<&str> = EnterpriseKindRow::load(conn, &key)?.iter().map(|row| row.kind.label()).collect();
    filled.set("kinds", &kinds.join("、"));
    Ok(vec![OnFile { key: head.public_id, label: head.name, filled }])
}

fn qualifications(conn: &mut Conn, enterprise: EnterpriseId) -> Result<Vec<OnFile>> {
    let rows = Qualification::load(conn, &[enterprise.0])?;
    let on_file = rows.into_iter().map(|row| {
        let mut filled = fields("qualification", Qualification::TABLE, &row)?;
        let title = qualification_title(&row);
        // The title says all three.
        for field in ["sequence", "category", "class"] {
            filled.set(field, "");
        }
        filled.set("title", &title);
        let number = row.certificate_number.unwrap_or_default();
        Ok(OnFile { key: row.id.to_string(), label: format!("{title}　{number}"), filled })
    });
    on_file.collect()
}

fn safety_permits(conn: &mut Conn, enterprise: EnterpriseId) -> Result<Vec<OnFile>> {
    let rows = SafetyPermit::load(conn, &[enterprise.0])?;
    let on_file = rows.into_iter().map(|row| {
        let filled = fields("safety-permit", SafetyPermit::TABLE, &row)?;
        Ok(OnFile { key: row.id.to_string(), label: row.number, filled })
    });
    on_file.collect()
}

fn registrations(conn: &mut Conn, enterprise: EnterpriseId) -> Result<Vec<OnFile>> {
    let query = registration::table
        .inner_join(person::table.on(person::id.eq(registration::person_id)))
        .filter(registration::enterprise_id.eq(enterprise))
        .order((person::name, registration::id))
        .limit(MOST)
        .select((Registration::as_select(), person::name));
    let rows = query.load::<(Registration, String)>(conn).map_err(db::Error::from)?;
    let on_file = rows.into_iter().map(|(row, name)| {
        let mut filled = fields("registration", Registration::TABLE, &row)?;
        filled.set("name", &name);
        let number = row.registration_number.unwrap_or_default();
        let label = format!("{name}　{}　{}　{number}", row.registration_type.label(), row.specialty);
        Ok(OnFile { key: row.id.to_string(), label, filled })
    });
    on_file.collect()
}

fn projects(conn: &mut Conn, enterprise: EnterpriseId) -> Result<Vec<OnFile>> {
    let query = participant::table
        .inner_join(project::table.on(project::id.eq(participant::project_id)))
        .filter(participant::enterprise_id.eq(enterprise))
        .filter(project::national_number.is_not_null())
        .order(participant::id.desc())
        .limit(MOST)
        .select((participant::id, participant::role, project::national_number.assume_not_null(), project::name));
    let rows = query
        .load::<(i64, crate::domain::vocabulary::project::ParticipantRole, String, String)>(conn)
        .map_err(db::Error::from)?;
    let on_file = rows.into_iter().map(|(id, role, number, name)| {
        let mut filled = Filled::default();
        filled.set("project_number", &number);
        filled.set("project_name", &name);
        filled.set("role", role.label());
        OnFile { key: id.to_string(), label: format!("{name}　{number}　{}", role.label()), filled }
    });
    Ok(on_file.collect())
}

/// What a row says, by the fields of a sheet, as people write it there.
fn fields(sheet: &str, table: &str, row: &impl Serialize) -> Result<Filled> {
    let row = serde_json::to_value(row).map_err(Error::internal)?;
    let mut filled = Filled::default();
    let kind = sheet::kinds().into_iter().find(|kind| kind.name == sheet);
    for column in kind.into_iter().flat_map(|kind| kind.columns).filter(|column| !column.personal) {
        if let Some(text) = text(&row, table, column.field) {
            filled.set(column.field, &text);
        }
    }
    Ok(filled)
}

fn text(row: &Value, table: &str, field: &str) -> Option<String> {
    if let Some(fen) = row.get(format!("{field}_fen")).and_then(Value::as_i64) {
        return Some(crate::web::format::ten_thousand_yuan(fen).replace(',', ""));
    }
    let column = if field == "region" { "region_code" } else { field };
    let value = row.get(column)?;
    match value {
        Value::String(code) if column == "region_code" => region::path(code).or_else(|| Some(code.clone())),
        value => label::shown(table, column, value),
    }
}
