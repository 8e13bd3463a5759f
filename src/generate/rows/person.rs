//! Rows of people, their registrations and certificates, and their employers.

use super::day;
use crate::error::Result;
use crate::generate::book::Book;
use crate::generate::credential::{PostCertificate, SafetyCertificate, Title};
use crate::generate::firm::Firm;
use crate::generate::person::{Person, Work};
use crate::generate::world::World;

/// Writes a person with all that is on file of them.
pub fn write(world: &World, firm: &Firm, person: &Person, book: &mut Book) -> Result<()> {
    let one = Holder { world, firm, person };
    one.person(book)?;
    let credentials = world.credentials(firm, person);
    for registration in &credentials.registrations {
        let row = [
            ("name", person.name.as_str()),
            ("id_kind", "身份证"),
            ("id_number", &person.resident_id),
            ("registration_type", registration.kind.label()),
            ("specialty", registration.specialty),
            ("registration_number", &registration.number),
            ("certificate_number", &registration.certificate),
            ("seal_number", &registration.seal),
            ("employer_name", &firm.name),
            ("employer_code", &firm.code),
            ("valid_from", &registration.valid_from.to_string()),
            ("valid_until", &registration.valid_until.to_string()),
            ("state", "有效"),
            ("data_level", "A"),
            ("data_source", "4"),
        ];
        book.row("registration", &row)?;
    }
    if let Some(certificate) = &credentials.safety {
        one.safety_certificate(certificate, book)?;
    }
    if let Some(certificate) = &credentials.post {
        one.post_certificate(certificate, book)?;
    }
    if let Some(title) = &credentials.title {
        one.title(title, book)?;
    }
    for employment in world.career(firm, person) {
        let Some(employer) = world.firm(employment.firm) else { continue };
        let row = [
            ("name", person.name.as_str()),
            ("id_kind", "身份证"),
            ("id_number", &person.resident_id),
            ("employer_name", employer.name_on(employment.from)),
            ("employer_code", &employer.code),
            ("insured_from", &employment.from.to_string()),
            ("insured_until", &day(employment.until)),
            ("data_level", "B"),
            ("data_source", "4"),
        ];
        book.row("employment", &row)?;
    }
    Ok(())
}

struct Holder<'a> {
    world: &'a World,
    firm: &'a Firm,
    person: &'a Person,
}

impl Holder<'_> {
    fn person(&self, book: &mut Book) -> Result<()> {
        let Self { world, firm, person } = self;
        let mut random = world.random("schooling", person.index);
        let education = match person.work {
            Work::Trade => random.weighted(&[(5, "初中"), (4, "高中"), (1, "中专")]),
            Work::Registered(_) => random.weighted(&[(6, "大学"), (3, "大专"), (1, "研究生")]),
            _ => random.weighted(&[(4, "大专"), (3, "大学"), (3, "中专")]),
        };
        let major = match person.work {
            Work::Trade => "",
            _ => random.pick(&["土木工程", "工程管理", "建筑工程技术", "给排水科学与工程", "工程造价", "测绘工程"]),
        };
        book.row(
            "person",
            &[
                ("name", &person.name),
                ("id_kind", "身份证"),
                ("id_number", &person.resident_id),
                ("sex", person.sex.label()),
                ("education", education),
                ("major", major),
                ("nationality", "中国"),
                ("employer_name", &firm.name),
                ("employer_code", &firm.code),
                ("data_level", "B"),
                ("data_source", "1"),
            ],
        )
    }

    fn safety_certificate(&self, certificate: &SafetyCertificate, book: &mut Book) -> Result<()> {
        let row = [
            ("name", self.person.name.as_str()),
            ("id_kind", "身份证"),
            ("id_number", &self.person.resident_id),
            ("class", certificate.class.as_str()),
            ("number", &certificate.number),
            ("employer_name", &self.firm.name),
            ("employer_code", &self.firm.code),
            ("authority", &self.world.province.provincial_department()),
            ("issued_on", &certificate.issued_on.to_string()),
            ("valid_until", &certificate.valid_until.to_string()),
            ("state", "有效"),
            ("data_level", "A"),
            ("data_source", "1"),
        ];
        book.row("safety-certificate", &row)
    }

    fn post_certificate(&self, certificate: &PostCertificate, book: &mut Book) -> Result<()> {
        let row = [
            ("name", self.person.name.as_str()),
            ("id_kind", "身份证"),
            ("id_number", &self.person.resident_id),
            ("post", certificate.post),
            ("number", &certificate.number),
            ("employer_name", &self.firm.name),
            ("employer_code", &self.firm.code),
            ("issued_on", &certificate.issued_on.to_string()),
            ("valid_until", &day(certificate.valid_until)),
            ("state", "有效"),
            ("data_level", "B"),
            ("data_source", "1"),
        ];
        book.row("post-certificate", &row)
    }

    fn title(&self, title: &Title, book: &mut Book) -> Result<()> {
        let row = [
            ("name", self.person.name.as_str()),
            ("id_kind", "身份证"),
            ("id_number", &self.person.resident_id),
            ("title", title.name),
            ("level", title.level),
            ("field", title.field),
            ("granted_on", &title.granted_on.to_string()),
            ("employer_name", &self.firm.name),
            ("employer_code", &self.firm.code),
            ("data_level", "B"),
            ("data_source", "2"),
        ];
        book.row("title", &row)
    }
}
