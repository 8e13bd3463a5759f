//! Samples of the personnel registry's pages.

use super::{as_of, day, site};
use crate::error::FieldError;
use crate::web::check::Words;
use crate::web::pages::FoundSection;
use crate::web::pages::{
    CreditLine, EngagementLine, HeldLine, LockLine, PeopleList, PeopleQuery, PersonPage, PersonRow, PostVerdict,
    RegistrationBrief,
};
use crate::web::parts::{Crumb, Link, Mention, Pager, StateTag, TimelineEntry, TimelineWhen, Tone, Verdict, WhyNot};
use crate::web::{Layout, NavItem};

impl PeopleList {
    pub(super) fn sample(words: Words) -> Self {
        let query = PeopleQuery { name: words("王建国"), ..PeopleQuery::default() };
        let page = Self::new(&super::site(words), query);
        let json_url = Some("/api/v1/people?name=%E7%8E%8B%E5%BB%BA%E5%9B%BD".to_owned());
        let layout = Layout { as_of: Some(as_of()), json_url, ..page.layout };
        let held = RegistrationBrief {
            title: words("一级注册建造师（建筑工程）"),
            number: Some(words("豫1412018201900123")),
            enterprise: Some(enterprise(words)),
            state: StateTag::Good(words("有效")),
        };
        let row = |masked_id, registrations| PersonRow {
            person: Link::new(words("王建国"), "/people/a1"),
            masked_id,
            registrations,
        };
        let rows = vec![row(Some(words("4101**********1234")), vec![held]), row(None, Vec::new())];
        let pager = Pager { shown: 2, total: Some(2), ..Pager::default() };
        let columns = Self::columns("", |sort| format!("/people?sort={sort}"));
        Self { layout, columns, rows, pager, ..page }
    }

    pub(super) fn sample_without_match(words: Words) -> Self {
        let why_not = Some(WhyNot::sample(words));
        Self { why_not, ..Self::new(&site(words), PeopleQuery::default()) }
    }

    pub(super) fn sample_with_errors(words: Words) -> Self {
        let errors = vec![FieldError::new("name", "text.too_short", words("请输入姓名中连续的两个字以上。"))];
        Self { errors, ..Self::new(&site(words), PeopleQuery::default()) }
    }
}

fn enterprise(words: Words) -> Mention {
    Mention::new(words("河南中原建工集团有限公司"), Some("/enterprises/e1".to_owned()))
}

impl EngagementLine {
    pub(super) fn sample(words: Words, subject: Mention) -> Self {
        Self {
            subject,
            position: words("项目经理"),
            details: vec![words("证书 豫建安B（2015）0000001")],
            enterprise: Some(enterprise(words)),
            since: day(2026, 3, 2),
            released_on: None,
            evidence: vec![words("施工许可证 410105202603020101")],
            state: StateTag::Attention(words("在任")),
        }
    }
}

impl PersonPage {
    pub(super) fn sample_bare(words: Words) -> Self {
        let name = words("王建国");
        let layout = Layout {
            nav: Some(NavItem::People),
            breadcrumb: vec![Crumb::to("首页", "/"), Crumb::to("人员", "/people"), Crumb::here(name.clone())],
            as_of: Some(as_of()),
            json_url: Some("/api/v1/people/a1".to_owned()),
            ..Layout::new(&site(words), name.clone())
        };
        Self {
            layout,
            name,
            masked_id: None,
            level: words("D"),
            source: None,
            employers: Vec::new(),
            verdicts: Vec::new(),
            titles: Vec::new(),
            registrations: Vec::new(),
            certificates: Vec::new(),
            engagements: Vec::new(),
            locks: Vec::new(),
            lock_url: "/manager-locks?person=a1".to_owned(),
            credit: Vec::new(),
            history: Vec::new(),
            findings: None,
        }
    }

    pub(super) fn sample(words: Words) -> Self {
        let held = |title, enterprise, state| HeldLine {
            title: words(title),
            number: Some(words("豫1412018201900123")),
            enterprise,
            valid_until: day(2027, 6, 30),
            state,
        };
        let project =
            Mention::new(words("郑东新区龙湖北岸安置房一期 3 号地块建筑工程"), Some("/projects/p1".to_owned()));
        Self {
            masked_id: Some(words("4101**********1234")),
            source: Some(words("业务办理，郑州市城乡建设局审核")),
            employers: vec![enterprise(words), Mention::new(words("洛阳伊水建设工程有限公司"), None)],
            verdicts: vec![PostVerdict {
                post: "作为项目经理",
                verdict: Verdict {
                    tone: Tone::Busy,
                    word: words("在建 1 项"),
                    sentence: words("在本平台登记的记录中，在建 1 项，自 2026-03-02 起。"),
                    as_of: Some(as_of()),
                },
                demerit_points: Some(3),
            }],
            titles: vec![words("高级工程师（建筑施工）")],
            registrations: vec![
                held("一级注册建造师（建筑工程）", Some(enterprise(words)), StateTag::Good(words("有效"))),
                held("二级注册建造师（市政公用工程）", None, StateTag::Bad(words("已过期"))),
            ],
            certificates: vec![held(
                "B类（项目负责人）",
                Some(Mention::new(words("洛阳伊水建设工程有限公司"), None)),
                StateTag::Attention(words("60 日内到期")),
            )],
            engagements: vec![EngagementLine::sample(words, project)],
            locks: vec![LockLine::sample(words)],
            credit: vec![CreditLine::sample(words)],
            findings: Some(FoundSection::sample(words)),
            history: vec![TimelineEntry {
                when: TimelineWhen::Instant(as_of()),
                title: words("登记 注册 2 项"),
                details: Vec::new(),
                source: Some(words("受理编号 L-20261122-0000001")),
            }],
            ..Self::sample_bare(words)
        }
    }
}
