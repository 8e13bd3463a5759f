//! Attached files after they were attached.

use rstest::rstest;
use siku::attachment::{Kept, Offered};
use siku::domain::vocabulary::attachment::ScanState;
use siku::filing::hall::attach;
use siku::filing::hall::docket::Docket;
use siku::filing::hall::upkeep::named;
use siku::filing::rows::Attachment;

use super::support::{Hall, works};
use crate::support::Backend;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n";

fn attached(hall: &Hall, number: &str) -> Vec<Attachment> {
    let docket = hall.docket(number);
    hall.app.database.db.read_now(|conn| attach::attachments(conn, &docket)).unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[actix_web::test]
async fn a_file_that_could_not_be_scanned_is_scanned_by_a_job_and_one_taken_away_is_no_longer_kept(
    #[case] backend: Backend,
) {
    let hall = Hall::new(backend);
    let number = hall.draft("performance", "backfill", &[works(1)]);
    let offered = Offered { name: "合同.pdf".to_owned(), media_type: None, bytes: PDF.to_vec() };
    let kept = hall.app.state().attachments.keep(offered).await.unwrap();
    // As if the scanner had been away when it came in.
    let kept = Kept { scan: ScanState::Unscanned, ..kept };
    let papers = std::slice::from_ref(&kept);
    hall.act(|tx, vault| attach::attach(tx, vault, &hall.filer, &number, None, papers)).unwrap();
    let states = || attached(&hall, &number).iter().map(|row| row.scan_state).collect::<Vec<_>>();
    assert_eq!(states(), [ScanState::Unscanned]);
    assert_eq!((hall.app.work().await, states()), (1, vec![ScanState::NotRequired]));
    assert_eq!(hall.differences(), 0, "the ledger tells of it");

    let is_kept = || {
        let asked = [kept.digest.clone(), "of no filing".to_owned()];
        hall.app.database.db.read_now(|conn| Ok(named(conn, &asked)?)).unwrap().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(is_kept(), std::slice::from_ref(&kept.digest));
    let id = attached(&hall, &number)[0].public_id.clone();
    let detached: Docket = hall.act(|tx, _| attach::detach(tx, &hall.filer, &number, &id)).unwrap();
    assert_eq!((detached.filing.number, is_kept()), (number.clone(), Vec::new()));
}
