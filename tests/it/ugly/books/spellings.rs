//! One thing written in many ways: brackets, numerals, labels, units, codes.

use std::path::Path;

use super::{CODE, NATIONAL, xlsx};

pub fn write(folder: &Path) {
    brackets_and_numerals(folder);
    labels(folder);
    units_and_codes(folder);
}

fn brackets_and_numerals(folder: &Path) {
    let title = |title| ["示例建设(集团)有限公司", CODE, title];
    // A Greek iota, a Greek pi, and the Roman numeral.
    let titles = ["建筑工程施工总承包Ι级", "市政公用工程施工总承包Π级", "特种工程【结构补强】专业承包Ⅰ级"].map(title);
    let [one, two, three] = &titles;
    xlsx(
        folder,
        "brackets_and_numerals.xlsx",
        &[
            ("1.资质", &[&["企业名称", "统一社会信用代码", "资质名称"], one, two, three]),
            (
                "2、安全生产许可证",
                &[
                    &["企业名称", "统一社会信用代码", "安全生产许可证编号"],
                    &["示例建设（集团）有限公司", CODE, "(豫)JZ安许证字【2015】010001"],
                    &["示例建设(集团）有限公司", CODE, "（豫）JZ安许证字[2015]010001"],
                ],
            ),
        ],
    );
}

fn labels(folder: &Path) {
    let project = |label| [NATIONAL, "示例道路", "示例置业有限公司", label];
    let [one, two, three, four] = ["市政工程", "市政基础设施工程", "市政公用工程", "市政基础工程项目"].map(project);
    let title = |title| ["示例建设有限公司", CODE, title];
    let [first, second, third] =
        ["市政公用工程施工总承包壹级", "市政工程施工总包一级", "市政公用工程施工总承包1级"].map(title);
    xlsx(
        folder,
        "label_drift.xlsx",
        &[
            ("项目", &[&["项目编号", "项目名称", "建设单位", "项目分类"], &one, &two, &three, &four]),
            ("资质", &[&["企业名称", "统一社会信用代码", "资质名称"], &first, &second, &third]),
        ],
    );
    xlsx(
        folder,
        "wrong_level_codes.xlsx",
        &[(
            "项目",
            &[
                &["项目编号", "项目名称", "建设单位", "项目分类", "工程用途"],
                &[NATIONAL, "示例道路", "示例置业有限公司", "02", "999"],
                &["4101001501010102", "示例一号楼", "示例置业有限公司", "01", "014"],
                &["4101001501010201", "示例二路", "示例置业有限公司", "02", "014"],
            ],
        )],
    );
}

fn units_and_codes(folder: &Path) {
    let project = |amount| [NATIONAL, "示例一号楼", "示例置业有限公司", amount];
    let amounts = ["#150", "1500000元", "150（万元）", "0.015亿元", "150万美元"].map(project);
    let [one, two, three, four, five] = &amounts;
    xlsx(
        folder,
        "mixed_units.xlsx",
        &[("项目", &[&["项目编号", "项目名称", "建设单位", "总投资（万元）"], one, two, three, four, five])],
    );
    let tender = |class, source| [NATIONAL, "示例建设有限公司", "2015-01-16", class, source];
    let classes = [("#3", "#1"), ("3.0", "1.0"), ("003", "1")].map(|(class, source)| tender(class, source));
    let [one, two, three] = &classes;
    xlsx(
        folder,
        "numeric_codes.xlsx",
        &[("招标", &[&["项目编号", "中标单位名称", "中标日期", "招标类型", "数据来源"], one, two, three])],
    );
}
