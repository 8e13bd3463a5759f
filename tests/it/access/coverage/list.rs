//! Who may ask what: every operation of the interface and every page, in one list.
//!
//! A line says the method, the address, who is let in (a word of [`GROUPS`]), and what those of them who are in charge of
//! another region or act for another enterprise find: `absent`, as if it were not there; `own`, a list of their own
//! things; `-`, nothing that is anybody's.

/// Roles that are let in together. `*`: whose duty is the whole platform, not a region or an enterprise of it.
const GROUPS: &str = "
    anyone
    signed-in           enterprise_filer enterprise_administrator reviewer department_administrator auditor system_administrator security_administrator
    in-session          enterprise_filer enterprise_administrator reviewer department_administrator auditor system_administrator security_administrator
    filers              enterprise_filer
    filing-readers      enterprise_filer enterprise_administrator reviewer department_administrator auditor
    reviewers           reviewer
    finding-readers     enterprise_filer enterprise_administrator reviewer department_administrator auditor*
    finding-parties     enterprise_filer reviewer
    lock-takers         enterprise_filer reviewer
    route-readers       reviewer department_administrator auditor system_administrator
    route-keepers       department_administrator system_administrator*
    verifiers           reviewer department_administrator
    bureau              department_administrator
    organisation-readers reviewer department_administrator auditor* system_administrator* security_administrator*
    account-makers      enterprise_administrator department_administrator system_administrator* security_administrator*
    account-readers     enterprise_administrator department_administrator system_administrator* security_administrator* auditor*
    account-keepers     department_administrator enterprise_administrator security_administrator*
    system              system_administrator*
    auditors            auditor*
";

/// Operations of the interface.
pub const OPERATIONS: &str = "
    GET    /health                                      anyone                -
    GET    /ready                                       anyone                -
    GET    /api/v1/enterprises                          anyone                -
    GET    /api/v1/enterprises/{key}                    anyone                -
    GET    /api/v1/enterprises/{key}/qualifications     anyone                -
    GET    /api/v1/enterprises/{key}/history            anyone                -
    GET    /api/v1/enterprises/{key}/credit             anyone                -
    GET    /api/v1/enterprises/{key}/projects           anyone                -
    GET    /api/v1/enterprises/{key}/people             anyone                -
    GET    /api/v1/people                               anyone                -
    GET    /api/v1/people/{key}                         anyone                -
    GET    /api/v1/people/{key}/registrations           anyone                -
    GET    /api/v1/people/{key}/history                 anyone                -
    GET    /api/v1/people/{key}/credit                  anyone                -
    GET    /api/v1/people/{key}/engagements             anyone                -
    GET    /api/v1/people/{key}/manager-locks           anyone                -
    GET    /api/v1/projects                             anyone                -
    GET    /api/v1/projects/{key}                       anyone                -
    GET    /api/v1/projects/{key}/stages                anyone                -
    GET    /api/v1/projects/{key}/tender-sections       anyone                -
    GET    /api/v1/projects/{key}/participants          anyone                -
    GET    /api/v1/projects/{key}/people                anyone                -
    GET    /api/v1/projects/{key}/history               anyone                -
    GET    /api/v1/projects/{key}/credit                anyone                -
    GET    /api/v1/credit-records                       anyone                -
    GET    /api/v1/blacklist                            anyone                -
    GET    /api/v1/rules                                anyone                -
    GET    /api/v1/rules/{key}                          anyone                -
    POST   /api/v1/eligibility-checks                   anyone                -
    GET    /api/v1/project-managers                     anyone                -
    GET    /api/v1/chief-supervisors                    anyone                -

    GET    /api/v1/account                              signed-in             -
    GET    /api/v1/account/sessions                     in-session            own
    DELETE /api/v1/account/sessions/{key}               in-session            absent
    GET    /api/v1/account/tokens                       in-session            own
    POST   /api/v1/account/tokens                       in-session            -
    DELETE /api/v1/account/tokens/{key}                 in-session            absent
    GET    /api/v1/account/delegations                  reviewers             own
    POST   /api/v1/account/delegations                  reviewers             -
    DELETE /api/v1/account/delegations/{key}            reviewers             absent

    POST   /api/v1/organisations                        anyone                -
    GET    /api/v1/organisations                        organisation-readers  own
    GET    /api/v1/organisations/{key}                  organisation-readers  absent
    POST   /api/v1/organisations/{key}/verifications    verifiers             absent
    POST   /api/v1/departments                          system                -
    GET    /api/v1/accounts                             account-readers       own
    POST   /api/v1/accounts                             account-makers        -
    GET    /api/v1/accounts/{key}                       account-readers       absent
    PATCH  /api/v1/accounts/{key}                       account-keepers       absent
    POST   /api/v1/accounts/{key}/password-resets       account-keepers       absent
    GET    /api/v1/accounts/{key}/delegations           bureau                absent
    POST   /api/v1/accounts/{key}/delegations           bureau                absent
    DELETE /api/v1/accounts/{key}/delegations/{id}      bureau                absent

    GET    /api/v1/filing-kinds                         anyone                -
    GET    /api/v1/filings                              filing-readers        own
    GET    /api/v1/filings/{key}                        filing-readers        absent
    GET    /api/v1/filings/{key}/items                  filing-readers        absent
    GET    /api/v1/filings/{key}/timeline               filing-readers        absent
    GET    /api/v1/filings/{key}/items/{place}/preview  filing-readers        absent
    GET    /api/v1/filings/{key}/attachments/{id}       filing-readers        absent
    POST   /api/v1/filings                              filers                -
    POST   /api/v1/filings/{key}/items                  filers                absent
    PUT    /api/v1/filings/{key}/items/{place}          filers                absent
    DELETE /api/v1/filings/{key}/items/{place}          filers                absent
    POST   /api/v1/filings/{key}/attachments            filers                absent
    DELETE /api/v1/filings/{key}/attachments/{id}       filers                absent
    POST   /api/v1/filings/{key}/submissions            filers                absent
    POST   /api/v1/filings/{key}/withdrawals            filers                absent
    GET    /api/v1/filing-tasks                         reviewers             own
    POST   /api/v1/filings/{key}/claims                 reviewers             absent
    DELETE /api/v1/filings/{key}/claims                 reviewers             absent
    POST   /api/v1/filings/{key}/reviews                reviewers             absent
    GET    /api/v1/filing-routes                        route-readers         -
    POST   /api/v1/filing-routes                        route-keepers         -
    DELETE /api/v1/filing-routes/{key}                  route-keepers         absent
    GET    /api/v1/working-calendar/{key}               anyone                -
    PUT    /api/v1/working-calendar/{key}               system                -

    GET    /api/v1/manager-locks                        lock-takers           own
    GET    /api/v1/manager-locks/{key}                  anyone                -
    POST   /api/v1/manager-reservations                 filers                -
    POST   /api/v1/manager-locks                        reviewers             -
    POST   /api/v1/manager-locks/{key}/exceptions       reviewers             absent
    DELETE /api/v1/manager-locks/{key}/exceptions       reviewers             absent
    POST   /api/v1/manager-locks/{key}/releases         reviewers             absent
    POST   /api/v1/manager-locks/{key}/withdrawals      filers                absent

    GET    /api/v1/imports                              filers                own
    POST   /api/v1/imports                              filers                -
    GET    /api/v1/imports/{key}                        filers                absent
    GET    /api/v1/imports/{key}/rows                   filers                absent
    GET    /api/v1/imports/{key}/repaired               filers                absent
    POST   /api/v1/imports/{key}/checks                 filers                absent
    POST   /api/v1/imports/{key}/filing                 filers                absent
    GET    /api/v1/import-templates/{key}               filers                -

    GET    /api/v1/findings                             finding-readers       own
    GET    /api/v1/findings/{key}                       finding-readers       absent
    POST   /api/v1/findings/{key}/acknowledgements      finding-parties       absent
    POST   /api/v1/findings/{key}/answers               filers                absent
    POST   /api/v1/findings/{key}/waivers               reviewers             absent
    GET    /api/v1/finding-statistics                   finding-readers       -
    GET    /api/v1/enterprises/{key}/findings           finding-readers       -
    GET    /api/v1/enterprises/{key}/standing           finding-readers       absent
    GET    /api/v1/people/{key}/departure               finding-readers       absent
    GET    /api/v1/people/{key}/findings                finding-readers       -
    GET    /api/v1/projects/{key}/findings              finding-readers       -

    GET    /api/v1/ledger-entries                       auditors              -
    GET    /api/v1/ledger-entries/{key}                 auditors              -

    GET    /api/v1/notices                              signed-in             own
    POST   /api/v1/notices/{key}/reads                  signed-in             absent
    GET    /api/v1/webhooks                             bureau                own
    POST   /api/v1/webhooks                             bureau                -
    GET    /api/v1/webhooks/{key}                       bureau                absent
    PATCH  /api/v1/webhooks/{key}                       bureau                absent
    DELETE /api/v1/webhooks/{key}                       bureau                absent
    POST   /api/v1/webhooks/{key}/pings                 bureau                absent
";

/// Pages and their forms.
pub const PAGES: &str = "
    GET    /                                            anyone                -
    GET    /search                                      anyone                -
    GET    /privacy                                     anyone                -
    GET    /assets/{file}                               anyone                -
    GET    /openapi.json                                anyone                -
    GET    /docs/errors                                 anyone                -
    GET    /enterprises                                 anyone                -
    GET    /enterprises/{key}                           anyone                -
    GET    /enterprises/{key}/projects                  anyone                -
    GET    /people                                      anyone                -
    GET    /people/{key}                                anyone                -
    GET    /projects                                    anyone                -
    GET    /projects/{key}                              anyone                -
    GET    /projects/{key}/people                       anyone                -
    GET    /credit-records                              anyone                -
    GET    /blacklist                                   anyone                -
    GET    /project-managers                            anyone                -
    GET    /chief-supervisors                           anyone                -

    GET    /login                                       anyone                -
    POST   /login                                       anyone                -
    GET    /login/second-factor                         anyone                -
    POST   /login/second-factor                         anyone                -
    GET    /login/single-sign-on                        anyone                -
    GET    /login/single-sign-on/callback               anyone                -
    POST   /logout                                      anyone                -
    GET    /register                                    anyone                -
    POST   /register                                    anyone                -

    GET    /account                                     in-session            own
    POST   /account/sessions/{key}/end                  in-session            absent
    GET    /account/contact                             in-session            -
    POST   /account/contact                             in-session            -
    GET    /account/password                            in-session            -
    POST   /account/password                            in-session            -
    GET    /account/second-factor                       in-session            -
    POST   /account/second-factor                       in-session            -
    POST   /account/second-factor/confirmation          in-session            -
    POST   /account/second-factor/removal               in-session            -
    GET    /account/tokens                              in-session            own
    POST   /account/tokens                              in-session            -
    POST   /account/tokens/{key}/revocation             in-session            absent
    GET    /account/delegations                         reviewers             own
    POST   /account/delegations                         reviewers             -
    POST   /account/delegations/{key}/end               reviewers             absent

    GET    /admin/organisations                         verifiers             own
    GET    /admin/organisations/{key}                   verifiers             absent
    POST   /admin/organisations/{key}/decision          verifiers             absent
    GET    /admin/departments                           system                -
    POST   /admin/departments                           system                -
    GET    /admin/accounts                              account-readers       own
    GET    /admin/accounts/new                          account-makers        -
    POST   /admin/accounts/new                          account-makers        -
    GET    /admin/accounts/{key}                        account-readers       absent
    POST   /admin/accounts/{key}/roles                  account-keepers       absent
    POST   /admin/accounts/{key}/unlocking              account-keepers       absent
    POST   /admin/accounts/{key}/disabling              account-keepers       absent
    POST   /admin/accounts/{key}/enabling               account-keepers       absent
    POST   /admin/accounts/{key}/password-reset         account-keepers       absent
    POST   /admin/accounts/{key}/password-and-factor-reset  account-keepers   absent
    GET    /admin/accounts/{key}/delegations            bureau                absent
    POST   /admin/accounts/{key}/delegations            bureau                absent
    POST   /admin/accounts/{key}/delegations/{id}/end   bureau                absent

    GET    /filings                                     filing-readers        own
    POST   /filings                                     filers                -
    GET    /filings/new                                 filers                -
    GET    /filings/{key}                               filing-readers        absent
    POST   /filings/{key}/items                         filers                absent
    GET    /filings/{key}/items/new                     filers                absent
    GET    /filings/{key}/items/{place}                 filers                absent
    POST   /filings/{key}/items/{place}                 filers                absent
    POST   /filings/{key}/items/{place}/removal         filers                absent
    POST   /filings/{key}/attachments                   filers                absent
    GET    /filings/{key}/attachments/{id}              filing-readers        absent
    POST   /filings/{key}/attachments/{id}/removal      filers                absent
    GET    /filings/{key}/submission                    filers                absent
    POST   /filings/{key}/submission                    filers                absent
    POST   /filings/{key}/withdrawal                    filers                absent
    GET    /filings/{key}/decision                      filing-readers        absent
    GET    /filing-tasks                                reviewers             own
    POST   /filings/{key}/claim                         reviewers             absent
    POST   /filings/{key}/release                       reviewers             absent
    GET    /filings/{key}/review                        reviewers             absent
    POST   /filings/{key}/review                        reviewers             absent
    GET    /admin/routes                                route-readers         -
    POST   /admin/routes                                route-keepers         -
    POST   /admin/routes/{key}/revocation               route-keepers         absent
    GET    /admin/calendar                              system                -
    POST   /admin/calendar                              system                -

    GET    /imports                                     filers                own
    POST   /imports                                     filers                -
    GET    /imports/{key}                               filers                absent
    POST   /imports/{key}/checks                        filers                absent
    GET    /imports/{key}/filing                        filers                absent
    POST   /imports/{key}/filing                        filers                absent

    GET    /manager-locks                               lock-takers           own
    POST   /manager-locks/reservation                   filers                -
    POST   /manager-locks/lock                          reviewers             -
    GET    /manager-locks/{key}                         anyone                -
    POST   /manager-locks/{key}/withdrawal              filers                absent
    POST   /manager-locks/{key}/release                 reviewers             absent
    POST   /manager-locks/{key}/exception               reviewers             absent
    POST   /manager-locks/{key}/exception-end           reviewers             absent

    GET    /rules                                       anyone                -
    GET    /eligibility                                 anyone                -
    GET    /findings                                    finding-readers       own
    GET    /enterprises/{key}/standing                  finding-readers       absent
    GET    /people/{key}/departure                      finding-readers       absent
    GET    /findings.xlsx                               finding-readers       -
    GET    /findings/{key}                              finding-readers       absent
    POST   /findings/{key}/acknowledgements             finding-parties       absent
    POST   /findings/{key}/answers                      filers                absent
    POST   /findings/{key}/waivers                      reviewers             absent
    GET    /ledger                                      auditors              -
    GET    /ledger/{key}                                auditors              -

    GET    /notices                                     signed-in             own
    POST   /notices/reads                               signed-in             absent
    POST   /notices/{key}/reads                         signed-in             absent
";

use siku::domain::vocabulary::access::Role;

/// What whoever is from elsewhere finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nothing.
    Absent,
    /// Their own things only.
    Own,
    /// It is nobody's.
    Nobodys,
}

/// A line of the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// `POST /api/v1/filings`.
    pub operation: String,
    /// A word of [`GROUPS`].
    pub group: &'static str,
    /// What whoever is from elsewhere finds.
    pub reach: Reach,
}

impl Line {
    /// Whether nobody has to say who they are.
    pub fn is_public(&self) -> bool {
        self.group == "anyone"
    }

    /// Whether programs are kept out.
    pub fn is_for_people(&self) -> bool {
        self.group == "in-session"
    }

    /// Whether it only reads.
    pub fn reads(&self) -> bool {
        self.operation.starts_with("GET ")
    }

    /// Who is let in, and whether their duty is the whole platform.
    pub fn roles(&self) -> Vec<(Role, bool)> {
        let group = GROUPS.lines().find(|line| line.split_whitespace().next() == Some(self.group));
        let names = group.expect(self.group).split_whitespace().skip(1);
        names.map(|name| (name.trim_end_matches('*').parse().unwrap(), name.ends_with('*'))).collect()
    }
}

/// The lines of a list.
pub fn lines(list: &'static str) -> Vec<Line> {
    let lines = list.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let line = |words: Vec<&'static str>| {
        let [method, address, group, reach] = words[..] else { panic!("four words make a line: {words:?}") };
        let reach = match reach {
            "absent" => Reach::Absent,
            "own" => Reach::Own,
            "-" => Reach::Nobodys,
            other => panic!("{other} is neither absent nor own nor -"),
        };
        Line { operation: format!("{method} {address}"), group, reach }
    };
    lines.filter(|words| !words.is_empty()).map(line).collect()
}
