//! Enterprises, as the rules see them.

use std::collections::HashMap;

use super::rows::{
    BlacklistingRow, ConductRow, EnterpriseRow, EvaluationRow, NetAssetsRow, ParticularsRow, QualificationRow,
    SafetyPermitRow, ShareholderRow, StaffRow,
};
use super::{Heads, Keys, by_head};
use crate::db::{Conn, Result};
use crate::domain::rules::facts::{
    Certificate, Conduct, Enterprise, Evaluation, Qualification, Restriction, Shareholder, Staffed,
};
use crate::domain::vocabulary::ids::EnterpriseId;

/// From so many hundredths of a percent on, a holder of shares controls the enterprise (公司法 Art. 265: over half).
const CONTROLS_ABOVE: i32 = 5_000;

/// Loads enterprises, by row id, without those that were merged into others. What only their own standing is judged by
/// (people, net assets, conduct) is loaded of `standing` alone. The keys of all that they refer to must be known.
pub fn load(
    conn: &mut Conn,
    heads: Heads<'_>,
    standing: Heads<'_>,
    keys: &Keys,
) -> Result<HashMap<EnterpriseId, Enterprise>> {
    let mut rows = EnterpriseRow::load(conn, heads)?;
    rows.retain(|row| row.merged_into.is_none());
    let mut records = Records::load(conn, heads, standing)?;
    let enterprises = rows.into_iter().map(|row| (row.id, records.enterprise(row, keys)));
    Ok(enterprises.collect())
}

/// Whom the records of enterprises refer to.
#[derive(Debug, Default)]
pub struct Related {
    /// Enterprises that hold shares of them.
    pub enterprises: Vec<i64>,
    /// Legal representatives and registered people.
    pub people: Vec<i64>,
}

/// Reads whom the records of some enterprises refer to, and who is registered with those whose standing is judged.
pub fn related(conn: &mut Conn, enterprises: &[i64], standing: &[i64]) -> Result<Related> {
    let heads = Heads::These(enterprises);
    let holders = ShareholderRow::load(conn, heads)?.into_iter().filter_map(|row| row.holder_enterprise_id);
    let heads_of = ParticularsRow::load(conn, heads)?.into_iter().filter_map(|row| row.legal_representative_id);
    let staff = StaffRow::load(conn, Heads::These(standing))?.into_iter().map(|row| row.person_id);
    Ok(Related {
        enterprises: holders.map(|id| id.0).collect(),
        people: heads_of.chain(staff).map(|id| id.0).collect(),
    })
}

struct Records {
    particulars: HashMap<i64, Vec<ParticularsRow>>,
    qualifications: HashMap<i64, Vec<QualificationRow>>,
    permits: HashMap<i64, Vec<SafetyPermitRow>>,
    net_assets: HashMap<i64, Vec<NetAssetsRow>>,
    shareholders: HashMap<i64, Vec<ShareholderRow>>,
    conducts: HashMap<i64, Vec<ConductRow>>,
    blacklistings: HashMap<i64, Vec<BlacklistingRow>>,
    evaluations: HashMap<i64, Vec<EvaluationRow>>,
    staff: HashMap<i64, Vec<StaffRow>>,
}

impl Records {
    fn load(conn: &mut Conn, heads: Heads<'_>, standing: Heads<'_>) -> Result<Self> {
        Ok(Self {
            particulars: by_head(ParticularsRow::load(conn, heads)?, |row| row.enterprise_id.0),
            qualifications: by_head(QualificationRow::load(conn, heads)?, |row| row.enterprise_id.0),
            permits: by_head(SafetyPermitRow::load(conn, heads)?, |row| row.enterprise_id.0),
            net_assets: by_head(NetAssetsRow::load(conn, standing)?, |row| row.enterprise_id.0),
            shareholders: by_head(ShareholderRow::load(conn, heads)?, |row| row.enterprise_id.0),
            conducts: by_head(ConductRow::load(conn, standing)?, |row| row.enterprise_id.0),
            blacklistings: by_head(BlacklistingRow::load(conn, heads)?, |row| row.enterprise_id.0),
            evaluations: by_head(EvaluationRow::load(conn, standing)?, |row| row.enterprise_id.0),
            staff: by_head(StaffRow::load(conn, standing)?, |row| row.enterprise_id.map_or(0, |id| id.0)),
        })
    }

    fn enterprise(&mut self, row: EnterpriseRow, keys: &Keys) -> Enterprise {
        let id = row.id.0;
        let representative = self.particulars.remove(&id).unwrap_or_default().pop();
        let representative = representative.and_then(|row| row.legal_representative_id);
        Enterprise {
            key: row.public_id,
            name: row.name,
            qualifications: taken(&mut self.qualifications, id, qualification),
            safety_permits: taken(&mut self.permits, id, safety_permit),
            restrictions: taken(&mut self.blacklistings, id, |row| blacklisting(&row)),
            code: row.credit_code.or(row.organisation_code),
            region_code: row.region_code.unwrap_or_default(),
            legal_representative: row.legal_representative.map(|name| keys.named(representative, &name)),
            shareholders: taken(&mut self.shareholders, id, |row| shareholder(row, keys)),
            net_assets: taken(&mut self.net_assets, id, |row| (row.year, row.net_assets_fen)),
            staff: taken(&mut self.staff, id, |row| staffed(row, keys)),
            conducts: taken(&mut self.conducts, id, conduct),
            evaluations: taken(&mut self.evaluations, id, evaluation),
        }
    }
}

fn taken<Row, Fact>(rows: &mut HashMap<i64, Vec<Row>>, id: i64, fact: impl Fn(Row) -> Fact) -> Vec<Fact> {
    rows.remove(&id).unwrap_or_default().into_iter().map(fact).collect()
}

fn qualification(row: QualificationRow) -> Qualification {
    let certificate = Certificate {
        kind: "资质证书",
        number: row.certificate_number,
        granted_on: row.granted_on,
        valid_from: row.issued_on,
        valid_until: row.valid_until,
        state: row.state,
        state_since: row.state_since,
    };
    Qualification { sequence: row.sequence, category: row.category, class: row.class, certificate }
}

fn safety_permit(row: SafetyPermitRow) -> Certificate {
    Certificate {
        kind: "安全生产许可证",
        number: Some(row.number),
        granted_on: None,
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        state: row.state,
        state_since: row.state_since,
    }
}

fn blacklisting(row: &BlacklistingRow) -> Restriction {
    Restriction {
        what: format!("“黑名单” {}", row.number),
        from: row.listed_on,
        // On the day of removal they are off it.
        until: row.removed_on.and_then(|day| day.pred_opt()),
    }
}

fn shareholder(row: ShareholderRow, keys: &Keys) -> Shareholder {
    Shareholder {
        enterprise: keys.enterprise(row.holder_enterprise_id),
        name: row.holder_name,
        controls: row.is_controller || row.share_basis_points.is_some_and(|share| share > CONTROLS_ABOVE),
        from: row.valid_from,
        until: row.valid_until,
    }
}

fn staffed(row: StaffRow, keys: &Keys) -> Staffed {
    Staffed {
        // Who is not known by key counts once for each record.
        person: keys.person(Some(row.person_id)).unwrap_or_else(|| row.person_id.0.to_string()),
        registration_type: row.registration_type,
        specialty: row.specialty,
        certificate: Certificate {
            kind: "注册证书",
            number: None,
            granted_on: None,
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            state: row.state,
            state_since: row.state_since,
        },
    }
}

fn conduct(row: ConductRow) -> Conduct {
    Conduct {
        number: row.number,
        nature: row.nature,
        published_from: row.published_from,
        published_until: row.published_until,
        penalty_until: row.penalty_until,
    }
}

fn evaluation(row: EvaluationRow) -> Evaluation {
    Evaluation {
        scheme: row.scheme,
        period: row.period,
        year: row.year,
        month: row.month,
        deduction_hundredths: row.deduction_hundredths.unwrap_or_default(),
    }
}
