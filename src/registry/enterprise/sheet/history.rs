//! Who owns an enterprise, where it came from, and what it was called.

use crate::domain::standard::reading::Defect;
use crate::domain::standard::text;
use crate::domain::vocabulary::enterprise::{EnterpriseAliasKind, SuccessionKind};
use crate::registry::cells::{Cells, Mentions, PersonColumns, with};
use crate::registry::enterprise::change::EnterpriseRecords;
use crate::registry::enterprise::rows::{EnterpriseAlias, Shareholder, Succession};

/// A holder who is a person; on file as one only where the identity number says who it is.
const HOLDER: PersonColumns =
    PersonColumns { name: "holder_name", id_kind: "holder_id_kind", id_number: "holder_id_number", certificate: "" };

/// A shareholder or controller.
pub(super) fn shareholder(cells: &mut Cells<'_, '_>, mentions: &mut Mentions) -> Option<EnterpriseRecords> {
    let holder = cells.enterprise("holder_code", "holder_name");
    let person = if holder.has_code() { None } else { cells.person(HOLDER, None) };
    let valid_from = cells.date("valid_from");
    let share = cells.hundredths("share");
    if share.is_some_and(|share| !(0..=10_000).contains(&share)) {
        cells.refuse("share", Defect::new("share.range", "持股比例应在 0 到 100 之间", "请填写百分数"));
    }
    let row = Shareholder {
        holder_name: holder.name.clone()?,
        // A name alone may be a person's.
        holder_enterprise_id: if holder.has_code() { mentions.enterprise(&holder) } else { None },
        holder_person_id: person.and_then(|person| mentions.person(&person)),
        share_basis_points: share,
        is_controller: cells.flag("is_controller").unwrap_or_default(),
        valid_from,
        valid_until: cells.end("valid_until", valid_from),
        ..Shareholder::default()
    };
    let row = with(&cells.provenance(), row);
    Some(EnterpriseRecords { shareholders: vec![row], ..EnterpriseRecords::default() })
}

/// How the enterprise came from another; a renaming also leaves the former name as an alias.
pub(super) fn succession(cells: &mut Cells<'_, '_>, mentions: &mut Mentions) -> Option<EnterpriseRecords> {
    let kind = cells.chosen_by("kind", "更名、合并、分立、改制重组", succession_named)?;
    let predecessor = cells.enterprise("predecessor_code", "predecessor_name");
    let predecessor_name = predecessor.name.clone()?;
    let effective_on = cells.date("effective_on");
    let renamed = kind == SuccessionKind::Renaming;
    let row = Succession {
        kind,
        predecessor_name: predecessor_name.clone(),
        // After a renaming both names are of the one enterprise.
        predecessor_id: if renamed { None } else { mentions.enterprise(&predecessor) },
        effective_on,
        document: cells.text("document"),
        ..Succession::default()
    };
    let provenance = cells.provenance();
    let former_name = renamed.then(|| EnterpriseAlias {
        kind: EnterpriseAliasKind::Name,
        value_key: text::search_key(&predecessor_name),
        value: predecessor_name,
        valid_until: effective_on,
        ..provenance.row()
    });
    Some(EnterpriseRecords {
        successions: vec![with(&provenance, row)],
        aliases: former_name.into_iter().collect(),
        ..EnterpriseRecords::default()
    })
}

fn succession_named(word: &str) -> Option<SuccessionKind> {
    word.parse().ok().or(match word {
        "名称变更" | "变更名称" => Some(SuccessionKind::Renaming),
        "吸收合并" | "新设合并" => Some(SuccessionKind::Merger),
        "派生分立" | "新设分立" => Some(SuccessionKind::Division),
        "改制" | "重组" => Some(SuccessionKind::Restructuring),
        _ => None,
    })
}

/// A former name or code.
pub(super) fn alias(cells: &mut Cells<'_, '_>, _mentions: &mut Mentions) -> Option<EnterpriseRecords> {
    let kind: EnterpriseAliasKind =
        cells.chosen("alias_kind", "曾用名、曾用统一社会信用代码、组织机构代码、营业执照注册号")?;
    let (value, value_key) = if kind == EnterpriseAliasKind::Name {
        let name = cells.text("value")?;
        let key = text::search_key(&name);
        (name, key)
    } else {
        let code = cells.text("value")?.replace([' ', '-'], "").to_uppercase();
        (code.clone(), code)
    };
    let valid_from = cells.date("valid_from");
    let row = EnterpriseAlias {
        kind,
        value,
        value_key,
        valid_from,
        valid_until: cells.end("valid_until", valid_from),
        ..EnterpriseAlias::default()
    };
    let row = with(&cells.provenance(), row);
    Some(EnterpriseRecords { aliases: vec![row], ..EnterpriseRecords::default() })
}
