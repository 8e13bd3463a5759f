//! 安全生产许可证.

use super::{FilingAct, FilingKind, Own, PLAIN, Paper};
use crate::domain::vocabulary::provenance::DataSource;

const HELD: FilingAct = FilingAct {
    sheets: &["safety-permit"],
    fixed: &[("state", "有效")],
    required: &["authority", "valid_from", "valid_until"],
    hidden: &["organisation_code"],
    title_fields: &["number"],
    ..PLAIN
};

pub(super) static KIND: FilingKind = FilingKind {
    name: "safety-permit",
    title: "安全生产许可证",
    summary: "登记新取得、延期或注销的安全生产许可证。",
    ground: "安全生产许可证条例（国务院令第397号）",
    acts: &[
        FilingAct { name: "new", title: "新取得", ..HELD },
        FilingAct { name: "renew", title: "延期", ..HELD },
        FilingAct { name: "cancel", title: "注销", fixed: &[("state", "注销")], required: &[], ..HELD },
    ],
    own: &[("credit_code", Own::CreditCode), ("name", Own::Name)],
    source: DataSource::Business,
    papers: &[Paper { title: "安全生产许可证", required: true }],
    is_recorded_only: false,
};
