//! Reviewing: a filing is claimed from the queue, and its items are decided, each exactly once at each tier.

use chrono::NaiveDate;

use super::content::Authority;
use super::docket::{Change, Docket, absent, meanwhile, step};
use super::draft::Purpose;
use super::enforce;
use super::submit::set_desks;
use super::tell::{Happened, tell};
use crate::access::{Principal, delegation};
use crate::clock::china_time;
use crate::crosscheck::recheck;
use crate::db::Tx;
use crate::domain::standard::reason;
use crate::domain::vocabulary::access::Tier;
use crate::domain::vocabulary::filing::{ItemState, ReasonStep, StepKind, Verdict};
use crate::domain::vocabulary::ids::AccountId;
use crate::error::{Code, Error, Result};
use crate::filing::route;
use crate::filing::rows::{Desk, Item, Step};
use crate::ledger::Basis;
use crate::vault::Vault;

/// Most items decided at once: a decision is one transaction, and look-ups go on meanwhile.
pub const MOST_AT_ONCE: usize = 500;

/// What a reviewer decides.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// What is said of the items.
    pub verdict: Verdict,
    /// The items, by place; all that wait at the reviewer's tier where none is named.
    pub places: Vec<i64>,
    /// Coded reason; needed unless they are approved.
    pub reason_code: Option<String>,
    /// What is said besides.
    pub note: Option<String>,
    /// The version that the reviewer saw.
    pub version: Option<i64>,
}

/// Takes a filing on, so that nobody else decides on it meanwhile; from somebody who is away, whoever stands in for them.
pub fn claim(tx: &mut Tx<'_>, reviewer: &Principal, number: &str) -> Result<Docket> {
    let (mut docket, tier) = Docket::lock(tx.conn, number)?.of_reviewer(reviewer)?;
    let desk = waiting_desk(tx, &docket, tier)?;
    if desk.claimed_by == Some(reviewer.account_id) {
        return Ok(docket);
    }
    let on_behalf_of = acting_for(tx, &docket, &desk, reviewer)?;
    let items = usize::try_from(desk.waiting).unwrap_or_default();
    let mut change = Change::of(&mut docket);
    let claimed = Desk { claimed_by: Some(reviewer.account_id), claimed_at: Some(tx.now), ..desk };
    change.set_desk(tx, claimed)?;
    let told = Step { on_behalf_of, ..step(StepKind::Claimed, Some(tier), items) };
    change.step(tx, Some(reviewer), told)?;
    change.finish(tx, &reviewer.actor())?;
    Ok(docket)
}

/// Puts a filing back into the queue. Whoever administers the department may do so for a reviewer who is away.
pub fn release(tx: &mut Tx<'_>, reviewer: &Principal, number: &str, for_another: bool) -> Result<Docket> {
    let (mut docket, tier) = Docket::lock(tx.conn, number)?.of_reviewer(reviewer)?;
    let desk = waiting_desk(tx, &docket, tier)?;
    if desk.claimed_by.is_none() {
        return Ok(docket);
    }
    let on_behalf_of = match acting_for(tx, &docket, &desk, reviewer) {
        Err(Error::Conflict(Code::FilingClaimed, _)) if for_another => None,
        found => found?,
    };
    let items = usize::try_from(desk.waiting).unwrap_or_default();
    let mut change = Change::of(&mut docket);
    change.set_desk(tx, Desk { claimed_by: None, claimed_at: None, ..desk })?;
    let told = Step { on_behalf_of, ..step(StepKind::Released, Some(tier), items) };
    change.step(tx, Some(reviewer), told)?;
    change.finish(tx, &reviewer.actor())?;
    Ok(docket)
}

/// Decides on items. Whoever is slower than another is told what happened meanwhile, and nothing is decided twice.
pub fn decide(
    tx: &mut Tx<'_>,
    vault: &Vault,
    reviewer: &Principal,
    number: &str,
    decision: &Decision,
) -> Result<Docket> {
    let (mut docket, tier) = Docket::lock(tx.conn, number)?.of_reviewer(reviewer)?;
    if docket.case.organisation_id == reviewer.organisation.id || docket.case.account_id == reviewer.account_id {
        return Err(Error::Forbidden("不能审核本人或本单位的申报。请由其他审核人员办理。".to_owned()));
    }
    let items = chosen(tx, &docket, tier, &decision.places)?;
    docket.expect_version(tx.conn, decision.version)?;
    let on_behalf_of = match docket.desk(tier).cloned() {
        Some(desk) => acting_for(tx, &docket, &desk, reviewer)?,
        None => None,
    };
    let today = china_time(tx.now).date();
    let said = Said::of(&docket, decision)?;
    let decided = decided(&docket, reviewer, tier, decision.verdict, items, &said)?;
    let entering: Vec<&Item> = decided.iter().filter(|item| item.state == ItemState::InForce).collect();
    let heads = put_in_force(tx, vault, reviewer, tier, &docket, &entering, today)?;

    let (count, in_force) = (decided.len(), entering.len());
    // Items that a colleague approved before go on; where none does, they all wait for a second opinion.
    let only_seconded = decided.iter().all(|item| item.seconded_by.is_some());
    let mut change = Change::of(&mut docket);
    for item in decided {
        change.set_item(tx, item)?;
    }
    let kind = match decision.verdict {
        Verdict::Approve if only_seconded => StepKind::Seconded,
        Verdict::Approve => StepKind::Approved,
        Verdict::Return => StepKind::Returned,
        Verdict::Refuse => StepKind::Refused,
    };
    let told = Step { reason_code: said.reason_code, note: said.note, on_behalf_of, ..step(kind, Some(tier), count) };
    change.step(tx, Some(reviewer), told)?;
    if in_force > 0 {
        change.step(tx, None, step(StepKind::InForce, Some(tier), in_force))?;
    }
    change.count_heads(heads.len());
    set_desks(tx, &mut change)?;
    change.finish(tx, &reviewer.actor())?;
    if kind != StepKind::Seconded {
        tell(tx, vault, &docket, Happened::Decided(tier, decision.verdict), count)?;
    }
    if in_force > 0 {
        tell(tx, vault, &docket, Happened::InForce, in_force)?;
    }
    Ok(docket)
}

/// Reason and note of a decision, checked.
struct Said {
    reason_code: Option<String>,
    note: Option<String>,
}

impl Said {
    fn of(docket: &Docket, decision: &Decision) -> Result<Self> {
        let note = decision.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
        let step = match decision.verdict {
            Verdict::Approve => return Ok(Self { reason_code: None, note }),
            Verdict::Return => ReasonStep::Return,
            Verdict::Refuse => ReasonStep::Refuse,
        };
        let code = decision.reason_code.as_deref().unwrap_or_default();
        if code.trim().is_empty() {
            let text = format!("{}须选择理由。", decision.verdict.label());
            return Err(Error::field("reason_code", "reason.missing", text));
        }
        let reason = reason::chosen(step, &docket.filing.kind, code).map_err(|defect| {
            Error::field("reason_code", defect.code, format!("{}。{}。", defect.reason, defect.remedy))
        })?;
        Ok(Self { reason_code: Some(reason.code.clone()), note })
    }
}

/// The items as the decision leaves them.
fn decided(
    docket: &Docket,
    reviewer: &Principal,
    tier: Tier,
    verdict: Verdict,
    items: Vec<Item>,
    said: &Said,
) -> Result<Vec<Item>> {
    let tiers = route::kept(&docket.case.route);
    let decide = |item: Item| {
        let told = Item { reason_code: said.reason_code.clone(), note: said.note.clone(), ..item };
        if verdict == Verdict::Approve && docket.case.four_eyes {
            match told.seconded_by {
                None => return Ok(Item { seconded_by: Some(reviewer.account_id), ..told }),
                Some(first) if first == reviewer.account_id => return Err(needs_another(told.place)),
                Some(_) => {}
            }
        }
        let standing = told.standing().decide(tier, verdict, &tiers).map_err(Error::internal)?;
        let data_level = if verdict == Verdict::Approve { tier.data_level() } else { told.data_level };
        Ok(Item { data_level, seconded_by: None, ..told.standing_at(standing) })
    };
    items.into_iter().map(decide).collect()
}

fn needs_another(place: i64) -> Error {
    Error::Forbidden(format!("第 {place} 项须由两人审核，您已初审通过。请由另一名审核人员复核。"))
}

fn put_in_force(
    tx: &mut Tx<'_>,
    vault: &Vault,
    reviewer: &Principal,
    tier: Tier,
    docket: &Docket,
    items: &[&Item],
    today: NaiveDate,
) -> Result<Vec<i64>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let authority = Authority {
        level: tier.data_level(),
        source: Purpose::of(docket)?.kind.source,
        body: Some(reviewer.organisation.name.clone()),
        person: Some(reviewer.name.clone()),
    };
    let entering = enforce::entering(vault, docket, items, &authority, today)?;
    let changed = enforce::apply(tx, vault, &Basis::new(docket.filing.id, &reviewer.actor()), entering)?;
    recheck::ask(tx, docket.filing.id)?;
    Ok(changed)
}

/// The items that a decision is about: all of them wait at the tier, or nothing is decided and it is told why.
fn chosen(tx: &mut Tx<'_>, docket: &Docket, tier: Tier, places: &[i64]) -> Result<Vec<Item>> {
    let items: Vec<Item> = if places.is_empty() {
        docket.waiting_at(tier).cloned().collect()
    } else {
        let find = |place: &i64| {
            let item = docket.items.iter().find(|item| item.place == *place).cloned();
            item.ok_or_else(|| absent(&format!("{} 第{place}项", docket.filing.number)))
        };
        places.iter().map(find).collect::<Result<_>>()?
    };
    let decided: Vec<&Item> = items.iter().filter(|item| item.tier != Some(tier)).collect();
    if items.is_empty() || !decided.is_empty() {
        return Err(decided_already(tx, docket, &decided)?);
    }
    if items.len() > MOST_AT_ONCE {
        let text = format!("一次最多决定 {MOST_AT_ONCE} 项。请分次选择。");
        return Err(Error::field("items", "filing.too_many_items", text));
    }
    Ok(items)
}

fn decided_already(tx: &mut Tx<'_>, docket: &Docket, items: &[&Item]) -> Result<Error> {
    let last = meanwhile(tx.conn, docket.filing.id)?;
    let which: Vec<String> =
        items.iter().take(5).map(|item| format!("第 {} 项{}", item.place, item.state.label())).collect();
    let what = if which.is_empty() { "没有待本级审核的内容".to_owned() } else { which.join("，") };
    let text = format!("{what}，未作决定。最近的办理：{last}。请刷新后再办理。");
    Ok(Error::Conflict(Code::FilingDecided, text))
}

fn waiting_desk(tx: &mut Tx<'_>, docket: &Docket, tier: Tier) -> Result<Desk> {
    match docket.desk(tier).filter(|desk| desk.waiting > 0) {
        Some(desk) => Ok(desk.clone()),
        None => Err(decided_already(tx, docket, &[])?),
    }
}

/// The name of whoever has taken a desk on and is away, if the reviewer stands in for them. Refuses anybody else who comes
/// to a desk that another reviewer has taken on.
fn acting_for(tx: &mut Tx<'_>, docket: &Docket, desk: &Desk, reviewer: &Principal) -> Result<Option<String>> {
    let Some(another) = desk.claimed_by.filter(|account: &AccountId| *account != reviewer.account_id) else {
        return Ok(None);
    };
    let absent = delegation::store::absent_of(tx.conn, reviewer.account_id, china_time(tx.now).date())?;
    if let Some(absent) = absent.into_iter().find(|absent| absent.account_id == another) {
        return Ok(Some(absent.name));
    }
    let last = meanwhile(tx.conn, docket.filing.id)?;
    let text = format!("该申报已由其他审核人员领办（{last}）。请等其办结或放回待办后再办理。");
    Err(Error::Conflict(Code::FilingClaimed, text))
}
