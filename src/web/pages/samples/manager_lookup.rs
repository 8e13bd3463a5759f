//! Samples of the look-up of active projects.

use super::{as_of, day, site};
use crate::error::FieldError;
use crate::web::Layout;
use crate::web::check::Words;
use crate::web::pages::{ActiveProject, ManagerCard, ManagerLookup, ManagerQuery, Post, RegistrationLine};
use crate::web::parts::{Link, Mention, StateTag, Tone, Verdict, WhyNot};

impl ManagerLookup {
    pub(super) fn sample(words: Words, post: Post) -> Self {
        let query = ManagerQuery { name: words("王建国"), ..ManagerQuery::default() };
        let page = Self::new(&site(words), post, query);
        let layout = Layout {
            as_of: Some(as_of()),
            json_url: Some(format!("/api/v1{}?name=%E7%8E%8B%E5%BB%BA%E5%9B%BD", post.nav().url())),
            ..page.layout
        };
        Self {
            layout,
            results: vec![busy(words), free(words), unknown(words)],
            is_part: true,
            next: Some("/project-managers?cursor=x".to_owned()),
            ..page
        }
    }

    pub(super) fn sample_without_match(words: Words) -> Self {
        let query = ManagerQuery { name: words("王健国"), ..ManagerQuery::default() };
        let why_not = Some(WhyNot::sample(words));
        Self { why_not, unidentified: 2, ..Self::new(&site(words), Post::ProjectManager, query) }
    }

    pub(super) fn sample_with_errors(words: Words) -> Self {
        let query = ManagerQuery { registration_number: words("豫 12"), ..ManagerQuery::default() };
        let message = words("注册号至少 6 位，由汉字、字母和数字组成。请对照注册证书重新输入。");
        let errors = vec![FieldError::new("registration_number", "registration_number.too_short", message)];
        Self { errors, ..Self::new(&site(words), Post::ProjectManager, query) }
    }
}

fn busy(words: Words) -> ManagerCard {
    let active = ActiveProject {
        project: Link::new(words("郑东新区龙湖北岸安置房一期 3 号地块建筑工程"), "/projects/p1"),
        post: words("项目经理"),
        record_kind: words("施工许可证"),
        record_number: words("410105202603020101"),
        since: day(2026, 3, 2),
        since_record: Some(words("招标投标记录 4101052603020101-BD-001")),
        note: Some(words("自 2026-06-01 停工，停工原因责任未登记")),
        level: words("B"),
    };
    let sentence = words("在本平台登记的记录中，在建 1 项，自 2026-03-02，依据招标投标记录 4101052603020101-BD-001。");
    ManagerCard {
        name: words("王建国"),
        url: "/people/a1".to_owned(),
        masked_id: Some(words("4101**********1234")),
        enterprise: Some(Mention::new(words("河南中原建工集团有限公司"), Some("/enterprises/e1".to_owned()))),
        registrations: vec![
            registration(words, "一级注册建造师 · 建筑工程", StateTag::Good(words("有效"))),
            registration(words, "二级注册建造师 · 市政公用工程", StateTag::Bad(words("已过期"))),
        ],
        demerit_points: Some(3),
        verdict: Verdict { tone: Tone::Busy, word: words("有在建项目"), sentence, as_of: Some(as_of()) },
        active: vec![active],
    }
}

fn free(words: Words) -> ManagerCard {
    let sentence = words("在本平台登记的记录中，无在建项目，自 2026-05-03 最近一个项目竣工验收之日起。");
    ManagerCard {
        masked_id: Some(words("4103**********567X")),
        enterprise: Some(Mention::new(words("洛阳伊水建设工程有限公司"), Some("/enterprises/e2".to_owned()))),
        registrations: vec![registration(
            words,
            "一级注册建造师 · 机电工程",
            StateTag::Attention(words("30 日内到期")),
        )],
        demerit_points: Some(0),
        verdict: Verdict { tone: Tone::Free, word: words("无在建项目"), sentence, as_of: Some(as_of()) },
        active: Vec::new(),
        ..busy(words)
    }
}

fn unknown(words: Words) -> ManagerCard {
    let sentence = words("在本平台登记的记录中，无在建项目；另有 1 条同名任职记录未能认定是否本人。");
    ManagerCard {
        masked_id: None,
        enterprise: None,
        registrations: Vec::new(),
        demerit_points: None,
        verdict: Verdict {
            tone: Tone::Unknown, word: words("有同名任职待认定"), sentence, as_of: Some(as_of())
        },
        active: Vec::new(),
        ..busy(words)
    }
}

fn registration(words: Words, title: &str, state: StateTag) -> RegistrationLine {
    RegistrationLine { title: words(title), number: words("豫1412018201900123"), valid_until: day(2027, 6, 30), state }
}
