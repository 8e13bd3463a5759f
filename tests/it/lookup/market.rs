//! A market of fixed records, loaded through sheets: two contractors, a supervisor, who works there and what they build.

use serde_json::Value;
use siku::load::Report;

use crate::support::house::resident_number;
use crate::support::{Backend, TestApp, csv, encoded, load};

/// A firm: credit code and name.
pub type Firm = (&'static str, &'static str);

/// A contractor.
pub const HUAXIN: Firm = ("91410100MA0000007G", "河南华鑫建设工程有限公司");
/// Another contractor.
pub const JINQIAO: Firm = ("91410100MA0000015B", "河南金桥建工集团有限公司");
/// A supervisor.
pub const ZHONGYUAN: Firm = ("91410100MA00000236", "河南中原工程监理有限公司");
/// A project.
pub const HOSPITAL: &str = "4101052503010101";
/// Another.
pub const SCHOOL: &str = "4101052503010102";

/// The app over the market.
pub struct Market {
    /// The app.
    pub app: TestApp,
}

impl Market {
    /// The firms and the two projects, and nobody yet.
    pub fn new(backend: Backend) -> Self {
        let market = Self { app: TestApp::new(backend) };
        let firms = [HUAXIN, JINQIAO, ZHONGYUAN].map(|(code, name)| format!("{code}|{name}|建筑业|410105"));
        market.sheet("统一社会信用代码|企业名称|企业类型|注册属地", &firms);
        market.sheet(
            "项目编号|项目名称|项目分类|项目所在地|建设单位|总面积（平方米）",
            &[
                format!("{HOSPITAL}|金水区人民医院病房楼|01|410105|郑州某某置业有限公司|20000"),
                format!("{SCHOOL}|金水区第九小学教学楼|01|410105|郑州某某置业有限公司|8000"),
            ],
        );
        market
    }

    /// Loads a sheet, which must be taken whole.
    pub fn sheet(&self, header: &str, rows: &[String]) -> Report {
        let lines: Vec<&str> = std::iter::once(header).chain(rows.iter().map(String::as_str)).collect();
        let sheet = csv(&self.app.database, "sheet", &lines);
        let report = load(&self.app.database, &self.app.vault, &[sheet]);
        let remarks: Vec<String> =
            report.files.iter().flat_map(|file| file.remarks.iter()).map(|remark| format!("{remark:?}")).collect();
        assert!(report.is_clean(), "{header}: {remarks:#?}");
        report
    }

    /// A registered constructor with the resident number of a serial.
    pub fn constructor(&self, name: &str, serial: u16, number: &str, firm: Firm) {
        self.registered("一级注册建造师", name, serial, number, firm);
    }

    /// Somebody with a registration of a type.
    pub fn registered(&self, kind: &str, name: &str, serial: u16, number: &str, (code, firm): Firm) {
        let id = resident_number(serial);
        self.sheet(
            "姓名|证件号码|注册类型及等级|注册专业|注册编号|单位名称|单位统一社会信用代码|有效期止",
            &[format!("{name}|{id}|{kind}|建筑工程|{number}|{firm}|{code}|2028-12-31")],
        );
    }

    /// The award of a project, `BD-001`, to a firm under a manager.
    pub fn award(&self, project: &str, on: &str, (code, firm): Firm, manager: &str, serial: u16) {
        let id = resident_number(serial);
        self.sheet(
            "中标通知书编号|项目编号|招标类型|中标日期|中标单位名称|中标单位统一社会信用代码|项目经理|项目经理身份证号",
            &[format!("{project}-BD-001|{project}|003|{on}|{firm}|{code}|{manager}|{id}")],
        );
    }

    /// A permit of a project, `SX-001`, with its manager; it rests on the award.
    pub fn permit(&self, project: &str, on: &str, (code, firm): Firm, manager: &str, serial: u16) {
        let id = resident_number(serial);
        self.sheet(
            "施工许可证编号|项目编号|中标通知书编号|发证日期|施工单位名称|施工单位统一社会信用代码|项目经理|项目经理证件号码",
            &[format!("{project}-SX-001|{project}|{project}-BD-001|{on}|{firm}|{code}|{manager}|{id}")],
        );
    }

    /// The acceptance of a project's permit, `JX-001`.
    pub fn acceptance(&self, project: &str, on: &str) {
        self.sheet(
            "竣工验收编号|项目编号|施工许可证编号|实际竣工验收日期",
            &[format!("{project}-JX-001|{project}|{project}-SX-001|{on}")],
        );
    }

    /// What the look-up of project managers answers.
    pub async fn managers(&self, query: &[(&str, &str)]) -> Value {
        self.app.get(&address("/api/v1/project-managers", query)).await.good()
    }

    /// The sentences it answers with.
    pub async fn sentences(&self, query: &[(&str, &str)]) -> Vec<String> {
        let answer = self.managers(query).await;
        items(&answer).iter().map(|item| item["sentence"].as_str().unwrap().to_owned()).collect()
    }
}

/// An address with parameters.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("{path}?{}", query.join("&"))
}

/// Who matches.
pub fn items(answer: &Value) -> &Vec<Value> {
    answer["items"].as_array().unwrap()
}
