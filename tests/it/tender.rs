//! Bids: told apart by tender, section and bidder; scores find the bid they mean.

use rstest::rstest;
use siku::record::Record as _;
use siku::registry;
use siku::registry::project::rows::TenderBidder;
use siku::registry::project::store;
use siku::vault::Vault;

use crate::support::{Backend, TestDb, csv, load};

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
fn the_same_section_of_two_tenders_keeps_two_bids_and_a_score_goes_to_the_bid_it_can_only_mean(
    #[case] backend: Backend,
) {
    let database = TestDb::new(backend);
    let vault = Vault::fixed(7);
    let project = ["项目编号|项目名称|项目分类|建设单位", "4101052601010101|测试大厦|01|郑州测试置业有限公司"];
    let bids = [
        "项目编号|招标项目编号|标段（包）编号|投标人名称|投标报价金额（万元）",
        "4101052601010101|ZB-1|001|河南测试建设有限公司|10",
        "4101052601010101|ZB-2|001|河南测试建设有限公司|20",
        "4101052601010101|ZB-2|002|河南测试建设有限公司|30",
    ];
    let scores = [
        "PrjNum|BidsectionCode|BidderName|CreditScore|UsedCreditScore|TotalScore|IsWinBidder",
        "4101052601010101|002|河南测试建设有限公司|91.5|4.5|88|1",
    ];
    let sheets =
        [csv(&database, "project", &project), csv(&database, "bids", &bids), csv(&database, "scores", &scores)];
    let report = load(&database, &vault, &sheets);
    assert!(report.is_clean(), "{report:?}");
    let bids = || -> Vec<TenderBidder> {
        let rows = database.db.read_now(|conn| {
            let projects = store::ids_after(conn, 0, 10)?;
            Ok(TenderBidder::load(conn, &projects)?)
        });
        rows.unwrap()
    };
    let said: Vec<_> = bids()
        .iter()
        .map(|bid| {
            (bid.tender_number.clone().unwrap(), bid.section_code.clone(), bid.bid_fen, bid.credit_score_hundredths)
        })
        .collect();
    let bid = |tender: &str, section: &str, yuan: i64, score| {
        (tender.to_owned(), section.to_owned(), Some(yuan * 100), score)
    };
    assert_eq!(
        said,
        [
            bid("ZB-1", "001", 100_000, None),
            bid("ZB-2", "001", 200_000, None),
            bid("ZB-2", "002", 300_000, Some(9_150))
        ]
    );
    assert_eq!(load(&database, &vault, &sheets).heads_changed, 0);
    let verified = database.db.read_now(|conn| registry::verify_ledger(conn, &vault)).unwrap();
    assert_eq!(verified.differences, []);
}
