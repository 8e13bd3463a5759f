//! 企业基本信息: what an enterprise says of itself.

use super::{FilingAct, FilingKind, Own, PLAIN, Paper};
use crate::domain::vocabulary::provenance::DataSource;

pub(super) static KIND: FilingKind = FilingKind {
    name: "enterprise-profile",
    title: "企业基本信息",
    summary: "登记或变更本企业的名称、法定代表人、注册资本、地址、联系方式等基本信息。",
    ground: "建筑市场监管公共服务平台企业库基本信息登记",
    acts: &[FilingAct {
        name: "change",
        title: "登记或变更",
        sheets: &["enterprise"],
        hidden: &["organisation_code", "state"],
        title_fields: &["name"],
        ..PLAIN
    }],
    own: &[("credit_code", Own::CreditCode)],
    source: DataSource::Registration,
    papers: &[Paper { title: "营业执照", required: true }],
    is_recorded_only: false,
};
