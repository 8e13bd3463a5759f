//! Samples of the pages at the door, of one's own account, and of whoever looks after accounts.

use super::{as_of, site};
use crate::error::FieldError;
use crate::web::check::{self, WORDS, Words};
use crate::web::pages::*;
use crate::web::parts::{Choice, Link, RegionSelect, StateTag};
use crate::web::{Site, Visitor};
use rstest::rstest;

/// The site as somebody sees it who is signed in.
pub(super) fn signed_in(words: Words) -> Site {
    let visitor = Visitor {
        name: words("王建国"),
        organisation: words("郑州市金水区住房和城乡建设局"),
        csrf_token: "0123456789abcdef".to_owned(),
        unread: 3,
        work: vec![Link::new("单位核验", "/admin/organisations"), Link::new("账号管理", "/admin/accounts")],
    };
    Site { visitor: Some(visitor), ..site(words) }
}

pub(super) fn wrong(words: Words, fields: &[&str]) -> Vec<FieldError> {
    fields.iter().map(|field| FieldError::new(*field, "x.y", words("请重新填写这一项。"))).collect()
}

fn typed(words: Words) -> TypedAccount {
    TypedAccount {
        credit_code: words("91410100MA0000007G"),
        name: words("河南中原建工集团有限公司"),
        person_name: words("王建国"),
        phone: words("13800000000"),
        email: words("wang@example.com"),
        login_name: words("wangjianguo"),
    }
}

fn boxes(words: Words) -> Vec<Choice> {
    vec![Choice::new("reviewer", words("审核人员"), true), Choice::new("auditor", words("审计管理员"), false)]
}

fn organisation(words: Words) -> OrganisationLine {
    OrganisationLine {
        name: words("河南中原建工集团有限公司"),
        url: "/admin/organisations/o1".to_owned(),
        credit_code: words("91410100MA0000007G"),
        region: words("河南省-郑州市-金水区"),
        registered_at: as_of(),
        state: StateTag::Attention(words("待核验")),
    }
}

fn account(words: Words) -> AccountLine {
    AccountLine {
        name: words("李明"),
        url: "/admin/accounts/a1".to_owned(),
        login_name: words("liming"),
        organisation: words("郑州市金水区住房和城乡建设局"),
        roles: vec![words("审核人员")],
        state: StateTag::Good(words("正常")),
    }
}

fn my_account(words: Words) -> MyAccount {
    let holder = Holder {
        name: words("王建国"),
        login_name: words("wangjianguo"),
        organisation: words("河南中原建工集团有限公司"),
        organisation_state: StateTag::Bad(words("未通过核验")),
        reason: Some(words("营业执照与填报名称不一致。")),
        roles: vec![words("企业管理员"), words("企业申报员")],
    };
    let session = |is_current| SessionLine {
        started_at: as_of(),
        last_seen_at: as_of(),
        from: Some(words("192.0.2.1")),
        browser: Some(words("Mozilla/5.0 (X11; Linux x86_64)")),
        is_current,
        end_url: "/account/sessions/s1/end".to_owned(),
    };
    let mut page = MyAccount::new(&signed_in(words), holder);
    page.done = Some("已保存。");
    page.phone = Some(words("138****0000"));
    page.linked_to = Some((words("统一身份认证"), as_of()));
    page.reviews = true;
    page.sessions = vec![session(true), session(false)];
    page
}

fn door(words: Words, suffix: &str) -> Vec<String> {
    let token = "0123456789abcdef".to_owned();
    let mut login = Login::new(&site(words), token.clone(), words("/enterprises"));
    login.login_name = words("wangjianguo");
    login.errors = wrong(words, &["login_name"]);
    let mut second = LoginSecondFactor::new(&site(words), token.clone(), words("/enterprises"));
    second.errors = wrong(words, &["code"]);
    let mut register = Register::new(&site(words), token, RegionSelect::of("410000", "410100", ""));
    register.typed = typed(words);
    register.errors = wrong(words, &["credit_code", "region", "password"]);
    vec![
        check::page(&format!("login-{suffix}"), &login),
        check::page(&format!("login-second-factor-{suffix}"), &second),
        check::page(&format!("register-{suffix}"), &register),
    ]
}

fn own(words: Words, suffix: &str) -> Vec<String> {
    let site = signed_in(words);
    let mut contact = ContactForm::new(&site, words("13800000000"), words("wang@example.com"));
    contact.errors = wrong(words, &["phone", "email"]);
    let password = PasswordForm { errors: wrong(words, &["new"]), ..PasswordForm::new(&site, true) };
    let shown = ShownSecret { secret: words("GEZD GNBV"), path: "M4 4h1v1h-1z".to_owned(), side: 29 };
    let waiting =
        SecondFactorPage { shown: Some(shown), errors: wrong(words, &["code"]), ..SecondFactorPage::new(&site) };
    let in_force = SecondFactorPage { in_force: true, codes_left: 9, ..SecondFactorPage::new(&site) };
    let token = TokenLine {
        name: words("项目管理系统"),
        scopes: vec![words("读取申报")],
        expires_at: as_of(),
        last_used_at: None,
        revoke_url: "/account/tokens/t1/revocation".to_owned(),
    };
    let days = vec![Choice::new("90", "90 天", true)];
    let mut tokens = Tokens::new(&site, vec![token], boxes(words), days);
    tokens.errors = wrong(words, &["name", "scopes"]);
    let mut delegations = Delegations::own(&site);
    delegations.current = words("您现在由 李明 代理，至 2026-12-05 为止。");
    delegations.deputising = vec![words("2026-12-10 至 2026-12-12，您将代 李明 办理。")];
    let delegation = |ended_at, end_url| DelegationLine {
        deputy: words("李明"),
        first_day: as_of().date_naive(),
        last_day: as_of().date_naive(),
        state: StateTag::Good(words("代理中")),
        ended_at,
        end_url,
    };
    let end_url = Some("/account/delegations/d1/end".to_owned());
    delegations.rows = vec![delegation(None, end_url), delegation(Some(as_of()), None)];
    delegations.form = Some(DelegationForm {
        action: "/account/delegations".to_owned(),
        colleagues: boxes(words),
        first_day: words("2026-12-01"),
        last_day: words("2026-12-05"),
    });
    delegations.errors = wrong(words, &["deputy_id", "first_day", "last_day"]);
    let kept_from = Some("本部门没有其他在使用中的审核人员账号，无人可以代理。");
    let nobody = Delegations { kept_from, ..Delegations::of(&site, &words("李明"), "/admin/accounts/a1") };
    let made = ShownOnce::password(&site, "账号已创建", &words("liming"), words("7K2M-9X4C"), "/account".to_owned());
    vec![
        check::page(&format!("account-{suffix}"), &my_account(words)),
        check::page(&format!("account-contact-{suffix}"), &contact),
        check::page(&format!("account-password-{suffix}"), &password),
        check::page(&format!("second-factor-none-{suffix}"), &SecondFactorPage::new(&site)),
        check::page(&format!("second-factor-waiting-{suffix}"), &waiting),
        check::page(&format!("second-factor-{suffix}"), &in_force),
        check::page(&format!("recovery-codes-{suffix}"), &RecoveryCodes::new(&site, vec![words("7K2M-9X4C")])),
        check::page(&format!("delegations-{suffix}"), &delegations),
        check::page(&format!("delegations-nobody-{suffix}"), &nobody),
        check::page(&format!("tokens-{suffix}"), &tokens),
        check::page(&format!("token-made-{suffix}"), &ShownOnce::token(&site, words("siku_abc"))),
        check::page(&format!("password-made-{suffix}"), &made),
    ]
}

fn care(words: Words, suffix: &str) -> Vec<String> {
    let site = signed_in(words);
    let states = vec![Choice::new("pending", words("待核验"), true)];
    let next = || Some("/admin?cursor=c".to_owned());
    let mut decided = OrganisationPage::new(&site, organisation(words), 1);
    decided.reason = Some(words("营业执照与填报名称不一致。"));
    decided.applicant = Some(ApplicantLine {
        name: words("王建国"),
        login_name: words("wangjianguo"),
        phone: Some(words("13800000000")),
        email: None,
    });
    decided.known = Some(KnownEnterprise {
        name: words("河南中原建工集团公司"),
        url: "/enterprises/e1".to_owned(),
        legal_representative: Some(words("张建华")),
        region: None,
    });
    decided.decisions = boxes(words);
    decided.typed_reason = words("请补充营业执照。");
    decided.errors = wrong(words, &["decision", "reason"]);
    let mut fresh = NewAccountForm::new(&site, words("金水区住建局"), "o1".to_owned(), boxes(words));
    fresh.typed = typed(words);
    fresh.errors = wrong(words, &["login_name", "roles"]);
    let mut managed = ManagedAccount::new(&site, account(words), boxes(words), 3);
    managed.locked_until = Some(as_of());
    managed.has_second_factor = true;
    managed.delegations_url = Some("/admin/accounts/a1/delegations".to_owned());
    let department = DepartmentLine {
        name: words("金水区住建局"),
        tier: words("县级"),
        region: words("河南省-郑州市-金水区"),
        url: "/admin/accounts/new?organisation=o1".to_owned(),
    };
    let mut departments = Departments::new(&site, vec![department], next(), boxes(words));
    departments.errors = wrong(words, &["tier", "region"]);
    let organisations = Organisations::new(&site, states.clone(), vec![organisation(words)], next());
    vec![
        check::page(&format!("organisations-{suffix}"), &organisations),
        check::page(&format!("organisations-none-{suffix}"), &Organisations::new(&site, states, Vec::new(), None)),
        check::page(&format!("organisation-{suffix}"), &decided),
        check::page(&format!("accounts-{suffix}"), &Accounts::new(&site, vec![account(words)], next())),
        check::page(&format!("new-account-{suffix}"), &fresh),
        check::page(&format!("managed-account-{suffix}"), &managed),
        check::page(&format!("departments-{suffix}"), &departments),
    ]
}

#[rstest]
fn every_page_of_accounts_bears_every_kind_of_words(#[values(0, 1, 2, 3)] trial: usize) {
    let (suffix, words) = WORDS[trial];
    for html in [door(words, suffix), own(words, suffix), care(words, suffix)].concat() {
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "{suffix}: markup came through");
    }
}

#[test]
fn every_form_that_writes_bears_its_token_first() {
    for html in [door(str::to_owned, "as-is"), own(str::to_owned, "as-is"), care(str::to_owned, "as-is")].concat() {
        for form in html.split("<form").skip(1).filter(|form| form.contains("method=\"post\"")) {
            let (_, rest) = form.split_once('>').unwrap();
            let first = rest.split_once("name=\"").unwrap().1;
            assert!(first.starts_with("csrf_token\" value=\"0123456789abcdef\""), "{form}");
        }
    }
}
