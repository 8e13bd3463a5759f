//! Samples of the credit registry's pages.

use super::{as_of, day, site};
use crate::web::Layout;
use crate::web::check::Words;
use crate::web::pages::{CreditLine, CreditList, CreditListKind, CreditRow};
use crate::web::parts::{Choice, Link, Pager, StateTag, WhyNot};

impl CreditLine {
    pub(super) fn sample(words: Words) -> Self {
        Self {
            kind: StateTag::Bad(words("不良行为")),
            title: words("未按规定在施工现场配备项目负责人"),
            content: Some(words("责令限期改正，罚款 2 万元")),
            project: Some(words("金水区第十二小学迁建工程")),
            decision: Some(words("郑建罚决字〔2026〕第 18 号")),
            authority: Some(words("郑州市城乡建设局")),
            decided_on: day(2026, 4, 7),
            public_until: day(2027, 4, 6),
        }
    }
}

impl CreditList {
    pub(super) fn sample(words: Words, list: CreditListKind) -> Self {
        let kinds = vec![Choice::new("", words("全部类别"), true), Choice::new("bad", words("不良信用信息"), false)];
        let page = Self::new(&site(words), list, words("河南中原建工"), kinds);
        let layout =
            Layout { as_of: Some(as_of()), json_url: Some("/api/v1/credit-records".to_owned()), ..page.layout };
        let subject = Link::new(words("河南中原建工集团有限公司"), "/enterprises/e1");
        let pager = Pager { shown: 1, next: Some("/credit-records?cursor=c".to_owned()), ..Pager::default() };
        Self { layout, rows: vec![CreditRow { subject, line: CreditLine::sample(words) }], pager, ..page }
    }

    pub(super) fn sample_without_match(words: Words) -> Self {
        let why_not = Some(WhyNot::sample(words));
        Self { why_not, ..Self::new(&site(words), CreditListKind::Records, words("中原"), Vec::new()) }
    }
}
