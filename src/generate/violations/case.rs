//! One case: firms, people and works of its own, as the rows of the sheets will have them.

use chrono::NaiveDate;

/// A row before it is written: the fields that have something to say.
#[derive(Clone, Debug)]
pub struct Row {
    /// Kind of the sheet.
    pub kind: &'static str,
    fields: Vec<(&'static str, String)>,
}

impl Row {
    /// What a field says; nothing where it is not there.
    pub fn get(&self, field: &str) -> &str {
        self.fields.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text)
    }

    /// The fields, as a book takes them.
    pub fn fields(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(field, text)| (*field, text.as_str())).collect()
    }

    fn set(&mut self, field: &'static str, text: String) {
        match self.fields.iter_mut().find(|(name, _)| *name == field) {
            Some((_, old)) => *old = text,
            None => self.fields.push((field, text)),
        }
    }

    fn mentions(&self, whom: &str) -> bool {
        self.fields.iter().any(|(_, text)| text == whom)
    }

    fn mentions_all(&self, whom: &[&str]) -> bool {
        whom.iter().all(|one| self.mentions(one))
    }
}

/// Somebody of a case. No two people of all cases share a name, so that the manifest can say who is meant.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Resident ID.
    pub id_number: String,
    /// Number of the registration; empty where there is none.
    pub registration: String,
}

/// An enterprise of a case.
#[derive(Clone, Debug, Default)]
pub struct Firm {
    /// Credit code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its legal representative.
    pub head: Person,
}

/// The days of a project.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    /// 项目登记.
    pub registered: NaiveDate,
    /// 施工图审查.
    pub reviewed: NaiveDate,
    /// 中标.
    pub awarded: NaiveDate,
    /// 合同签订.
    pub contracted: NaiveDate,
    /// 授权书、承诺书.
    pub committed: NaiveDate,
    /// 施工许可.
    pub permitted: NaiveDate,
    /// 开工.
    pub started: NaiveDate,
    /// 竣工验收 and its filing; nothing while works go on.
    pub completed: Option<(NaiveDate, NaiveDate)>,
}

/// One project of a case and who leads it.
#[derive(Clone, Debug)]
pub struct Site {
    /// National number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Region code.
    pub region: &'static str,
    /// Its days.
    pub days: Days,
    /// Floor area in square metres.
    pub area: i64,
    /// Contract and award in fen.
    pub fen: i64,
    /// Its project manager.
    pub manager: Person,
    /// Its chief supervision engineer.
    pub chief: Person,
}

impl Site {
    /// Number of the record of a stage: `4101052301010101-SX-001`.
    pub fn record(&self, stage: &str) -> String {
        format!("{}-{stage}-001", self.number)
    }

    /// Code of a unit of it.
    pub fn unit(&self, number: u32) -> String {
        format!("{}{number:03}", self.number)
    }

    /// Code of the section that was tendered.
    pub fn section(&self) -> String {
        format!("{}-BD-001-01", self.number)
    }
}

/// Whether the works of a case are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Accepted and filed.
    Done,
    /// Under construction.
    UnderWay,
}

/// A case.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name in the manifest: `C001`.
    pub name: String,
    /// The day it is looked at.
    pub as_of: NaiveDate,
    /// Who builds.
    pub builder: Firm,
    /// Who supervises.
    pub supervisor: Firm,
    /// Who has it built.
    pub owner: Firm,
    /// Who surveyed.
    pub surveyor: Firm,
    /// Who designed.
    pub designer: Firm,
    /// Who bid in vain: firms that nothing else ties to the case.
    pub losers: [Firm; 2],
    /// Its projects; what a seed breaks, it breaks in the last.
    pub sites: Vec<Site>,
    /// The firm that a broken rule concerns where it is not the builder.
    pub concerned: Option<Firm>,
    /// The record that a broken rule is about where it is not the usual one.
    pub record: Option<String>,
    rows: Vec<Row>,
}

impl Case {
    /// A case with nothing in it.
    pub fn new(name: String, as_of: NaiveDate) -> Self {
        Self {
            name,
            as_of,
            builder: Firm::default(),
            supervisor: Firm::default(),
            owner: Firm::default(),
            surveyor: Firm::default(),
            designer: Firm::default(),
            losers: [Firm::default(), Firm::default()],
            sites: Vec::new(),
            concerned: None,
            record: None,
            rows: Vec::new(),
        }
    }

    /// The project that a seed is about.
    pub fn site(&self) -> Site {
        self.sites.last().cloned().unwrap_or_else(|| Site {
            number: String::new(),
            name: String::new(),
            region: "",
            days: Days::under_way(self.as_of, 0),
            area: 0,
            fen: 0,
            manager: Person::default(),
            chief: Person::default(),
        })
    }

    /// Puts other leaders in the place of those of the project that the seed is about.
    pub fn lead(&mut self, manager: Option<&Person>, chief: Option<&Person>) {
        let Some(site) = self.sites.last_mut() else { return };
        if let Some(manager) = manager {
            site.manager.clone_from(manager);
        }
        if let Some(chief) = chief {
            site.chief.clone_from(chief);
        }
    }

    /// The rows of a kind.
    pub fn rows<'c>(&'c self, kind: &'c str) -> impl Iterator<Item = &'c Row> {
        self.rows.iter().filter(move |row| row.kind == kind)
    }

    /// Adds a row.
    pub fn add(&mut self, kind: &'static str, fields: &[(&'static str, &str)]) {
        let fields = fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        self.rows.push(Row { kind, fields });
    }

    /// Adds a row like the first of a kind that mentions all of these, but for some fields.
    pub fn add_like(&mut self, kind: &'static str, whom: &[&str], fields: &[(&'static str, &str)]) {
        let Some(mut row) = self.rows(kind).find(|row| row.mentions_all(whom)).cloned() else { return };
        for (field, text) in fields {
            row.set(field, (*text).to_owned());
        }
        self.rows.push(row);
    }

    /// Changes a field of every row of a kind that mentions all of these: a name, a code, a number.
    pub fn set(&mut self, kind: &str, whom: &[&str], field: &'static str, text: impl ToString + Copy) {
        let meant = self.rows.iter_mut().filter(|row| row.kind == kind && row.mentions_all(whom));
        meant.for_each(|row| row.set(field, text.to_string()));
    }

    /// Takes away every row of a kind that mentions somebody or something.
    pub fn remove(&mut self, kind: &str, whom: &str) {
        self.rows.retain(|row| row.kind != kind || !row.mentions(whom));
    }

    /// Gives the last project another number: all that begins with the old one begins with the new one then.
    pub fn renumber(&mut self, new: &str) {
        let Some(site) = self.sites.last_mut() else { return };
        let old = std::mem::replace(&mut site.number, new.to_owned());
        for (_, text) in self.rows.iter_mut().flat_map(|row| &mut row.fields) {
            if let Some(rest) = text.strip_prefix(&old) {
                *text = format!("{new}{rest}");
            }
        }
    }

    /// Has works begin on another day, in every record that says when they began.
    pub fn start(&mut self, on: NaiveDate) {
        let number = self.site().number;
        for kind in ["project", "acceptance", "acceptance-filing"] {
            self.set(kind, &[&number], "started_on", on);
        }
    }
}
