//! Names and numbers that nobody else has.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::case::{Case, Firm, Person};
use crate::domain::vocabulary::enterprise::EnterpriseKind;
use crate::generate::calendar::{after, year};
use crate::generate::identifiers;
use crate::generate::names;
use crate::generate::place::{County, Province};
use crate::generate::random::Random;

/// What makes firms and people, each with a name and a number of its own.
pub struct Mint {
    /// Chance.
    pub random: Random,
    province: Province,
    as_of: NaiveDate,
    firms: u32,
    people: u32,
    taken: HashSet<String>,
    serials: HashMap<String, u32>,
}

impl Mint {
    /// A mint of Henan.
    pub fn new(seed: u64, as_of: NaiveDate) -> Self {
        Self {
            random: Random::keyed(seed, "violations", 0),
            province: Province::load("410000"),
            as_of,
            firms: 0,
            people: 0,
            taken: HashSet::new(),
            serials: HashMap::new(),
        }
    }

    /// Some county.
    pub fn county(&mut self) -> County {
        let place = self.province.anywhere(&mut self.random);
        self.province.at(place).clone()
    }

    /// The next number of a sort, from 1 on.
    pub fn serial(&mut self, of: &str) -> u32 {
        let serial = self.serials.entry(of.to_owned()).or_default();
        *serial += 1;
        *serial
    }

    /// A word that was not taken yet.
    fn unused(&mut self, make: impl Fn(&mut Random) -> String) -> String {
        let mut word = make(&mut self.random);
        while !self.taken.insert(word.clone()) {
            word = make(&mut self.random);
        }
        word
    }

    /// The name of a project in a county.
    pub fn project_name(&mut self, county: &County) -> String {
        let place = county.full_name();
        self.unused(|random| format!("{place}{}花园住宅小区项目", names::brand(random)))
    }

    /// The national number of a building project of a county.
    pub fn project_number(&mut self, county: &County, registered: NaiveDate) -> String {
        let prefix = format!("{}{}01", county.code, registered.format("%y%m%d"));
        let serial = self.serial(&prefix);
        format!("{prefix}{serial:02}")
    }

    /// Somebody new, whom a firm employs; with a row of their own.
    pub fn person(&mut self, case: &mut Case, firm: &Firm) -> Person {
        let is_male = self.random.chance(700);
        let name = self.unused(|random| names::person(random, is_male));
        let born = after(self.as_of, -self.random.between(30 * 365, 55 * 365));
        let id_number = identifiers::resident(self.province.digits(), self.people, born, is_male);
        self.people += 1;
        let person = Person { name, id_number, registration: String::new() };
        case.add(
            "person",
            &[
                ("name", &person.name),
                ("id_kind", "身份证"),
                ("id_number", &person.id_number),
                ("sex", if is_male { "男" } else { "女" }),
                ("employer_name", &firm.name),
                ("employer_code", &firm.code),
                ("data_level", "A"),
                ("data_source", "1"),
            ],
        );
        person
    }

    /// A registration number: province, class, province, years, serial.
    pub fn registration(&mut self, class: u32, registered: NaiveDate) -> String {
        let serial = self.serial("registration");
        let (short, digits) = (self.province.abbreviation, self.province.digits());
        format!("{short}{class}{digits}{}{}{serial:05}", year(registered) - 3, year(registered))
    }

    /// A new firm of a kind: `trade` stands in its name.
    pub fn firm(&mut self, case: &mut Case, kind: EnterpriseKind, trade: &str) -> Firm {
        let county = self.county();
        let city = county.city.trim_end_matches('市').to_owned();
        let name = self.unused(|random| format!("{city}{}{trade}有限公司", names::brand(random)));
        let code = identifiers::organisation("91", county.code, self.firms);
        self.firms += 1;
        let mut firm = Firm { code, name, head: Person::default() };
        firm.head = self.person(case, &firm);
        let capital = (self.random.between(10, 60) * 100).to_string();
        case.add(
            "enterprise",
            &[
                ("credit_code", &firm.code),
                ("name", &firm.name),
                ("kinds", kind.label()),
                ("region", county.code),
                ("legal_representative", &firm.head.name),
                ("legal_representative_id_kind", "身份证"),
                ("legal_representative_id_number", &firm.head.id_number),
                ("registered_capital", &capital),
                ("capital_currency", "人民币"),
                ("established_on", &after(self.as_of, -self.random.between(4_500, 7_000)).to_string()),
                ("economic_type", "有限责任公司"),
                ("registered_address", &format!("{}创业路{}号", county.full_name(), self.random.between(1, 399))),
                ("state", "在册"),
                ("data_level", "A"),
                ("data_source", "1"),
            ],
        );
        firm
    }
}
