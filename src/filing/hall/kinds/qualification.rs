//! 企业资质: a qualification item that is applied for, renewed, raised or given up.

use super::{FilingAct, FilingKind, Own, PLAIN, Paper};
use crate::domain::vocabulary::provenance::DataSource;

const TITLE: &[&str] = &["title", "sequence", "category", "class", "certificate_number"];
const HIDDEN: &[&str] = &["organisation_code", "kind", "approval_level", "state", "state_since"];
const HELD: FilingAct = FilingAct {
    sheets: &["qualification"],
    fixed: &[("state", "有效")],
    required: &["certificate_number", "issued_on", "valid_until"],
    hidden: HIDDEN,
    title_fields: TITLE,
    ..PLAIN
};

pub(super) static KIND: FilingKind = FilingKind {
    name: "qualification",
    title: "企业资质",
    summary: "登记新取得、延续、升级或注销的资质项；审核通过后更新企业库。",
    ground: "建筑业企业资质管理规定（住房城乡建设部令第22号）",
    acts: &[
        FilingAct { name: "new", title: "新取得", ..HELD },
        FilingAct { name: "renew", title: "延续", ..HELD },
        FilingAct { name: "upgrade", title: "升级", ..HELD },
        FilingAct {
            name: "cancel",
            title: "注销",
            fixed: &[("state", "注销")],
            required: &["certificate_number", "state_since"],
            hidden: &["organisation_code", "kind", "approval_level", "state", "is_principal", "scope", "granted_on"],
            ..HELD
        },
    ],
    own: &[("credit_code", Own::CreditCode), ("name", Own::Name)],
    source: DataSource::Business,
    papers: &[Paper { title: "资质证书", required: true }, Paper { title: "审批决定文书", required: false }],
    is_recorded_only: false,
};
