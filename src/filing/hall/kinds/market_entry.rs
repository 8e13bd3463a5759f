//! 省外企业信息登记 (进豫 and its like): taken note of, never approved, and never a precondition of anything.

use super::{FilingAct, FilingKind, Own, PLAIN, Paper};
use crate::domain::vocabulary::provenance::DataSource;

pub(super) static KIND: FilingKind = FilingKind {
    name: "market-entry",
    title: "省外企业信息登记",
    summary: "省外企业报送在本省承揽业务的基本信息。只作记录，不是审批或备案，不影响承揽业务。",
    ground: "建筑市场统一开放、公平竞争：建市〔2015〕140号第八条",
    acts: &[FilingAct {
        name: "record",
        title: "报送信息",
        sheets: &["market-entry"],
        required: &["local_leader"],
        hidden: &["organisation_code"],
        title_fields: &["host_region", "business"],
        ..PLAIN
    }],
    own: &[("credit_code", Own::CreditCode), ("name", Own::Name)],
    source: DataSource::Registration,
    papers: &[Paper { title: "法定代表人授权书", required: false }],
    is_recorded_only: true,
};
