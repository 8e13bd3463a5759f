//! Findings as a workbook.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::service;
use super::store::Filter;
use super::view::FindingSummary;
use crate::access::Principal;
use crate::clock::china_time;
use crate::crosscheck::view::Named;
use crate::db::Conn;
use crate::error::{Error, Result};

/// Heads of the columns, with their widths in characters.
const COLUMNS: [(&str, f64); 13] = [
    ("规则", 8.0),
    ("规则名称", 18.0),
    ("效力", 16.0),
    ("状态", 14.0),
    ("企业", 32.0),
    ("人员", 12.0),
    ("项目", 40.0),
    ("记录", 32.0),
    ("行为日期", 12.0),
    ("理由", 60.0),
    ("查看的记录", 80.0),
    ("地区", 24.0),
    ("发现时间", 18.0),
];

/// Writes all findings that somebody may see and that a filter wants.
pub fn write(conn: &mut Conn, principal: &Principal, filter: &Filter) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
    let mut row = 0;
    let head = Format::new().set_bold();
    sheet.set_name("核验问题").map_err(failed)?;
    for (column, (title, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width).map_err(failed)?;
        sheet.write_with_format(row, column, title, &head).map_err(failed)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    service::each(conn, principal, filter, |findings| {
        for finding in findings {
            row += 1;
            for (column, text) in (0_u16..).zip(cells(&finding)) {
                sheet.write_string(row, column, text).map_err(failed)?;
            }
        }
        Ok(())
    })?;
    book.save_to_buffer().map_err(failed)
}

fn cells(finding: &FindingSummary) -> [String; COLUMNS.len()] {
    let named = |named: &Option<Named>| named.as_ref().map_or_else(String::new, |named| named.name.clone());
    let seen: Vec<String> = finding.seen.iter().map(|seen| format!("{}：{}", seen.record, seen.value)).collect();
    [
        finding.rule.clone(),
        finding.title.clone(),
        finding.effect_label.clone(),
        finding.state_label.clone(),
        named(&finding.enterprise),
        named(&finding.person),
        named(&finding.project),
        finding.record.clone(),
        finding.act_on.to_string(),
        finding.because.clone(),
        seen.join("\n"),
        finding.region.clone().unwrap_or_default(),
        china_time(finding.opened_at.naive_utc()).format("%Y-%m-%d %H:%M").to_string(),
    ]
}

fn failed(error: XlsxError) -> Error {
    Error::internal(error)
}
