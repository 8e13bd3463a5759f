//! 更正: whoever a record concerns may ask for it to be put right (个人信息保护法 Art. 46; 政府信息公开条例 Art. 41).

use super::{FilingAct, FilingKind, PLAIN, Paper};
use crate::domain::vocabulary::provenance::DataSource;

pub(super) static KIND: FilingKind = FilingKind {
    name: "correction",
    title: "信息更正",
    summary: "本企业的登记信息、本企业参与的项目或注册在本企业的人员信息有误时，申请更正。",
    ground: "个人信息保护法第四十六条；政府信息公开条例第四十一条",
    acts: &[FilingAct {
        name: "correct",
        title: "更正",
        sheets: &[
            "enterprise",
            "qualification",
            "safety-permit",
            "registration",
            "safety-certificate",
            "project",
            "participant",
            "contract",
            "permit",
            "acceptance",
        ],
        title_fields: &["name", "number", "project_name", "project_number", "certificate_number"],
        ..PLAIN
    }],
    own: &[],
    source: DataSource::Business,
    papers: &[Paper { title: "证明材料", required: true }],
    is_recorded_only: false,
};
