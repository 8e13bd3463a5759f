//! 注册人员: a person who registers with the enterprise, or leaves it.

use super::{FilingAct, FilingKind, Own, Paper};
use crate::domain::vocabulary::provenance::DataSource;

const HIDDEN: &[&str] = &["employer_organisation_code", "state", "void", "title", "safety_certificate_number"];
const TITLE: &[&str] = &["name", "registration_type", "specialty", "registration_number"];

pub(super) static KIND: FilingKind = FilingKind {
    name: "registration",
    title: "人员注册",
    summary: "登记人员注册到本企业，或从本企业注销注册。",
    ground: "注册建造师管理规定（建设部令第153号）等",
    acts: &[
        FilingAct {
            name: "join",
            title: "注册到本企业",
            sheets: &["registration"],
            fixed: &[("state", "有效")],
            required: &["id_number", "registration_type", "registration_number", "valid_from", "valid_until"],
            hidden: HIDDEN,
            title_fields: TITLE,
        },
        FilingAct {
            name: "leave",
            title: "从本企业注销",
            sheets: &["registration"],
            fixed: &[("state", "注销")],
            required: &["id_number", "registration_type", "registration_number", "state_since"],
            hidden: HIDDEN,
            title_fields: TITLE,
        },
    ],
    own: &[("employer_code", Own::CreditCode), ("employer_name", Own::Name)],
    source: DataSource::Business,
    papers: &[Paper { title: "注册证书或聘用、解聘材料", required: false }],
    is_recorded_only: false,
};
