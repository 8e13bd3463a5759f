//! The generator of the fixtures. All people and enterprises are made up; check digits hold.

mod legacy;
mod spellings;

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

/// How many there are.
pub const COUNT: usize = 26;

/// The identity numbers that stand in them.
pub const IDENTITY_NUMBERS: &[&str] = &["410100190001010019", "410100190001010027", "410100190001010035"];

const PERSON: &str = "410100190001010019";
const CODE: &str = "91410100MA0000015B";
const NATIONAL: &str = "4101001501010101";

type Rows<'a> = &'a [&'a [&'a str]];

/// Writes a workbook whose cells are text; `#` before a number makes it one.
fn xlsx(folder: &Path, name: &str, sheets: &[(&str, Rows<'_>)]) {
    let mut book = Workbook::new();
    let made_on = ExcelDateTime::from_ymd(2026, 1, 1).unwrap();
    book.set_properties(&DocProperties::new().set_creation_datetime(&made_on));
    for (title, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*title).unwrap();
        for (row, cells) in (0_u32..).zip(*rows) {
            for (column, text) in (0_u16..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
                match text.strip_prefix('#') {
                    Some(number) => sheet.write_number(row, column, number.parse::<f64>().unwrap()).unwrap(),
                    None => sheet.write_string(row, column, *text).unwrap(),
                };
            }
        }
    }
    book.save(folder.join(name)).unwrap();
}

/// Writes every fixture.
pub fn write_all(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    layouts(folder);
    exports(folder);
    values(folder);
    people(folder);
    sheets(folder);
    spellings::write(folder);
    legacy::write(folder);
}

fn layouts(folder: &Path) {
    xlsx(
        folder,
        "title_rows.xlsx",
        &[(
            "项目",
            &[
                &["某市工程项目一览表"],
                &["单位：元"],
                &[],
                &["项目编号", "项目名称", "建设单位", "总投资", "总面积（平方米）"],
                &[NATIONAL, "示例一号楼", "示例置业有限公司", "1500000", "4237.4"],
            ],
        )],
    );
    xlsx(
        folder,
        "empty_first_column.xlsx",
        &[("1.企业", &[&[], &["", "序号 ", "承包商名称", "统一社会信用代码"], &["", "#1", "示例建设有限公司", CODE]])],
    );
    xlsx(
        folder,
        "repeated_header.xlsx",
        &[(
            "企业",
            &[
                &["企业名称", "统一社会信用代码"],
                &["示例建设有限公司", CODE],
                &["企业名称", "统一社会信用代码"],
                &["示例市政有限公司", "其它"],
                &[],
                &["", " "],
            ],
        )],
    );
    let region: Rows<'_> = &[&["企业名称", "统一社会信用代码"], &["示例建设有限公司", CODE]];
    xlsx(
        folder,
        "sheet_per_region.xlsx",
        &[("Sheet1", &[]), ("郑州市", region), ("洛阳市", region), ("Evaluation Warning", &[&["Evaluation Only."]])],
    );
    xlsx(
        folder,
        "unknown_columns.xlsx",
        &[(
            "企业",
            &[
                &["企业名称", "统一社会信用代码", "机构规格", "手机"],
                &["示例建设有限公司", CODE, "大型", "13800000000"],
            ],
        )],
    );
    let text = "RecordNum,PrjNum,ConPrjName,ContractTypeNum,ContractMoney,PropietorCorpName,ContractorCorpName,ContractDate\n\
                4101001501010101-HZ-001,4101001501010101,示例一号楼,301,3429（万元）,示例置业有限公司,示例建设有限公司,2016-4-29 0:00:00\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    fs::write(folder.join("field_codes_gbk.csv"), bytes).unwrap();
}

fn exports(folder: &Path) {
    xlsx(
        folder,
        "permit_export.xlsx",
        &[(
            "许可",
            &[
                &[
                    "全省统一项目编号",
                    "许可证内部编号",
                    "工程项目名称",
                    "发证日期",
                    "建设规模",
                    "施工单位名称",
                    "监理单位名称",
                    "勘察单位名称",
                    "设计单位名称",
                    "项目经理",
                    "项目经理证件号码",
                ],
                &[
                    NATIONAL,
                    "410100201601050101",
                    "示例一号楼",
                    "2016-01-05",
                    "4237.4",
                    "示例建设有限公司",
                    "示例监理有限公司",
                    "示例勘察有限公司",
                    "示例设计有限公司",
                    "测试甲",
                    PERSON,
                ],
            ],
        )],
    );
    xlsx(
        folder,
        "tender_export.xlsx",
        &[(
            "招标",
            &[
                &[
                    "招标项目名称",
                    "项目名称",
                    "全省统一项目编号",
                    "中标单位名称",
                    "中标单位组织机构代码",
                    "招标类型",
                    "招标方式",
                    "建设规模",
                    "面积",
                    "中标金额",
                    "中标日期",
                ],
                &[
                    "示例一号楼施工",
                    "示例一号楼",
                    NATIONAL,
                    "示例建设有限公司、示例市政有限公司",
                    CODE,
                    "施工",
                    "公开招标",
                    "1幢",
                    "0",
                    "861.28",
                    "2015-1-16",
                ],
            ],
        )],
    );
    xlsx(
        folder,
        "performance_rows.xlsx",
        &[(
            "业绩",
            &[
                &["查询ID", "项目编号", "业绩对应资质标准及等级", "企业名称", "人员姓名", "证件号码", "承担岗位"],
                &["1", NATIONAL, "建筑工程一级", "示例建设有限公司", "测试甲", PERSON, "#6"],
                &["", "", "", "", "测试乙", "410100190001010027", "#2"],
            ],
        )],
    );
}

fn values(folder: &Path) {
    xlsx(
        folder,
        "glued_numbers.xlsx",
        &[(
            "项目",
            &[
                &["项目编号", "项目名称", "建设单位", "建设工程规划许可证号"],
                &[NATIONAL, "示例一号楼", "示例置业有限公司", "建字第410100201500001号建字第410100201500002号"],
            ],
        )],
    );
    xlsx(
        folder,
        "dates.xlsx",
        &[(
            "许可",
            &[
                &["施工许可证编号", "项目编号", "发证日期"],
                &["410100201601050101", NATIONAL, "2016-4-29 0:00:00"],
                &["410100201601050102", NATIONAL, "#42003"],
                &["410100201601050103", NATIONAL, "1900-01-01"],
                &["410100201601050104", NATIONAL, "0000-00-00"],
                &["410100201601050105", NATIONAL, "2061-01-05"],
                &["#410100201601050106", NATIONAL, "2016-01-05"],
            ],
        )],
    );
    xlsx(
        folder,
        "free_text.xlsx",
        &[(
            "单体",
            &[
                &["项目编号", "单体编码", "单体名称", "工程造价", "建筑面积", "地面层数", "结构体系"],
                &[NATIONAL, "001", "1号楼", "-1.0", "0", "框架0（1）层1幢", "框架－核心筒加层"],
                &[NATIONAL, "002", "2号楼", "NULL", "4237.4", "6.0", "#3"],
                &[NATIONAL, "003", "3号楼", "三百万", "100", "6", "框架结构"],
            ],
        )],
    );
    xlsx(
        folder,
        "person_as_builder.xlsx",
        &[(
            "项目",
            &[
                &["项目编号", "项目名称", "建设单位", "建设单位组织机构代码"],
                &[NATIONAL, "示例农房", "测试丙", "410100190001010035"],
            ],
        )],
    );
}

fn people(folder: &Path) {
    xlsx(
        folder,
        "one_row_a_specialty.xlsx",
        &[(
            "注册执业人员",
            &[
                &["人员姓名", "身份证号", "执业资格类型", "注册专业", "注册编号", "单位名称"],
                &["测试甲", PERSON, "一级注册建造师", "建筑工程", "豫1412006200700001", "示例建设有限公司"],
                &["测试甲", PERSON, "一级注册建造师", "市政公用工程", "豫1412006200700001", "示例建设有限公司"],
                &["测试乙", "410***********0027", "注册监理工程师", "", "41000001", "示例监理有限公司"],
                &[
                    "测试丙",
                    "410100190001010036",
                    "一级注册建造师",
                    "建筑工程",
                    "豫1412006200700002",
                    "示例建设有限公司",
                ],
            ],
        )],
    );
    xlsx(
        folder,
        "both_subjects.xlsx",
        &[(
            "诚信",
            &[
                &["主体名称", "统一社会信用代码", "证件号码", "性质", "诚信记录编号", "事由", "决定日期"],
                &["示例建设有限公司", CODE, "", "不良", "豫建罚〔2020〕1号", "未按图施工", "2020-05-01"],
                &["测试甲", "", PERSON, "良好", "豫建奖〔2020〕2号", "优质工程奖", "2020-05-01"],
                &["测试乙", CODE, "410100190001010027", "不良", "豫建罚〔2020〕3号", "挂证", "2020-05-01"],
            ],
        )],
    );
}

/// Rows and sheets that hold no records, among those that do.
fn sheets(folder: &Path) {
    xlsx(
        folder,
        "back_links.xlsx",
        &[(
            "工程项目",
            &[
                &["项目归档库结构"],
                &["工程项目"],
                &["返回目录"],
                &["项目编号", "项目名称", "建设单位"],
                &["返回目录"],
                &[NATIONAL, "示例一号楼", "示例置业有限公司"],
                &["", "返回目录"],
            ],
        )],
    );
    let mut rows: Vec<&[&str]> = vec![&["企业名称", "统一社会信用代码"], &["示例建设有限公司", CODE]];
    rows.resize(rows.len() + 72, &["", " "]);
    xlsx(folder, "trailing_blanks.xlsx", &[("采集结果", &rows)]);
    xlsx(
        folder,
        "converter_sheets.xlsx",
        &[
            ("Sheet1", &[]),
            (
                "1.注册执业人员",
                &[
                    &["人员姓名", "身份证号", "执业资格类型", "注册专业", "证书编号", "单位名称"],
                    &["测试甲", PERSON, "一级注册建造师", "建筑工程", "豫1412006200700001", "示例建设有限公司"],
                ],
            ),
            ("Evaluation Warning", &[&["Evaluation Only. Created with Aspose.Cells."]]),
        ],
    );
    xlsx(
        folder,
        "two_columns_one_field.xlsx",
        &[(
            "企业",
            &[
                &["企业名称", "统一社会信用代码", "登记注册类型", "经济性质"],
                &["示例建设有限公司", CODE, "有限责任公司", "国有"],
            ],
        )],
    );
}
