//! 工程业绩: a project on file in which the enterprise took part, or works of long ago with their records.

use super::{FilingAct, FilingKind, Own, PLAIN, Paper};
use crate::domain::vocabulary::provenance::DataSource;

pub(super) static KIND: FilingKind = FilingKind {
    name: "performance",
    title: "工程业绩",
    summary: "补录历史业绩（项目连同合同、施工许可、竣工验收等记录），或认领库中已有项目的业绩。",
    ground: "全国建筑市场监管公共服务平台工程项目信息数据标准（2018）数据来源3",
    acts: &[
        FilingAct {
            name: "backfill",
            title: "补录历史业绩",
            sheets: &["backfill"],
            required: &["owner_name", "started_on", "finished_on"],
            title_fields: &["name", "project_number", "role"],
            ..PLAIN
        },
        FilingAct {
            name: "claim",
            title: "认领库中项目",
            sheets: &["performance"],
            required: &["project_number"],
            hidden: &["query", "provincial_project_number", "investment_code"],
            title_fields: &["project_name", "project_number", "role"],
            ..PLAIN
        },
    ],
    own: &[("enterprise_code", Own::CreditCode), ("enterprise_name", Own::Name)],
    source: DataSource::Backfill,
    papers: &[
        Paper { title: "中标通知书或合同", required: false },
        Paper { title: "施工许可证", required: false },
        Paper { title: "竣工验收证明", required: false },
    ],
    is_recorded_only: false,
};
