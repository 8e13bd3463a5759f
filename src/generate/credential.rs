//! The registrations, certificates and titles of a person, and the firms the person worked for.

use chrono::NaiveDate;

use super::calendar::{after, end_of_term, year, years_after};
use super::firm::{Field, Firm};
use super::person::{Person, Work, holds_b_certificate};
use super::place::Province;
use super::random::Random;
use crate::domain::vocabulary::enterprise::{EnterpriseKind, EnterpriseState};
use crate::domain::vocabulary::personnel::{RegistrationType, SafetyCertificateClass};

/// One specialty of one registration.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Type and class.
    pub kind: RegistrationType,
    /// Specialty, as the national list spells it; empty where the type has none.
    pub specialty: &'static str,
    /// Registration number; the same for all specialties of a certificate.
    pub number: String,
    /// Number of the certificate.
    pub certificate: String,
    /// Number of the seal.
    pub seal: String,
    /// When first registered with the firm.
    pub valid_from: NaiveDate,
    /// Last day of the running term.
    pub valid_until: NaiveDate,
}

/// A safety assessment certificate (安管人员考核证书).
#[derive(Clone, Debug)]
pub struct SafetyCertificate {
    /// A, B or C.
    pub class: SafetyCertificateClass,
    /// `豫建安B（2015）0000001`.
    pub number: String,
    /// When issued.
    pub issued_on: NaiveDate,
    /// Last day of the running term.
    pub valid_until: NaiveDate,
}

/// A post or trade certificate.
#[derive(Clone, Debug)]
pub struct PostCertificate {
    /// `施工员`.
    pub post: &'static str,
    /// Number.
    pub number: String,
    /// When issued.
    pub issued_on: NaiveDate,
    /// Last day, for trades (建质〔2008〕75号: two years); posts have none.
    pub valid_until: Option<NaiveDate>,
}

/// A professional title (职称).
#[derive(Clone, Debug)]
pub struct Title {
    /// `工程师`.
    pub name: &'static str,
    /// As the national list spells its level: `中级职称`.
    pub level: &'static str,
    /// What in: `建筑施工`.
    pub field: &'static str,
    /// When granted.
    pub granted_on: NaiveDate,
}

/// A time with one firm.
#[derive(Clone, Debug)]
pub struct Employment {
    /// Index of the firm.
    pub firm: u32,
    /// First day.
    pub from: NaiveDate,
    /// Last day; none for the firm of today.
    pub until: Option<NaiveDate>,
}

/// All that is on file of one person.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// One row a specialty.
    pub registrations: Vec<Registration>,
    /// A, B or C.
    pub safety: Option<SafetyCertificate>,
    /// For posts and trades.
    pub post: Option<PostCertificate>,
    /// For some.
    pub title: Option<Title>,
}

/// Makes the credentials of a person of a firm.
pub fn credentials(seed: u64, as_of: NaiveDate, firm: &Firm, person: &Person, province: &Province) -> Credentials {
    let mut random = Random::keyed(seed, "credentials", u64::from(person.index));
    let holder = Holder { as_of, firm, person, province };
    let registrations = match person.work {
        Work::Registered(kind) => holder.registrations(kind, &mut random),
        _ => Vec::new(),
    };
    let safety = holder.safety_class(&mut random).map(|class| holder.safety_certificate(class, &mut random));
    let post = match person.work {
        Work::Post => Some(holder.post_certificate(random.pick(&POSTS), false, &mut random)),
        Work::Trade => Some(holder.post_certificate(random.pick(&TRADES), true, &mut random)),
        _ => None,
    };
    Credentials { registrations, safety, post, title: holder.title(&mut random) }
}

/// Posts of JGJ/T 250 and two that provinces add.
const POSTS: [&str; 9] = ["施工员", "质量员", "资料员", "材料员", "机械员", "劳务员", "标准员", "测量员", "试验员"];
/// Trades.
const TRADES: [&str; 9] = ["电工", "焊工", "架子工", "钢筋工", "模板工", "混凝土工", "砌筑工", "抹灰工", "起重信号工"];
const TITLES: [(u32, (&str, &str)); 4] = [
    (5, ("助理工程师", "初级职称")),
    (6, ("工程师", "中级职称")),
    (3, ("高级工程师", "高级职称")),
    (1, ("正高级工程师", "正高级职称")),
];

struct Holder<'a> {
    as_of: NaiveDate,
    firm: &'a Firm,
    person: &'a Person,
    province: &'a Province,
}

impl Holder<'_> {
    fn registrations(&self, kind: RegistrationType, random: &mut Random) -> Vec<Registration> {
        let valid_from = self.person.registered_on().min(after(self.as_of, -40));
        let valid_until = self.running_term(valid_from, term_of(kind), random);
        let qualified = years_after(self.person.started_on, 1);
        let number = self.registration_number(kind, qualified, valid_from);
        let seal = format!("{}{}{:08}", self.province.abbreviation, 1 + self.person.index % 2, self.person.index + 1);
        let certificate = format!("{:010}", 1_000_000 + self.person.index);
        let one = |specialty| Registration {
            kind,
            specialty,
            number: number.clone(),
            certificate: certificate.clone(),
            seal: seal.clone(),
            valid_from,
            valid_until,
        };
        self.specialties(kind, random).into_iter().map(one).collect()
    }

    /// Province, class, province again, years of qualification and registration, serial: five digits, or six in a
    /// province of more than a hundred thousand people.
    fn registration_number(&self, kind: RegistrationType, qualified: NaiveDate, registered: NaiveDate) -> String {
        let class = match kind {
            RegistrationType::ConstructorSecond | RegistrationType::ConstructorSecondProvisional => 2,
            _ => 1,
        };
        let (short, digits) = (self.province.abbreviation, self.province.digits());
        let (qualified, registered) = (year(qualified), year(registered));
        format!("{short}{class}{digits}{qualified}{registered}{:05}", self.person.index + 1)
    }

    fn specialties(&self, kind: RegistrationType, random: &mut Random) -> Vec<&'static str> {
        let (main, others): (&str, &[&str]) = match (kind, self.firm.field) {
            (RegistrationType::Supervision, _) => ("房屋建筑工程", &["市政公用工程", "机电安装工程"]),
            (RegistrationType::CostFirst | RegistrationType::CostSecond, _) => ("土建", &["安装"]),
            (kind, Field::Municipal) if kind.is_constructor() => ("市政公用工程", &["建筑工程", "水利水电工程"]),
            (kind, Field::Mechanical) if kind.is_constructor() => ("机电工程", &["建筑工程", "市政公用工程"]),
            (kind, _) if kind.is_constructor() => ("建筑工程", &["市政公用工程", "机电工程"]),
            _ => ("", &[]),
        };
        let mut specialties = vec![main];
        if !others.is_empty() && random.chance(300) {
            specialties.push(random.pick(others));
        }
        specialties
    }

    /// The last day of the term that runs on the date, renewed as often as it took; over already for a few.
    fn running_term(&self, from: NaiveDate, years: u32, random: &mut Random) -> NaiveDate {
        let mut until = end_of_term(from, years);
        let lapsed = random.chance(15);
        while until < self.as_of && !(lapsed && years_after(until, years) >= self.as_of) {
            until = end_of_term(after(until, 1), years);
        }
        until
    }

    fn safety_class(&self, random: &mut Random) -> Option<SafetyCertificateClass> {
        if self.firm.kind != EnterpriseKind::Construction {
            return None;
        }
        match self.person.work {
            Work::Leader => Some(SafetyCertificateClass::A),
            Work::SafetyOfficer => Some(random.weighted(&[
                (2, SafetyCertificateClass::C),
                (1, SafetyCertificateClass::C1),
                (4, SafetyCertificateClass::C2),
                (2, SafetyCertificateClass::C3),
            ])),
            Work::Registered(kind) if kind.is_constructor() && holds_b_certificate(self.firm, self.person.index) => {
                Some(SafetyCertificateClass::B)
            }
            _ => None,
        }
    }

    fn safety_certificate(&self, class: SafetyCertificateClass, random: &mut Random) -> SafetyCertificate {
        let issued_on = self.person.registered_on().min(after(self.as_of, -40));
        // 住建部令第17号, Article 8: three years.
        let valid_until = self.running_term(issued_on, 3, random);
        let (short, class_text) = (self.province.abbreviation, class.as_str());
        let number = format!("{short}建安{class_text}（{}）{:07}", year(issued_on), self.person.index + 1);
        SafetyCertificate { class, number, issued_on, valid_until }
    }

    fn post_certificate(&self, post: &'static str, is_trade: bool, random: &mut Random) -> PostCertificate {
        let issued_on = after(self.person.started_on, random.between(60, 700));
        let valid_until = is_trade.then(|| self.running_term(issued_on, 2, random));
        let number = format!("{}{}{:07}", self.province.digits(), year(issued_on), self.person.index + 1);
        PostCertificate { post, number, issued_on, valid_until }
    }

    fn title(&self, random: &mut Random) -> Option<Title> {
        let share = match self.person.work {
            Work::Registered(_) => 700,
            Work::Leader => 600,
            Work::Trade => 0,
            _ => 150,
        };
        let field = match self.firm.kind {
            EnterpriseKind::Supervision => "工程监理",
            EnterpriseKind::Design => "建筑设计",
            EnterpriseKind::CostConsulting => "工程造价",
            _ => "建筑施工",
        };
        random.chance(share).then(|| {
            let (name, level) = random.weighted(&TITLES);
            let granted_on = after(self.person.started_on, random.between(300, 790));
            Title { name, level, field, granted_on }
        })
    }
}

/// Years a registration is valid for.
fn term_of(kind: RegistrationType) -> u32 {
    match kind {
        RegistrationType::ArchitectFirst | RegistrationType::ArchitectSecond => 2,
        RegistrationType::CostFirst | RegistrationType::CostSecond => 4,
        _ => 3,
    }
}

/// The firms somebody worked for, in order: perhaps one before, and the one of today.
pub fn career(seed: u64, firms: &[Firm], firm: &Firm, person: &Person) -> Vec<Employment> {
    let mut random = Random::keyed(seed, "career", u64::from(person.index));
    let now = Employment { firm: firm.index, from: person.joined_on, until: None };
    let before = random.below(u32::try_from(firms.len()).unwrap_or_default());
    let spell = (person.joined_on - person.started_on).num_days();
    let other = usize::try_from(before).ok().and_then(|place| firms.get(place));
    let earlier = other.filter(|other| {
        let would_do = other.kind == firm.kind || other.state != EnterpriseState::Active;
        other.index != firm.index && would_do && spell > 300 && other.established_on < person.started_on
    });
    earlier
        .map(|other| {
            let until = after(person.joined_on, -random.between(1, 60));
            Employment { firm: other.index, from: person.started_on, until: Some(until) }
        })
        .into_iter()
        .chain([now])
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::super::firm::found;
    use super::super::person::person;
    use super::super::scale::Scale;
    use super::*;
    use crate::domain::standard::certificate_number::{CertificateKind, read};
    use crate::domain::standard::dictionary::{self, Edition, List};

    fn as_of() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 1).unwrap()
    }

    /// Calls `check` with everybody of a province of some hundred firms.
    fn everybody(mut check: impl FnMut(&[Firm], &Firm, &Person, &Province)) {
        let scale = Scale::Enterprises(200);
        let province = Province::load(scale.province());
        let firms = found(1, as_of(), &scale.counts(), &province);
        for firm in &firms {
            for index in firm.people.clone() {
                check(&firms, firm, &person(1, as_of(), firm, index, &province), &province);
            }
        }
    }

    #[test]
    fn every_number_has_the_form_of_its_kind_and_every_label_is_in_its_list() {
        let known = |list, label| dictionary::entries(Edition::National2018, list).any(|entry| entry.label == label);
        everybody(|_, firm, person, province| {
            let credentials = credentials(1, as_of(), firm, person, province);
            for row in &credentials.registrations {
                let form = CertificateKind::ConstructorRegistration;
                assert!(!row.kind.is_constructor() || read(&row.number, form).warnings.is_empty(), "{}", row.number);
                assert!(read(&row.seal, CertificateKind::Seal).warnings.is_empty(), "{}", row.seal);
                assert!(row.specialty.is_empty() || known(List::RegistrationSpecialty, row.specialty));
                assert!(row.valid_from < row.valid_until);
            }
            if let Some(certificate) = &credentials.safety {
                assert!(read(&certificate.number, CertificateKind::SafetyAssessment).warnings.is_empty());
            }
            if let Some(title) = &credentials.title {
                assert!(known(List::TitleLevel, title.level) && title.granted_on < as_of());
            }
        });
    }

    #[test]
    fn somebody_has_changed_firms_and_nobody_worked_for_two_at_once() {
        let mut changed = 0;
        everybody(|firms, firm, person, _| {
            let career = career(1, firms, firm, person);
            changed += i32::from(career.len() > 1);
            for pair in career.windows(2) {
                let [earlier, later] = pair else { continue };
                assert!(earlier.from < earlier.until.unwrap() && earlier.until.unwrap() < later.from);
            }
        });
        assert!(changed > 50, "{changed}");
    }
}
