//! What the builder and the supervisor may do, and the people whom their qualifications ask for.

use crate::domain::vocabulary::personnel::RegistrationType;
use crate::generate::calendar::{after, end_of_term, year};
use crate::generate::violations::case::{Case, Firm, Person};
use crate::generate::violations::mint::Mint;

/// Constructors of the builder beside the managers: with one manager two more than the third class asks for, so that one
/// who is elsewhere leaves enough.
const CONSTRUCTORS: u32 = 6;
/// Supervision engineers beside the chiefs: with one chief one more than the second class asks for.
const ENGINEERS: u32 = 10;
/// Days since registrations and certificates of three years began: longer than anybody holds a post.
const REGISTERED: i64 = 900;

/// Gives builder and supervisor their qualifications and people.
pub fn license(case: &mut Case, mint: &mut Mint) {
    let (builder, supervisor, as_of) = (case.builder.clone(), case.supervisor.clone(), case.as_of);
    qualification(case, mint, &builder, ("施工总承包", "建筑工程", "三级"));
    qualification(case, mint, &supervisor, ("工程监理", "房屋建筑工程", "乙级"));
    let number = format!("（豫）JZ安许证字（{}）{:06}", year(after(as_of, -3_000)), mint.serial("safety permit"));
    case.add(
        "safety-permit",
        &[
            ("credit_code", &builder.code),
            ("name", &builder.name),
            ("number", &number),
            ("scope", "建筑施工"),
            ("authority", "河南省住房和城乡建设厅"),
            ("valid_from", &after(as_of, -3_000).to_string()),
            ("valid_until", &after(as_of, 285).to_string()),
            ("state", "有效"),
            ("data_level", "A"),
            ("data_source", "1"),
        ],
    );
    let net_assets = mint.random.between(850, 3_000).to_string();
    case.add(
        "net-assets",
        &[
            ("credit_code", &builder.code),
            ("name", &builder.name),
            ("year", &(year(as_of) - 1).to_string()),
            ("net_assets", &net_assets),
            ("data_level", "A"),
            ("data_source", "2"),
        ],
    );
    for _ in 0..CONSTRUCTORS {
        constructor(case, mint, &builder);
    }
    for _ in 0..ENGINEERS {
        engineer(case, mint, &supervisor);
    }
}

/// A qualification that was granted years ago and is in force for two more.
fn qualification(case: &mut Case, mint: &mut Mint, firm: &Firm, (sequence, category, class): (&str, &str, &str)) {
    let letter = if sequence == "工程监理" { 'E' } else { 'D' };
    let certificate = format!("{letter}341{:06}", mint.serial("qualification"));
    case.add(
        "qualification",
        &[
            ("credit_code", &firm.code),
            ("name", &firm.name),
            ("sequence", sequence),
            ("category", category),
            ("class", class),
            ("certificate_number", &certificate),
            ("authority", "河南省住房和城乡建设厅"),
            ("approval_level", "2"),
            ("granted_on", &after(case.as_of, -3_000).to_string()),
            ("issued_on", &after(case.as_of, -1_100).to_string()),
            ("valid_until", &after(case.as_of, 725).to_string()),
            ("is_principal", "是"),
            ("state", "有效"),
            ("data_level", "A"),
            ("data_source", "1"),
        ],
    );
}

/// A constructor of the second class who is registered with a firm.
fn constructor(case: &mut Case, mint: &mut Mint, firm: &Firm) -> Person {
    registered(case, mint, firm, (RegistrationType::ConstructorSecond, "建筑工程"))
}

/// A supervision engineer who is registered with a firm.
fn engineer(case: &mut Case, mint: &mut Mint, firm: &Firm) -> Person {
    registered(case, mint, firm, (RegistrationType::Supervision, "房屋建筑工程"))
}

fn registered(case: &mut Case, mint: &mut Mint, firm: &Firm, what: (RegistrationType, &str)) -> Person {
    let (kind, specialty) = what;
    let (from, until) = (after(case.as_of, -REGISTERED), end_of_term(after(case.as_of, -REGISTERED), 3));
    let mut person = mint.person(case, firm);
    person.registration = mint.registration(if kind.is_constructor() { 2 } else { 1 }, from);
    case.add(
        "registration",
        &[
            ("name", &person.name),
            ("id_kind", "身份证"),
            ("id_number", &person.id_number),
            ("registration_type", kind.label()),
            ("specialty", specialty),
            ("registration_number", &person.registration),
            ("employer_name", &firm.name),
            ("employer_code", &firm.code),
            ("valid_from", &from.to_string()),
            ("valid_until", &until.to_string()),
            ("state", "有效"),
            ("data_level", "A"),
            ("data_source", "4"),
        ],
    );
    person
}

/// Somebody of the builder's who may lead a site: a constructor with a B certificate, whom the builder insures.
pub fn manager(case: &mut Case, mint: &mut Mint) -> Person {
    let builder = case.builder.clone();
    let person = constructor(case, mint, &builder);
    safety_certificate(case, mint, &builder, &person, "B");
    insured(case, &builder, &person);
    person
}

/// Somebody of the supervisor's who may be chief.
pub fn chief(case: &mut Case, mint: &mut Mint) -> Person {
    let supervisor = case.supervisor.clone();
    let person = engineer(case, mint, &supervisor);
    insured(case, &supervisor, &person);
    person
}

/// A safety officer of the builder's.
pub fn officer(case: &mut Case, mint: &mut Mint) -> Person {
    let builder = case.builder.clone();
    let person = mint.person(case, &builder);
    safety_certificate(case, mint, &builder, &person, "C3");
    person
}

fn safety_certificate(case: &mut Case, mint: &mut Mint, firm: &Firm, person: &Person, class: &str) {
    let issued = after(case.as_of, -REGISTERED);
    let number = format!("豫建安{class}（{}）{:07}", year(issued), mint.serial("safety certificate"));
    case.add(
        "safety-certificate",
        &[
            ("name", &person.name),
            ("id_kind", "身份证"),
            ("id_number", &person.id_number),
            ("class", class),
            ("number", &number),
            ("employer_name", &firm.name),
            ("employer_code", &firm.code),
            ("authority", "河南省住房和城乡建设厅"),
            ("issued_on", &issued.to_string()),
            ("valid_until", &end_of_term(issued, 3).to_string()),
            ("state", "有效"),
            ("data_level", "A"),
            ("data_source", "1"),
        ],
    );
}

fn insured(case: &mut Case, firm: &Firm, person: &Person) {
    case.add(
        "employment",
        &[
            ("name", &person.name),
            ("id_kind", "身份证"),
            ("id_number", &person.id_number),
            ("employer_name", &firm.name),
            ("employer_code", &firm.code),
            ("insured_from", &after(case.as_of, -1_500).to_string()),
            ("data_level", "B"),
            ("data_source", "4"),
        ],
    );
}
