//! What holds for the kinds of all rooms together.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;
use std::path::Path;

use rstest::rstest;

use super::kinds;
use crate::intake::{Column, DataSheet, Limits, Need, SheetKind, open};
use crate::registry::cells::DATA_LEVEL;

/// Whether the files that the tests compare are to be written anew.
#[expect(clippy::disallowed_methods, reason = "a switch for whoever runs the tests, no setting of the program")]
fn regenerates() -> bool {
    std::env::var_os("SIKU_REGENERATE").is_some()
}

/// The document with the table of each kind between its marks.
fn with_tables(document: &str) -> String {
    let mut written = String::new();
    let mut rest = document;
    while let Some((before, after)) = rest.split_once("<!-- columns of ") {
        let (name, after) = after.split_once(" -->").unwrap();
        let (_, after) = after.split_once("<!-- end -->").unwrap();
        let kind = kinds().into_iter().find(|kind| kind.name == name).unwrap();
        write!(written, "{before}<!-- columns of {name} -->\n{}<!-- end -->", table(kind)).unwrap();
        rest = after;
    }
    written + rest
}

fn table(kind: &SheetKind) -> String {
    let mut table = "| Column | Also read as | Field | |\n|---|---|---|---|\n".to_owned();
    for column in kind.columns {
        let aliases = column.aliases.join("、").replace('|', "\\|");
        writeln!(table, "| {} | {aliases} | `{}` | {} |", column.header, column.field, marks(column)).unwrap();
    }
    if !kind.one_of.is_empty() {
        writeln!(table, "\nOne at least of: {}.", kind.one_of.join(", ")).unwrap();
    }
    if !kind.carry.is_empty() {
        writeln!(table, "\nCarried down: {}.", kind.carry.join(", ")).unwrap();
    }
    table
}

fn marks(column: &Column) -> String {
    let marks = [
        (column.need == Need::Required, "**required**"),
        (column.personal, "*personal*"),
        (!column.stored, "not stored"),
    ];
    let marks: Vec<&str> =
        marks.into_iter().filter_map(|(holds, mark)| holds.then_some(mark)).chain(column.hint).collect();
    marks.join("; ")
}

#[test]
fn sheets_md_lists_the_columns_as_they_are_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/SHEETS.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let written = with_tables(&document);
    if regenerates() {
        std::fs::write(&path, &written).unwrap();
        return;
    }
    assert!(document == written, "docs/SHEETS.md is out of date: run this test with SIKU_REGENERATE=1");
}

#[test]
fn sheets_md_describes_every_kind_once() {
    let document = include_str!("../../../docs/SHEETS.md");
    for kind in kinds() {
        let heading = format!("\n## `{}` — {}\n", kind.name, kind.title);
        assert_eq!(document.matches(&heading).count(), 1, "{heading}");
        assert_eq!(document.matches(&format!("<!-- columns of {} -->", kind.name)).count(), 1, "{}", kind.name);
    }
}

/// What a sheet that has only a header row of these names is taken for.
fn detected(headers: &[&str], kinds: &[&'static SheetKind]) -> crate::error::Result<DataSheet> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sheet.csv");
    let quoted: Vec<String> = headers.iter().map(|header| format!("\"{header}\"")).collect();
    std::fs::write(&path, quoted.join(",")).unwrap();
    Ok(open(&path, &Limits::default())?.detect(kinds)?.sheets.remove(0))
}

fn headers(kind: &SheetKind) -> Vec<&'static str> {
    kind.columns.iter().map(|column| column.header).collect()
}

/// The field codes of the national or provincial standard, where a column has one.
fn field_codes(kind: &SheetKind) -> Vec<&'static str> {
    let codes = kind.columns.iter().map(|column| column.aliases.iter().find(|alias| alias.is_ascii()));
    codes.flatten().copied().collect()
}

#[test]
fn the_header_of_a_kind_is_taken_for_that_kind() {
    for kind in kinds() {
        assert_eq!(detected(&headers(kind), &kinds()).unwrap().kind.name, kind.name);
    }
}

#[test]
fn the_field_codes_of_a_kind_are_taken_for_that_kind() {
    let has_code = |column: &Column| column.aliases.iter().any(|alias| alias.is_ascii());
    let of_a_standard = |kind: &&'static SheetKind| {
        let required = kind.columns.iter().filter(|column| column.need == Need::Required);
        required.clone().count() > 1 && required.clone().all(has_code)
    };
    for kind in kinds().into_iter().filter(of_a_standard) {
        assert_eq!(detected(&field_codes(kind), &kinds()).unwrap().kind.name, kind.name);
    }
}

#[test]
fn no_name_stands_for_two_columns_of_a_kind() {
    for kind in kinds() {
        for column in kind.columns {
            // A second column makes a header row of it.
            let other = if column.field == DATA_LEVEL.field { "数据来源" } else { "数据等级" };
            let names = [column.header, column.field].into_iter().chain(column.aliases.iter().copied());
            for name in
                names.filter(|name| kind.columns.iter().any(|column| column.header == other) && !name.contains('"'))
            {
                let sheet = detected(&[name, other], &[kind]).unwrap();
                let heading = sheet.heading(column.field).map(|heading| heading.position);
                assert_eq!(heading, Some(0), "{name} in {}", kind.name);
            }
        }
    }
}

/// The column sets of real exports, and of the tables of the national standard by field code; what each is taken for, and
/// which of its columns are not.
#[rstest]
#[case::project_export(
    "project",
    "项目名称 全省统一项目编号 项目分类 建设单位名称 建设单位组织机构代码 项目所在省 项目所在地市 项目所在区县 总投资（万元） 总面积（平方米） 建设规模 建设性质 工程用途 实际开工日期 实际竣工日期 立项批文号 建设用地规划许可证号 建设工程规划许可证号",
    ""
)]
#[case::permit_export(
    "permit",
    "全省统一项目编号 许可证内部编号 工程项目名称 发证日期 建设规模 施工单位名称 监理单位名称 勘察单位名称 设计单位名称",
    ""
)]
#[case::tender_export(
    "tender",
    "招标项目名称 项目名称 全省统一项目编号 中标单位名称 中标单位组织机构代码 招标类型 招标方式 建设规模 面积 中标金额 中标日期",
    ""
)]
#[case::filing_export(
    "acceptance-filing",
    "备案项目名称 竣工备案编号 全省统一项目编号 许可证内部编号 实际造价（万元） 实际竣工验收日期",
    ""
)]
#[case::registered_persons("registration", "人员姓名 身份证号 执业资格类型 证书编号 单位名称", "")]
#[case::constructors(
    "registration",
    "流水号 企业代码 姓名 公民身份号码 性别 性别代码 手机 电话 职称 专业 等级 注册编号 安全许可证编号 有效期始 有效期止 是否有在建项目 审核人 注册状态 在建项目 实名认证状态码 作废标志",
    "流水号 性别代码 电话 是否有在建项目 在建项目 实名认证状态码"
)]
#[case::preselection(
    "enterprise",
    "序号 承包商名称 承包商类型 统一社会信用代码 状态 审核日期 审核意见",
    "序号 承包商类型 审核日期 审核意见"
)]
#[case::performance("performance", "查询ID 项目编号 业绩对应资质标准及等级 企业名称 人员姓名 证件号码", "")]
#[case::project_table(
    "project",
    "PrjCode PrjNum PrjName PrjTypeNum ProvinceNum CityNum CountyNum Address LocationX LocationY PrjApprovalNum PrjApprovalLevelNum PrjApprovalDepart PrjApprovalDate BuildCorpName BuildCorpCode BuildPlanNum ProjectPlanNum InvPropertyNum FundSource NationalPercentTage AllInvest AllArea AllLength PrjSize PrjPropertyNum PrjFunctionNum PrjTwoDimCode IsMajor BeginDete EndDate JZJNInfo CXXMInfo CheckDepartName CheckPersonName DataSource DataLevel",
    "PrjTwoDimCode"
)]
#[case::unit_table(
    "unit-work",
    "PrjCode PrjNum UnitCode SubPrjName Invest FloorBuildArea BottomFloorBuildArea BuildArea FloorCount BottomFloorCount BuildHeight SubProjectLength SubProjectSpan StructureTypeNum PrjLevelNum PjrSize Memo RfBottomArea TenderNum CensorNum BuilderLicenceNum QualityNum SafeNum IsShockisolationBuilding IsGreenBuilding GreenBuidingLevel SeismicIntensityScale ISSuperHightBuilding SuiteCount StructureHeight SingleSpanRC SingleSpanHS",
    ""
)]
#[case::participant_table(
    "participant",
    "PrjCode PrjNum UnitCode CorpRoleNum CorpName CorpCode PersonName IDCardTypeNum PersonIDCard PersonPhone CensorNum BuilderLicenceNum PrjFinishCheckNum PrjFinishNum",
    ""
)]
#[case::tender_table(
    "tender",
    "TenderNum PrjCode PrjNum TenderPrjName TenderClassNum TenderTypeNum TenderResultDate TenderMoney PrjSize Area AgencyCorpName AgencyCorpCode TenderCorpName TenderCorpCode ConstructorName IDCardTypeNum ConstructorIDCard CreateDate CheckDepartName CheckPersonName DataSource DataLevel",
    ""
)]
#[case::section_table(
    "tender-section",
    "PrjCode PrjNum TenderNum BidsectionCode BidsectionName BidsectionContent TenderProjectClassifyCode ContractreckonPrice CurrencyCode PriceUnit BidQualification BeginDate LimiteTime CreateTime",
    ""
)]
#[case::bidder_table(
    "tender-bidder",
    "PrjCode PrjNum TenderprojectCode BidsectionCode BidderName BidderCodeType BidderorgCode BidderRole BidManager BiddocdownloadTime MarginpayForm MarginReceiveTime UnionenterpriseName UnionOrgansetCode UnioncontactName UnioncontactPhone BidderinfoVersion BidPrice Pricecurrency PriceUnit TimeLimit CheckInTime",
    ""
)]
#[case::winner_table(
    "tender-bidder",
    "PrjCode PrjNum TenderprojectCode BidsectionCode NoticeName WinbidderName BiddercodType WinbidderCode BiddeRole Bidamount Bidcurrency BriceUnit",
    "NoticeName"
)]
#[case::score_table(
    "tender-bidder",
    "PrjCode PrjNum BidsectionCode BidderName BidderorgCode CreditScore UsedCreditScore TotalScore IsWinBidder",
    ""
)]
#[case::contract_table(
    "contract",
    "RecordNum PrjCode PrjNum ContractNum ConPrjName ContractTypeNum ContractMoney PrjSize PropietorCorpName PropietorCorpCode ContractorCorpName ContractorCorpCode UnionCorpName UnionCorpCode ContractDate CreateDate CheckDepartName CheckPersonName DataSource DataLevel",
    ""
)]
#[case::review_table(
    "drawing-review",
    "CensorNum PrjCode PrjNum CenPrjName CensorEDate PrjSize OneCensorIsPass OneCensorWfqtCount OneCensorWfqtContent CreateDate IsLS CensorCorpName CensorCorpCode XFCensorEDate XFCensorNum XFCensorCorpName RFCensorEDate RFCensorNum RFCensorCorpName CheckDepartName CheckPersonName DataSource DataLevel",
    ""
)]
#[case::designer_table(
    "site-person",
    "PrjCode PrjNum CensorNum CorpName CorpCode UserName IDCardTypeNum IDCard TechTitleLevelNum TechTitleSpeName SpecialtyTypNum SpeNum PrjDuty",
    ""
)]
#[case::violation_table(
    "drawing-violation",
    "PrjCode PrjNum CensorNum DesignErrNum CensorSpe DesignErrType ErrPersonName ErrPersonIDCard ErrCorpName CreditCode Errdealwith Errmodify Errinfluence CreateDate",
    ""
)]
#[case::permit_table(
    "permit",
    "BuilderLicenceNum BuiPrjName PrjCode PrjNum BuildPlanNum ProjectPlanNum TenderNum CensorNum BargainDays ContractMoney Area Length Span PrjSize ReleaseDate TwoDimCode CreateDate CheckDepartName CheckPersonName DataSource DataLevel",
    "TwoDimCode"
)]
#[case::permit_table_of_2014(
    "permit",
    "BuilderLicenceNum PrjNum BuldPlanNum ProjectPlanNum CensorNum ContractMoney Area PrjSize IssueCertDate EconCorpName EconCorpCode DesignCorpName DesignCorpCode ConsCorpName ConsCorpCode SuperCorpName SuperCorpCode ConstructorName CIDCardTypeNum ConstructorIDCard SupervisionName SIDCardTypeNum SupervisionIDCard CreateDate",
    ""
)]
#[case::quality_table(
    "quality-supervision",
    "QualityNum PrjCode PrjNum PrjName QualityAcceptDepart QualityAcceptUser QualityAcceptDate QualityAcceptMark ZLJDNum DataSource",
    ""
)]
#[case::safety_table(
    "safety-supervision",
    "SafeNum PrjCode PrjNum PrjName SafeAcceptDepart SafeAcceptUser SafeAcceptDate SafeAcceptMark AQJDNUM DataSource",
    ""
)]
#[case::permit_change_table(
    "permit-change",
    "BuilderLicenceNum PrjCode PrjNum ChangeItem BeforeValue AfterValue CreateDate CheckDepartName CheckPersonName",
    ""
)]
#[case::safety_people_table(
    "site-person",
    "PrjCode PrjNum BuilderLicenceNum CorpName CorpCode SafetyCerID UserName IDCardTypeNum IDCard CertID UserType",
    ""
)]
#[case::management_table(
    "site-person",
    "PrjCode PrjNum BuilderLicenceNum CorpName CorpCode UserName IDCardTypeNum IDCard PostName PostCertName PostcertNum CertendDate OrganName",
    ""
)]
#[case::supervisor_table(
    "site-person",
    "PrjCode PrjNum BuilderLicenceNum CorpName CorpCode UserName IDCardTypeNum IDCard SuperViserPostNum PostCertName PostcertNum CertendDate OrganName",
    ""
)]
#[case::worker_table(
    "site-person",
    "PrjCode PrjNum BuilderLicenceNum CorpName CorpCode UserName IDCardTypeNum IDCard WorkTypeNum CertNum EndDate OrganName",
    ""
)]
#[case::acceptance_table(
    "acceptance",
    "PrjFinishCheckNum FinPrjName PrjCode PrjNum BuilderLicenceNum FactCost FactArea Length Span FactSize PrjStructureTypeNum BDate EDate Mark CreateDate CheckDepartName CheckPersonName DataSource DataLevel",
    ""
)]
#[case::filing_table(
    "acceptance-filing",
    "PrjFinishNum FinPrjName PrjCode PrjNum BuilderLicenceNum FactCost FactArea Length Span FactSize PrjStructureTypeNum BDate EDate Mark CheckDepartName CheckPersonName DataSource DataLevel",
    ""
)]
#[case::evaluation_table(
    "evaluation",
    "CorpName CorpCode OrgCode LicenseNo County CertTradeType CertMajorType CertLevel EvaluationName EvalationResult Score BaseScore IncentiveScore DeductScore EvalationOrg CreateDate DataSource DataProvider DataScope ProvideDate Frequency Year Month",
    "LicenseNo County"
)]
#[case::jiangsu_qualification(
    "qualification",
    "CorpCode OrganID CorpName CertType TradeType MajorType TitleLevel TitleDesc IsMaster ApproveDate ScopeDesc ApproveOrgan ApproveLevel CancelDate Status UpdateDate",
    "UpdateDate"
)]
#[case::jiangsu_registration(
    "registration",
    "IDCardNo PersonName RegType RegNo IssueDate IssueOrgan StampNo ValidDate QualCertNo CorpCode OrganID CorpName Status",
    "IssueOrgan"
)]
#[case::jiangsu_specialty(
    "registration",
    "IDCardNo PersonName RegType RegMajorDesc RegIssueDate RegValidDate QualCertNo",
    ""
)]
#[case::jiangsu_post(
    "post-certificate",
    "IDCardNo PersonName JobCertType JobCertLevel CertMajor CertNo IssueDate IssueOrgan ValidDate CorpCode OrganID CorpName Status",
    ""
)]
#[case::jiangsu_title(
    "title",
    "OrganID CorpName IDCardType IDCardNo PersonName ProTitle ProTitleLevel MajorField CertNo IssueDate IssueOrgan",
    ""
)]
#[case::blacklist_page("blacklist", "黑名单主体 认定依据 认定部门 列入日期 移出日期", "")]
fn a_real_column_set_is_known(#[case] kind: &str, #[case] columns: &str, #[case] unknown: &str) {
    let columns: Vec<&str> = columns.split(' ').collect();
    let sheet = detected(&columns, &kinds()).unwrap();
    let remarks = sheet.remarks();
    assert_eq!(sheet.kind.name, kind, "{remarks:?}");
    let of = |code: &str| -> Vec<String> {
        let named = remarks.iter().filter(|remark| remark.code == code);
        named
            .map(|remark| remark.place.as_ref().map_or_else(|| remark.reason.clone(), |place| place.header.to_string()))
            .collect()
    };
    assert_eq!(of("column.repeated"), Vec::<String>::new());
    assert_eq!(of("column.missing"), Vec::<String>::new());
    assert_eq!(of("column.unknown").join(" "), unknown);
}
