//! Managers and works of whom nobody knew, and locks of them: made for operations.

use siku::domain::vocabulary::access::Role;
use siku::domain::vocabulary::lock::LockException;
use siku::lock::Works;
use siku::lock::care::{self, NewException, Seen};
use siku::lock::take::{self, Award, Reservation};

use super::World;
use super::things::Thing;
use crate::filing::support::{CODE, principal};
use crate::support::house::resident_number;
use crate::support::{csv, load};

impl World {
    /// What an operation on locks is about: a manager (as its secret) and works of the county that nobody has taken, or
    /// a lock of them.
    pub(super) fn lock(&self, operation: &str) -> Thing {
        let nth = u16::try_from(self.count()).unwrap();
        let (registration, project) = (format!("豫1412006200{nth:06}"), format!("410105250302{nth:04}"));
        let person = format!(
            "经理{nth}|{}|一级注册建造师|建筑工程|{registration}|河南华鑫建设有限公司|{CODE}|2028-12-31",
            resident_number(nth)
        );
        self.sheet(&["统一社会信用代码|企业名称|注册属地", &format!("{CODE}|河南华鑫建设有限公司|410105")]);
        self.sheet(&["姓名|证件号码|注册类型及等级|注册专业|注册编号|单位名称|单位统一社会信用代码|有效期止", &person]);
        self.sheet(&[
            "项目编号|项目名称|项目分类|项目所在地|建设单位",
            &format!("{project}|第{nth}号楼|01|410105|金水区教育局"),
        ]);
        let takes = [
            "/manager-reservations",
            "/manager-locks/reservation",
            "/manager-locks/lock",
            "POST /api/v1/manager-locks",
        ];
        if takes.iter().any(|end| operation.ends_with(end)) {
            return Thing { key: registration, under: project, ..Thing::default() };
        }
        let (filer, reviewer) = (self.own(Role::EnterpriseFiler), self.own(Role::Reviewer));
        let (filer, reviewer) = (principal(self.app(), filer), principal(self.app(), reviewer));
        let vault = &self.app().vault;
        let works = Works { person: registration, project, ..Works::default() };
        let bid = Reservation { works: works.clone(), days: None };
        let mut lock = self.write(|tx| take::reserve(tx, vault, &filer, &bid));
        if !operation.contains("withdrawal") {
            let award = Award { works, document: "中标通知书".to_owned(), ..Award::default() };
            lock = self.write(|tx| take::lock(tx, vault, &reviewer, &award));
        }
        if operation.ends_with("exception-end") || operation.starts_with("DELETE") {
            let seen = Seen { key: lock.id.clone(), version: None };
            let exception = Some(LockException::Stopped);
            let new = NewException { exception, document: "停工函".to_owned(), ..NewException::default() };
            self.write(|tx| care::except(tx, vault, &reviewer, &seen, &new));
        }
        Thing::named(lock.id)
    }

    fn sheet(&self, lines: &[&str]) {
        let database = &self.app().database;
        let report = load(database, &self.app().vault, &[csv(database, "locks", lines)]);
        let remarks: Vec<String> =
            report.files.iter().flat_map(|file| file.remarks.iter()).map(|remark| format!("{remark:?}")).collect();
        assert!(report.is_clean(), "{remarks:#?}");
    }
}
