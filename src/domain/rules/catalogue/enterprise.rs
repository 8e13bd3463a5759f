//! Whether an enterprise may undertake works: its qualification, how far it reaches, its work-safety permit.

use super::super::act::Undertaking;
use super::super::facts::{Certificate, InForce, Qualification};
use super::super::finding::{Judgement, Seen};
use super::super::scope::{self, Fit};

/// The qualifications of the works' category, with whether each was in force. One to supervise works of all categories
/// (工程监理综合资质, 建设部令第158号) is of each.
fn of_category<'f>(act: &Undertaking<'f>) -> Vec<(&'f Qualification, InForce)> {
    let works = act.works;
    let is_of_all = |held: &Qualification| held.sequence == "工程监理" && held.category.starts_with("综合");
    let own = act.enterprise.qualifications.iter().filter(|held| held.sequence == works.sequence);
    let own = own.filter(|held| held.category == works.category || is_of_all(held));
    own.map(|held| (held, held.certificate.in_force(act.on))).collect()
}

fn title(act: &Undertaking<'_>) -> String {
    format!("{}{}", act.works.category, act.works.sequence)
}

/// X02: a qualification of the category was in force.
pub(super) fn qualification(act: &Undertaking<'_>) -> Judgement {
    let held = of_category(act);
    let seen: Vec<Seen> = held.iter().map(|(held, _)| held.seen()).collect();
    let best = held.iter().map(|(_, in_force)| *in_force).max();
    let judgement = match best {
        Some(InForce::Yes) => {
            let classes: Vec<&str> = held
                .iter()
                .filter(|(_, in_force)| *in_force == InForce::Yes)
                .map(|(held, _)| held.class.as_str())
                .collect();
            Judgement::passed(format!("{} 持有有效的{}资质（{}）", act.on, title(act), classes.join("、")))
        }
        Some(InForce::Unknown) => {
            Judgement::undecidable(format!("有{}资质的登记，但不能确定 {} 是否有效", title(act), act.on))
        }
        Some(InForce::No) => Judgement::failed(format!("{} {}资质不在有效期内或已失效", act.on, title(act))),
        None => Judgement::failed(format!("没有{}资质的登记", title(act))),
    };
    judgement.seeing(seen)
}

/// X01: the works were within the scope of a qualification that was in force.
pub(super) fn scope(act: &Undertaking<'_>) -> Judgement {
    let in_force = of_category(act).into_iter().filter(|(_, in_force)| *in_force != InForce::No);
    let fits: Vec<(&Qualification, InForce, Fit)> =
        in_force.map(|(held, in_force)| (held, in_force, scope::fit(&held.class, act.works, act.on))).collect();
    let covering = fits.iter().find_map(|(held, in_force, fit)| match fit {
        Fit::Covers(seen, confidence) if *in_force == InForce::Yes => Some((held, seen, confidence)),
        _ => None,
    });
    if let Some((held, seen, confidence)) = covering {
        let text = format!("{}资质可以承揽这一规模的工程", held.class);
        return Judgement::passed(text).seeing(seen.iter().cloned()).by(Some(*confidence));
    }
    if fits.is_empty() {
        return Judgement::failed(format!("{} 没有{}的有效资质可以比对", act.on, title(act)));
    }
    if let Some((held, ..)) = fits.iter().find(|(_, in_force, fit)| *in_force == InForce::Unknown && covers(fit)) {
        return Judgement::undecidable(format!("{}资质的规模足够，但不能确定当日是否有效", held.class));
    }
    if let Some((held, missing)) = fits.iter().find_map(|(held, _, fit)| match fit {
        Fit::Unknown(missing) => Some((held, missing)),
        _ => None,
    }) {
        let text = format!("缺少{}，不能与{}资质的承揽范围比对", missing.join("、"), held.class);
        return Judgement::undecidable(text);
    }
    let beyond: Vec<_> = fits
        .iter()
        .filter_map(|(held, _, fit)| match fit {
            Fit::Exceeds(seen, confidence) => Some((held, seen, *confidence)),
            _ => None,
        })
        .collect();
    if beyond.is_empty() {
        let classes: Vec<&str> = fits.iter().map(|(held, ..)| held.class.as_str()).collect();
        return Judgement::not_assessed(format!("没有{}资质在 {} 适用的承揽范围", classes.join("、"), act.on));
    }
    let classes: Vec<&str> = beyond.iter().map(|(held, ..)| held.class.as_str()).collect();
    let weakest = beyond.iter().map(|(.., confidence)| *confidence).max();
    Judgement::failed(format!("工程规模超出{}资质的承揽范围", classes.join("、")))
        .seeing(beyond.iter().flat_map(|(_, seen, _)| seen.iter().cloned()))
        .by(weakest)
}

fn covers(fit: &Fit) -> bool {
    matches!(fit, Fit::Covers(..))
}

/// Sequences of those who build (安全生产许可证条例 Art. 2: 建筑施工企业). Supervision, survey and design need no permit.
const BUILDERS: [&str; 4] = ["施工总承包", "专业承包", "施工劳务", "专业作业"];

/// X03: a work-safety permit was in force.
pub(super) fn safety_permit(act: &Undertaking<'_>) -> Judgement {
    if !BUILDERS.contains(&act.works.sequence.as_str()) {
        return Judgement::not_assessed("只有建筑施工企业须持有安全生产许可证");
    }
    let permits = &act.enterprise.safety_permits;
    let best = permits.iter().map(|permit| permit.in_force(act.on)).max();
    let judgement = match best {
        Some(InForce::Yes) => Judgement::passed(format!("{} 持有有效的安全生产许可证", act.on)),
        Some(InForce::Unknown) => Judgement::undecidable(format!("不能确定安全生产许可证 {} 是否有效", act.on)),
        Some(InForce::No) => Judgement::failed(format!("安全生产许可证 {} 不在有效期内或已失效", act.on)),
        None => Judgement::failed("没有安全生产许可证的登记"),
    };
    judgement.seeing(permits.iter().map(Certificate::seen))
}
