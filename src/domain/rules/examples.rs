//! Worked examples: a sound file on which every rule is kept, and for each rule the one thing that breaks it. The judges
//! themselves decide, so that what the public reads is what the rules say; a test holds the outcomes.

mod sound;
mod specimen;
mod spoil;

use super::finding::Judgement;
use specimen::Specimen;

/// An example of a rule, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What is on file, in a sentence.
    pub situation: &'static str,
    /// What the rule says.
    pub judgement: Judgement,
}

/// How a sound file is changed to show a rule.
type Change = fn(&mut Specimen);

/// What every rule is shown on first.
const SOUND: &str = "资料齐全、各项均符合规定的一个工程";

/// For each rule: what makes the sound file one that it can be shown on, what breaks it, and how that is told.
const BROKEN: [(&str, Change, &str, Change); 31] = [
    ("X01", as_it_is, "同一工程的建筑高度为 60 米，企业的资质为三级", |file| {
        file.measure("building_height", "60");
    }),
    ("X02", as_it_is, "签订合同时企业的资质证书已经过期", |file| file.qualified_until("2025-12-31")),
    ("X03", as_it_is, "签订合同时安全生产许可证已经过期", |file| file.permitted_until("2025-12-31")),
    ("X27", as_it_is, "签订合同时企业在“黑名单”中", Specimen::blacklist),
    ("X04", as_it_is, "项目经理注册的专业为机电工程", |file| file.specialise("机电工程")),
    ("X05", as_it_is, "项目经理自 2025 年 6 月起在另一个在建项目任职", Specimen::lead_elsewhere),
    ("X07", as_it_is, "项目经理注册在另一家企业", Specimen::register_elsewhere),
    ("X08", as_it_is, "任职期间项目经理的 B 证过期，没有延续", |file| {
        file.certified_until("2026-06-30");
    }),
    ("X10", as_it_is, "任职期间的记分周期内累计记 12 分", |file| file.points(12)),
    ("X22", as_it_is, "项目经理的 B 证登记在另一家企业", Specimen::certify_elsewhere),
    ("X06", as_it_is, "总监另外还担任三个在建项目的总监", Specimen::supervise_three_more),
    ("X31", as_it_is, "到任时社会保险由另一家企业缴纳", Specimen::insure_elsewhere),
    ("X09", as_it_is, "任职期间把注册变更到另一家企业", Specimen::transfer),
    ("D01", as_it_is, "注册建造师只有三人", |file| file.firm.staff.truncate(3)),
    ("D02", as_it_is, "上一年度净资产为 500 万元", |file| file.net_assets(500)),
    ("X28", as_it_is, "扣分时惟一的不良信息已经超过公开期限", |file| {
        file.published_until("2026-03-31");
    }),
    ("X29", as_it_is, "不良信息只公开三个月", |file| file.published_until("2026-03-31")),
    ("X11", as_it_is, "施工许可以后才审查施工图", |file| file.reviewed("2026-03-15")),
    ("X12", as_it_is, "取得施工许可以前已经开工", |file| file.started("2026-02-01")),
    ("X13", as_it_is, "领取施工许可证四个月以后才开工，没有申请延期", |file| {
        file.started("2026-06-11");
    }),
    ("X15", as_it_is, "合同价款比中标价高一成", |file| file.contract_for(1_100_000_000)),
    ("X16", as_it_is, "中标六十天以后才签订合同", |file| file.signed("2026-03-06")),
    ("X17", as_it_is, "竣工验收合格两个月以后才办理备案", |file| file.filed("2026-12-01")),
    ("X18", as_it_is, "竣工面积比施工许可的面积大一成", |file| file.completed_area(880_000)),
    ("X19", as_it_is, "办理施工许可时没有设计单位的承诺书", Specimen::without_designers_commitment),
    ("X20", as_it_is, "更换总监以后，新任总监没有签署承诺书", Specimen::without_new_commitment),
    ("X21", Specimen::still_building, "在建工程只登记了其他现场人员，没有专职安全员", Specimen::without_officers),
    ("X23", as_it_is, "监理单位由施工单位控股", Specimen::own_the_supervisor),
    ("X24", as_it_is, "两家投标企业的法定代表人是同一人", Specimen::one_head),
    ("X32", as_it_is, "同一单位工程登记了两家施工总承包单位", Specimen::second_builder),
    ("X35", as_it_is, "项目编号中的登记日期不是合理的日期", |file| file.number("4101059913990101")),
];

fn as_it_is(_file: &mut Specimen) {}

/// The examples of a rule: kept, then broken. None for a rule that has none.
pub fn of(rule: &str) -> Vec<Example> {
    let Some((_, shown_on, told, change)) = BROKEN.iter().find(|(id, ..)| *id == rule) else { return Vec::new() };
    let mut sound = Specimen::sound();
    shown_on(&mut sound);
    let mut broken = sound.clone();
    change(&mut broken);
    [(SOUND, sound), (told, broken)]
        .into_iter()
        .filter_map(|(situation, file)| Some(Example { situation, judgement: file.judged(rule)? }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::finding::Outcome;
    use super::super::rule;
    use super::*;

    #[test]
    fn every_rule_is_shown_kept_and_broken() {
        for rule in rule::all() {
            let shown: Vec<Outcome> = of(&rule.id).iter().map(|example| example.judgement.outcome).collect();
            assert_eq!(shown, [Outcome::Passed, Outcome::Failed], "{}: {:?}", rule.id, of(&rule.id));
        }
    }

    #[test]
    fn on_the_sound_file_nothing_is_broken() {
        let broken =
            Specimen::sound().cases().into_iter().filter(|case| case.finding.judgement.outcome == Outcome::Failed);
        assert_eq!(broken.map(|case| case.finding.judgement).collect::<Vec<_>>(), []);
    }
}
