//! Workbooks as pages show them.

use super::{Found, PATH};
use crate::domain::vocabulary::workbook::{RowVerdict, WorkbookState};
use crate::filing::workbook::rows::Workbook;
use crate::filing::workbook::view::{ImportRemark, ImportRow, ImportRows, ImportSummary};
use crate::web::Site;
use crate::web::address::address;
use crate::web::pages::{ImportLine, ImportPage, RemarkLine, RowKind, RowLine};
use crate::web::parts::{Link, Pager, StateTag};

/// The rows that are shown at first: those that somebody has to mend.
pub(super) fn first(held: &Workbook) -> RowVerdict {
    match (held.wrong, held.good) {
        (1.., _) => RowVerdict::Wrong,
        (_, 1..) => RowVerdict::Good,
        _ => RowVerdict::Known,
    }
}

/// A workbook in a list.
pub(super) fn line(summary: &ImportSummary) -> ImportLine {
    let label = summary.state_label.clone();
    let state = match summary.state {
        WorkbookState::Waiting | WorkbookState::Checking => StateTag::Attention(label),
        WorkbookState::Checked if summary.rows.wrong > 0 => StateTag::Attention(label),
        WorkbookState::Checked | WorkbookState::Filed => StateTag::Good(label),
        WorkbookState::Failed => StateTag::Bad(label),
    };
    ImportLine {
        name: summary.name.clone(),
        url: format!("{PATH}/{}", summary.id),
        uploaded_at: summary.uploaded_at,
        state,
        verdict: summary.verdict.clone(),
    }
}

/// The page of a workbook.
pub(super) fn page(site: &Site, found: Found) -> ImportPage {
    let Found { detail, show, rows } = found;
    let summary = detail.summary;
    let is_checked = matches!(summary.state, WorkbookState::Checked | WorkbookState::Filed);
    let is_filed = summary.state == WorkbookState::Filed;
    let (read, most) = (summary.rows.read, summary.rows.at_most);
    let line = line(&summary);
    let url = line.url.clone();
    let next = rows.next_cursor.map(|cursor| address(&url, &[("show", show.as_str()), ("cursor", &cursor)]));
    let has_remarks = summary.rows.wrong + summary.rows.known > 0 || !detail.remarks.is_empty();
    ImportPage {
        progress: summary.state.is_under_way().then_some((read, most.filter(|most| *most >= read && *most > 0))),
        remarks: detail.remarks.into_iter().map(remark).collect(),
        filing: summary.filing.map(|number| Link::new(number.clone(), format!("/filings/{number}"))),
        good: summary.rows.good,
        repaired_url: (is_checked && has_remarks).then(|| format!("/api/v1{url}/repaired")),
        check_url: (!is_filed).then(|| format!("{url}/checks")),
        kinds: if is_checked { kinds(&url, show, summary.rows) } else { Vec::new() },
        pager: Pager { shown: rows.items.len() as u64, next, ..Pager::default() },
        rows: lines(rows.items),
        ..ImportPage::new(site, line)
    }
}

fn kinds(url: &str, show: RowVerdict, rows: ImportRows) -> Vec<RowKind> {
    let kind = |verdict: RowVerdict, count| RowKind {
        label: verdict.label().to_owned(),
        count,
        url: address(url, &[("show", verdict.as_str())]),
        is_shown: verdict == show,
    };
    vec![kind(RowVerdict::Wrong, rows.wrong), kind(RowVerdict::Good, rows.good), kind(RowVerdict::Known, rows.known)]
}

/// Rows of a workbook, with the names of their sheets where there are several.
pub(super) fn lines(rows: Vec<ImportRow>) -> Vec<RowLine> {
    let first = rows.first().map(|row| row.sheet.clone());
    let are_several = rows.iter().any(|row| Some(&row.sheet) != first.as_ref());
    let line = |row: ImportRow| {
        let place = format!("第 {} 行", row.row);
        RowLine {
            place: if are_several { format!("{} {place}", row.sheet) } else { place },
            title: row.title,
            remarks: row.remarks.into_iter().map(remark).collect(),
        }
    };
    rows.into_iter().map(line).collect()
}

fn remark(found: ImportRemark) -> RemarkLine {
    RemarkLine {
        cell: found.cell,
        header: found.header,
        value: found.value,
        message: found.message,
        is_error: found.is_error,
    }
}
