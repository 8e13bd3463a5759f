//! What the sound file says.

use chrono::NaiveDate;

use crate::rules::facts::project::{
    Award, Bid, Change, Commitment, Completion, Contract, Engaged, Part, Party, Permit, Unit,
};
use crate::rules::facts::{
    Certificate, Conduct, Demerit, Employment, Enterprise, Evaluation, Named, Person, Project, Qualification,
    Registration, SafetyCertificate, Staffed,
};
use crate::rules::measure::Quantity;
use crate::vocabulary::credit::{ConductNature, EvaluationPeriod};
use crate::vocabulary::personnel::RegistrationType;
use crate::vocabulary::project::{ParticipantRole, Position, ProjectType};
use crate::vocabulary::provenance::CertificateState;

/// Fen of 1,000 万元.
const PRICE: i64 = 1_000_000_000;
/// 8,000 ㎡ in hundredths of a square metre.
const AREA: i64 = 800_000;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

pub(super) fn some(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

pub(super) fn certificate(kind: &'static str, from: &str, until: &str) -> Certificate {
    Certificate {
        kind,
        number: Some("001".to_owned()),
        granted_on: some(from),
        valid_from: some(from),
        valid_until: some(until),
        state: CertificateState::Valid,
        state_since: None,
    }
}

pub(super) fn party(enterprise: &Enterprise) -> Party {
    Party { key: Some(enterprise.key.clone()), name: enterprise.name.clone() }
}

pub(super) fn enterprise(key: &str, name: &str, head: &str) -> Enterprise {
    Enterprise {
        key: key.to_owned(),
        name: name.to_owned(),
        region_code: "410105".to_owned(),
        legal_representative: Some(Named { key: Some(head.to_owned()), name: head.to_owned() }),
        ..Enterprise::default()
    }
}

pub(super) fn qualified(sequence: &str, category: &str, class: &str) -> Qualification {
    Qualification {
        sequence: sequence.to_owned(),
        category: category.to_owned(),
        class: class.to_owned(),
        certificate: certificate("资质证书", "2020-01-05", "2030-01-04"),
    }
}

pub(super) fn builder() -> Enterprise {
    let staffed = |nth: usize| Staffed {
        person: format!("p{nth}"),
        registration_type: RegistrationType::ConstructorSecond,
        specialty: "建筑工程".to_owned(),
        certificate: certificate("注册证书", "2024-01-01", "2027-12-31"),
    };
    let bad = Conduct {
        number: "不良 001".to_owned(),
        nature: ConductNature::Bad,
        published_from: some("2026-01-01"),
        published_until: some("2026-12-31"),
        penalty_until: None,
    };
    let evaluation = Evaluation {
        scheme: "省级信用评价".to_owned(),
        period: EvaluationPeriod::Quarter,
        year: 2026,
        month: 6,
        deduction_hundredths: 100,
    };
    Enterprise {
        qualifications: vec![qualified("施工总承包", "建筑工程", "三级")],
        safety_permits: vec![certificate("安全生产许可证", "2024-01-01", "2026-12-31")],
        code: Some("91410100MA0000007G".to_owned()),
        net_assets: vec![(2025, 900_000_000)],
        staff: (0..5).map(staffed).collect(),
        conducts: vec![bad],
        evaluations: vec![evaluation],
        ..enterprise("e1", "甲建设工程有限公司", "赵某")
    }
}

pub(super) fn manager(firm: &Enterprise) -> Person {
    let (key, name) = (Some(firm.key.clone()), Some(firm.name.clone()));
    Person {
        key: "p0".to_owned(),
        name: "王某".to_owned(),
        registrations: vec![Registration {
            registration_type: RegistrationType::ConstructorSecond,
            specialty: "建筑工程".to_owned(),
            enterprise: key.clone(),
            enterprise_name: name.clone(),
            certificate: certificate("注册证书", "2024-01-01", "2027-12-31"),
        }],
        safety_certificates: vec![SafetyCertificate {
            enterprise: key.clone(),
            enterprise_name: name.clone(),
            certificate: certificate("B 证", "2024-01-01", "2027-12-31"),
        }],
        demerits: vec![Demerit { number: "记分 001".to_owned(), points: 3, cycle_start: day("2026-03-01") }],
        employments: vec![Employment {
            enterprise: key,
            enterprise_name: firm.name.clone(),
            from: some("2024-01-01"),
            until: None,
        }],
        ..Person::default()
    }
}

/// The letters of commitment of all leaders, the new chief supervisor's too.
fn commitments() -> Vec<Commitment> {
    let roles = [
        (ParticipantRole::Owner, "孙某"),
        (ParticipantRole::Survey, "周某"),
        (ParticipantRole::Design, "吴某"),
        (ParticipantRole::Construction, "王某"),
        (ParticipantRole::Supervision, "郑某"),
        (ParticipantRole::Supervision, "钱某"),
    ];
    let commitment = |(role, name): (ParticipantRole, &str)| Commitment {
        role,
        name: name.to_owned(),
        is_authorised: true,
        signed_on: some("2026-02-05"),
    };
    roles.map(commitment).into()
}

pub(super) fn project(firm: &Enterprise, supervisor: &Enterprise, other: &Enterprise) -> Project {
    let quantity = |text: &str| Quantity::read(text).unwrap_or(Quantity(0));
    let measures = [("building_height", "15"), ("floors", "4"), ("single_span", "8"), ("single_building_area", "4000")];
    let part = |role, enterprise: &Enterprise| Part {
        role,
        unit: Some("001".to_owned()),
        party: party(enterprise),
        from: some("2026-02-10"),
        until: None,
    };
    let engaged = |position, key: &str, name: &str, enterprise: &Enterprise, since: &str| Engaged {
        position,
        person: Some(key.to_owned()),
        name: name.to_owned(),
        party: Some(party(enterprise)),
        since: some(since),
        released: None,
        basis: "施工许可证 SX-001".to_owned(),
        ..Engaged::default()
    };
    let contract = |number: &str, kind: &str, amount_fen, enterprise: &Enterprise| Contract {
        number: number.to_owned(),
        kind: kind.to_owned(),
        amount_fen: Some(amount_fen),
        contractor: Some(party(enterprise)),
        signed_on: some("2026-01-20"),
    };
    let bid = |enterprise: &Enterprise| Bid {
        section: "BD-001/01".to_owned(),
        party: party(enterprise),
        consortium: None,
        on: some("2025-12-20"),
    };
    let completion = |number: &str| Completion {
        number: number.to_owned(),
        of: None,
        permits: vec!["SX-001".to_owned()],
        started_on: some("2026-03-01"),
        passed_on: some("2026-10-01"),
        filed_on: None,
        area_dm2: Some(AREA),
        cost_fen: Some(PRICE),
    };
    Project {
        key: "x1".to_owned(),
        number: Some("4101052601050101".to_owned()),
        name: "某中学教学楼".to_owned(),
        region_code: "410105".to_owned(),
        kind: Some(ProjectType::Building),
        area_dm2: Some(AREA),
        started_on: some("2026-03-01"),
        units: vec![Unit {
            code: "001".to_owned(),
            measures: measures.iter().map(|(metric, text)| (*metric, quantity(text))).collect(),
        }],
        parts: vec![part(ParticipantRole::Construction, firm), part(ParticipantRole::Supervision, supervisor)],
        engaged: vec![
            engaged(Position::ProjectManager, "p0", "王某", firm, "2026-01-05"),
            engaged(Position::ChiefSupervisor, "p9", "钱某", supervisor, "2026-06-01"),
            engaged(Position::SafetyOfficer, "p8", "冯某", firm, "2026-02-10"),
        ],
        awards: vec![Award {
            number: "BD-001".to_owned(),
            class: "003".to_owned(),
            on: some("2026-01-05"),
            amount_fen: Some(PRICE),
            winner: Some(party(firm)),
            leader: Some("王某".to_owned()),
        }],
        bids: vec![bid(firm), bid(other)],
        contracts: vec![contract("HZ-001", "301", PRICE, firm), contract("HE-001", "400", PRICE / 50, supervisor)],
        reviews: vec![("TX-001".to_owned(), some("2026-02-01"))],
        permits: vec![Permit {
            number: "SX-001".to_owned(),
            names_review: true,
            issued_on: some("2026-02-10"),
            state: CertificateState::Valid,
            amount_fen: Some(PRICE),
            area_dm2: Some(AREA),
        }],
        changes: vec![Change {
            permit: "SX-001".to_owned(),
            position: Some(Position::ChiefSupervisor),
            item: "总监".to_owned(),
            after: "钱某".to_owned(),
            on: some("2026-06-01"),
        }],
        acceptances: vec![completion("JX-001")],
        filings: vec![Completion {
            filed_on: some("2026-10-10"),
            of: Some("JX-001".to_owned()),
            ..completion("JX-002")
        }],
        commitments: commitments(),
        ..Project::default()
    }
}
