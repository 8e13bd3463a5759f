//! Rows of enterprises, their qualifications and work-safety permits, and how they came from one another.

use chrono::NaiveDate;

use super::{Verification, day};
use crate::domain::vocabulary::enterprise::{EnterpriseKind, EnterpriseState};
use crate::error::Result;
use crate::generate::book::Book;
use crate::generate::calendar::after;
use crate::generate::firm::Firm;
use crate::generate::world::World;

/// Writes an enterprise with all it is allowed to do.
pub fn write(world: &World, firm: &Firm, book: &mut Book) -> Result<()> {
    let county = world.county(firm.county);
    let verified = Verification::of(world, county, "verify-firm", firm.index);
    enterprise(world, firm, &verified, book)?;
    for licence in world.licences(firm) {
        let (granted_on, issued_on) = (licence.granted_on.to_string(), licence.issued_on.to_string());
        let authority = match licence.approval_level {
            "1" => "住房和城乡建设部".to_owned(),
            "2" => world.province.provincial_department(),
            _ => world.province.city_department(county),
        };
        let row = [
            ("credit_code", firm.code.as_str()),
            ("name", &firm.name),
            ("title", &licence.title),
            ("certificate_number", &licence.certificate),
            ("authority", &authority),
            ("approval_level", licence.approval_level),
            ("granted_on", &granted_on),
            ("issued_on", &issued_on),
            ("valid_until", &licence.valid_until.to_string()),
            ("is_principal", if licence.is_principal { "是" } else { "否" }),
            ("state", if firm.state == EnterpriseState::Active { "有效" } else { "注销" }),
            ("data_level", verified.level),
            ("data_source", "1"),
        ];
        book.row("qualification", &row)?;
    }
    safety_permit(world, firm, book)?;
    successions(world, firm, book)
}

fn enterprise(world: &World, firm: &Firm, verified: &Verification, book: &mut Book) -> Result<()> {
    let county = world.county(firm.county);
    let mut random = world.random("particulars", firm.index);
    let name_of = |index: Option<u32>| index.map(|index| world.person(firm, index).name).unwrap_or_default();
    let capital = match firm.class {
        0 => random.between(300, 900) * 100,
        1 => random.between(50, 300) * 100,
        2 => random.between(20, 60) * 100,
        _ => random.between(8, 30) * 100,
    };
    let address = format!("{}创业路{}号", county.full_name(), random.between(1, 399));
    // An exchange gives out no subscriber numbers that begin with 0: nobody answers these.
    let phone = format!("{}-0{:07}", if world.province.digits() == "50" { "023" } else { "0371" }, firm.index);
    book.row(
        "enterprise",
        &[
            ("credit_code", &firm.code),
            ("name", &firm.name),
            ("kinds", firm.kind.label()),
            ("region", &county.path),
            ("legal_representative", &name_of(firm.legal_representative())),
            ("registered_capital", &capital.to_string()),
            ("capital_currency", "人民币"),
            ("established_on", &firm.established_on.to_string()),
            ("economic_type", if firm.code.starts_with("12") { "事业单位" } else { "有限责任公司" }),
            ("registered_address", &address),
            ("technical_leader", &name_of(firm.technical_leader())),
            ("phone", &phone),
            ("state", firm.state.label()),
            ("data_level", verified.level),
            ("data_source", "1"),
            ("verifying_body", &verified.body),
            ("verifying_person", &verified.person),
        ],
    )
}

fn safety_permit(world: &World, firm: &Firm, book: &mut Book) -> Result<()> {
    let Some(permit) = world.work_safety_permit(firm) else { return Ok(()) };
    // An extension keeps number and first day (建筑施工企业安全生产许可证管理规定, Article 8).
    let first = day(Some(after(firm.in_business_since(), 30).min(permit.valid_from)));
    let state = match (firm.kind, firm.state) {
        (EnterpriseKind::Construction, EnterpriseState::Active) if firm.index % 211 == 100 => "暂扣",
        (_, EnterpriseState::Active) => "有效",
        _ => "注销",
    };
    book.row(
        "safety-permit",
        &[
            ("credit_code", &firm.code),
            ("name", &firm.name),
            ("number", &permit.number),
            ("scope", "建筑施工"),
            ("authority", &world.province.provincial_department()),
            ("valid_from", &first),
            ("valid_until", &permit.valid_until.to_string()),
            ("state", state),
            ("data_level", "A"),
            ("data_source", "1"),
        ],
    )
}

/// A renaming of the firm; and where the firm is no more, for every other one, its merger into another of its kind.
fn successions(world: &World, firm: &Firm, book: &mut Book) -> Result<()> {
    if let Some((former_name, until)) = &firm.former_name {
        succession(firm, "更名", (former_name, ""), after(*until, 1), book)?;
    }
    let is_gone = firm.state == EnterpriseState::Deregistered && firm.index.is_multiple_of(2);
    let others = world.firms.iter().skip_while(|other| other.index <= firm.index);
    let mut heirs = others.filter(|other| other.kind == firm.kind && other.state == EnterpriseState::Active);
    match heirs.next().filter(|_| is_gone) {
        Some(heir) => {
            let merged_on = after(world.as_of, -100 - i64::from(firm.index % 500));
            succession(heir, "合并", (&firm.name, &firm.code), merged_on, book)
        }
        None => Ok(()),
    }
}

fn succession(firm: &Firm, kind: &str, before: (&str, &str), effective_on: NaiveDate, book: &mut Book) -> Result<()> {
    book.row(
        "succession",
        &[
            ("credit_code", &firm.code),
            ("name", &firm.name),
            ("kind", kind),
            ("predecessor_name", before.0),
            ("predecessor_code", before.1),
            ("effective_on", &effective_on.to_string()),
            ("data_level", "B"),
            ("data_source", "1"),
        ],
    )
}
