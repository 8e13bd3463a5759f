//! Scores of bids come in a table of their own, which names the section and not the tender: each is put to the bid that it
//! can only mean.

use super::Incoming;
use crate::db::Conn;
use crate::domain::vocabulary::ids::ProjectId;
use crate::error::Result;
use crate::record::Record as _;
use crate::registry::project::rows::{TenderBidder, number_key, same_name};

/// Completes bids without a tender from those on file and in the batch, where one tender only has the section and bidder.
pub fn find_tenders(conn: &mut Conn, incoming: &mut [Incoming]) -> Result<()> {
    let project = |incoming: &Incoming| incoming.project.map(|found| found.id);
    let wanting = |incoming: &&Incoming| incoming.change.records.tender_bidders.iter().any(is_without);
    let mut projects: Vec<i64> = incoming.iter().filter(wanting).filter_map(project).map(i64::from).collect();
    if projects.is_empty() {
        return Ok(());
    }
    projects.sort_unstable();
    projects.dedup();
    let on_file = TenderBidder::load(conn, &projects)?.into_iter().map(|bid| (bid.project_id, bid));
    let arriving = incoming
        .iter()
        .filter_map(|incoming| Some((project(incoming)?, incoming)))
        .flat_map(|(id, incoming)| incoming.change.records.tender_bidders.iter().map(move |bid| (id, bid.clone())));
    let known: Vec<(ProjectId, TenderBidder)> = on_file.chain(arriving).filter(|(_, bid)| !is_without(bid)).collect();
    for incoming in incoming {
        let Some(project) = project(incoming) else { continue };
        for bid in incoming.change.records.tender_bidders.iter_mut().filter(|bid| is_without(bid)) {
            bid.tender_number = only_tender(&known, project, bid);
        }
    }
    Ok(())
}

fn is_without(bid: &TenderBidder) -> bool {
    bid.tender_number.is_none()
}

fn only_tender(known: &[(ProjectId, TenderBidder)], project: ProjectId, bid: &TenderBidder) -> Option<String> {
    let section = number_key(&bid.section_code);
    let same = known.iter().filter(|(of, other)| {
        *of == project && number_key(&other.section_code) == section && same_name(&other.bidder_name, &bid.bidder_name)
    });
    let mut tenders = same.filter_map(|(_, other)| other.tender_number.as_ref());
    let first = tenders.next()?;
    tenders.all(|tender| number_key(tender) == number_key(first)).then(|| first.clone())
}
