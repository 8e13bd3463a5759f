//! 业绩补录: works done long ago in one row, as an enterprise reports them: the project, the enterprise's part in it, its
//! manager, and the records of the stages that it has papers of.

use super::party::{ENTERPRISE, ENTERPRISE_CODE, PERSON_COLUMNS, ROLES, role_named, taking_part};
use super::{project, under};
use crate::domain::standard::amount::Unit;
use crate::domain::standard::reading::Defect;
use crate::domain::vocabulary::project::ParticipantRole;
use crate::domain::vocabulary::provenance::DataSource;
use crate::intake::{Column, SheetKind};
use crate::record::Provenance;
use crate::registry::cells::{
    Cells, DATA_LEVEL, DATA_SOURCE, ID_KIND, ID_NUMBER, INVESTMENT_CODE, Mentions, OWNER_NAME, PROJECT_NUMBER,
    PROVINCIAL_NUMBER, VERIFYING_BODY, VERIFYING_PERSON, with,
};
use crate::registry::enterprise::identity::EnterpriseRef;
use crate::registry::project::change::ProjectChange;
use crate::registry::project::named::position_of_role;
use crate::registry::project::rows::{Acceptance, Contract, Engagement, Participant, Permit};

/// 业绩补录.
pub(super) static BACKFILL: SheetKind = SheetKind::new(
    "backfill",
    "业绩补录",
    &[
        Column::required("name", "项目名称", &["PrjName", "工程项目名称", "工程名称"]),
        PROJECT_NUMBER,
        PROVINCIAL_NUMBER,
        INVESTMENT_CODE,
        Column::optional("project_type", "项目分类", &["PrjTypeNum", "项目类别"])
            .hint("房屋建筑工程、市政基础设施工程、其他"),
        Column::required("region", "项目所在地", &["行政区划", "建设地点"]).hint("六位行政区划代码或全称"),
        Column::optional("address", "项目地点", &["项目地址", "建设地址"]),
        OWNER_NAME,
        Column::optional("owner_code", "建设单位统一社会信用代码", &["建设单位代码"]).code(),
        Column::optional("investment", "总投资（万元）", &["AllInvest", "投资总额"]),
        Column::optional("area", "总面积（平方米）", &["AllArea", "总建筑面积", "建筑面积"]),
        Column::optional("size", "建设规模", &["PrjSize", "技术指标"]),
        Column::optional("role", "企业承担角色", &["CorpRoleNum", "承担角色"]).hint("不填为施工单位"),
        ENTERPRISE,
        ENTERPRISE_CODE,
        Column::optional("person_name", "项目负责人姓名", &["项目经理", "项目经理姓名", "总监理工程师"]),
        ID_KIND,
        ID_NUMBER,
        Column::optional("registration_number", "项目负责人注册编号", &["注册编号", "项目经理注册编号"])
            .code()
            .hint("没有证件号码时，凭姓名和注册编号认人"),
        Column::optional("contract_record_number", "合同登记编号", &["合同备案编号"]).code(),
        Column::optional("contract_amount", "合同金额（万元）", &["合同价格", "合同价"]),
        Column::optional("signed_on", "合同签订日期", &["ContractDate"]),
        Column::optional("permit_number", "施工许可证编号", &["BuilderLicenceNum", "施工许可证号"]).code(),
        Column::optional("permit_issued_on", "施工许可发证日期", &["发证日期"]),
        Column::optional("started_on", "开工日期", &["BDate", "实际开工日期"]),
        Column::optional("finished_on", "竣工日期", &["EDate", "实际竣工日期"]),
        Column::optional("acceptance_number", "竣工验收编号", &["PrjFinishCheckNum"]).code(),
        Column::optional("passed_on", "竣工验收日期", &["竣工验收合格日期"]),
        Column::optional("cost", "实际造价（万元）", &["竣工结算价", "结算价"]),
        DATA_LEVEL,
        DATA_SOURCE,
        VERIFYING_BODY,
        VERIFYING_PERSON,
    ],
);

/// The project with everything that the row says of it.
pub(super) fn read(cells: &mut Cells<'_, '_>) -> ProjectChange {
    let ProjectChange { who, head, mut records, enterprises, people, .. } = project::read(cells);
    let mut mentions = Mentions { enterprises, people };
    let role = cells.chosen_by("role", ROLES, role_named).unwrap_or(ParticipantRole::Construction);
    let enterprise = cells.enterprise("enterprise_code", "enterprise_name");
    let (participant, engagement) = part(cells, role, &enterprise, &mut mentions);
    let contract = contract(cells, &enterprise, &mut mentions);
    let permit = permit(cells);
    let acceptance = acceptance(cells);
    let mut provenance = cells.provenance();
    if cells.row().text("data_source").is_empty() {
        // What an enterprise reports of works long done is a back-fill (TBDATASOURCEDIC 3).
        provenance.data_source = DataSource::Backfill;
    }
    records.participants.extend(participant.map(|row| with(&provenance, row)));
    records.engagements.extend(engagement.map(|row| with(&provenance, row)));
    records.contracts.extend(contract.map(|row| with(&provenance, row)));
    records.permits.extend(permit.map(|row| with(&provenance, row)));
    records.acceptances.extend(acceptance.map(|row| with(&provenance, row)));
    let head = head.map(|head| with(&provenance, head));
    records.particulars = records.particulars.into_iter().map(|row| with(&provenance, row)).collect();
    records.numbers = records.numbers.into_iter().map(|row| with(&provenance, row)).collect();
    ProjectChange { head, ..under(who, records, mentions) }
}

/// The enterprise's part in the works, and who led them for it.
fn part(
    cells: &mut Cells<'_, '_>,
    role: ParticipantRole,
    enterprise: &EnterpriseRef,
    mentions: &mut Mentions,
) -> (Option<Participant>, Option<Engagement>) {
    let person = cells.person(PERSON_COLUMNS, Some(enterprise));
    let certificate_number = cells.text(PERSON_COLUMNS.certificate);
    let started_on = cells.past("started_on");
    let finished_on = cells.end("finished_on", started_on);
    let participant = taking_part(role, enterprise, mentions, &Provenance::default()).map(|participant| Participant {
        valid_from: started_on,
        valid_until: finished_on,
        ..participant
    });
    let engagement = person.map(|person| Engagement {
        position: position_of_role(role),
        person_id: mentions.person(&person),
        person_name: person.name,
        enterprise_id: mentions.enterprise(enterprise),
        enterprise_name: enterprise.name.clone(),
        certificate_number,
        reported_from: started_on,
        reported_until: finished_on,
        ..Engagement::default()
    });
    (participant, engagement)
}

/// The contract, where its record number is known; else what is said of it is kept beside.
fn contract(cells: &mut Cells<'_, '_>, contractor: &EnterpriseRef, mentions: &mut Mentions) -> Option<Contract> {
    let signed_on = cells.past("signed_on");
    let amount_fen = cells.money("contract_amount", Unit::TenThousandYuan);
    let Some(number) = cells.record_number("contract_record_number") else {
        cells.keep("signed_on");
        cells.keep("contract_amount");
        return None;
    };
    Some(Contract {
        number,
        amount_fen,
        contractor_id: mentions.enterprise(contractor),
        contractor_name: contractor.name.clone(),
        signed_on,
        ..Contract::default()
    })
}

fn permit(cells: &mut Cells<'_, '_>) -> Option<Permit> {
    let issued_on = cells.past("permit_issued_on");
    let Some(number) = cells.record_number("permit_number") else {
        cells.keep("permit_issued_on");
        return None;
    };
    Some(Permit { number, issued_on, ..Permit::default() })
}

fn acceptance(cells: &mut Cells<'_, '_>) -> Option<Acceptance> {
    let started_on = cells.date("started_on");
    let passed_on = cells.end("passed_on", started_on);
    if passed_on.is_some_and(|date| date > cells.today) {
        let remedy = "请核对年份；尚未发生的请不要填报";
        cells.refuse("passed_on", Defect::new("date.future", "日期晚于今天", remedy));
    }
    let cost_fen = cells.money("cost", Unit::TenThousandYuan);
    let Some(number) = cells.record_number("acceptance_number") else {
        cells.keep("passed_on");
        cells.keep("cost");
        return None;
    };
    Some(Acceptance { number, cost_fen, started_on, passed_on, ..Acceptance::default() })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::domain::vocabulary::project::Position;
    use crate::intake::{Filled, Form, Remarks};

    fn read_row(fields: &[(&str, &str)]) -> (ProjectChange, Vec<String>) {
        let mut filled = Filled::default();
        for (field, text) in fields {
            filled.set(field, text);
        }
        let form = Form::new(&BACKFILL, &filled).unwrap();
        let row = form.row();
        let mut remarks = Remarks::default();
        let mut cells = Cells::new(&row, chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), &mut remarks);
        let change = read(&mut cells);
        (change, remarks.iter().map(|remark| remark.code.to_string()).collect())
    }

    const ROW: [(&str, &str); 12] = [
        ("name", "金水区第三小学教学楼"),
        ("region", "410105"),
        ("owner_name", "金水区教育局"),
        ("enterprise_name", "河南华鑫建设工程有限公司"),
        ("enterprise_code", "91410100MA0000007G"),
        ("person_name", "王某某"),
        ("registration_number", "豫1412006200700001"),
        ("contract_amount", "1,280.5"),
        ("signed_on", "2019.3.1"),
        ("started_on", "2019-04-01"),
        ("finished_on", "2020-06-30"),
        ("acceptance_number", "4101051903010101-JX-001"),
    ];

    #[test]
    fn a_row_tells_the_project_the_part_in_it_and_who_led_it() {
        let (change, remarks) = read_row(&ROW);
        assert_eq!(remarks, Vec::<String>::new());
        let head = change.head.unwrap();
        assert_eq!((head.region_code.as_deref(), head.data_source), (Some("410105"), DataSource::Backfill));
        let [participant] = change.records.participants.as_slice() else { panic!("one participant") };
        assert_eq!(participant.role, ParticipantRole::Construction);
        let [engagement] = change.records.engagements.as_slice() else { panic!("one engagement") };
        assert_eq!(engagement.position, Position::ProjectManager);
        assert_eq!(change.records.acceptances.len(), 1);
        // A contract without a record number is no record; what was said of it is kept.
        assert!(change.records.contracts.is_empty() && participant.raw.contains("1,280.5"));
    }

    #[test]
    fn works_that_are_accepted_tomorrow_are_refused() {
        let (_, remarks) = read_row(&[ROW.as_slice(), &[("passed_on", "2026-11-23")]].concat());
        assert_eq!(remarks, ["date.future"]);
    }
}
