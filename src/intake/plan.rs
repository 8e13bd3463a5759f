//! What will be read: which sheets, as which kind, from which header row; and what will not, and why.

mod header;

use super::heading::{Fit, Header, Matcher, fold, is_money, stated_unit};
use super::kind::SheetKind;
use super::refuse;
use super::repaired::SUMMARY_SHEET;
use super::source::Line;
use super::workbook::Workbook;
use crate::domain::standard::dictionary::Edition;
use crate::error::Result;
use std::collections::BTreeMap;
use std::mem;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Which sheets of a workbook will be read, and which not.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The sheets that hold records, in their order.
    pub sheets: Vec<DataSheet>,
    /// The others, each with the reason.
    pub skipped: Vec<SkippedSheet>,
}

/// A sheet that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedSheet {
    /// Its name.
    pub name: Arc<str>,
    /// Why, in Chinese.
    pub reason: String,
}

/// A sheet that holds records of a kind.
#[derive(Clone, Debug)]
pub struct DataSheet {
    /// Its name.
    pub name: Arc<str>,
    /// What its rows are.
    pub kind: &'static SheetKind,
    /// The row of its header, as the spreadsheet numbers it.
    pub heading_row: u32,
    /// The columns of the header, from left to right.
    pub columns: Vec<HeadingColumn>,
    stated_unit: Option<String>,
}

/// A column as the sheet has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingColumn {
    /// Its position in the sheet, from 0.
    pub position: u16,
    /// Its header as written.
    pub header: Arc<str>,
    /// The unit in the header's brackets, folded: `万元`, `m2`.
    pub unit: Option<String>,
    /// Where it stands among the columns of the kind; `None` for a column the kind does not know.
    pub(super) column: Option<usize>,
    /// By whose lists its values are coded.
    pub(super) edition: Edition,
    /// The column of the kind that a column further left holds already.
    repeats: Option<usize>,
}

/// Sheets that accompany data, by folded name without its number.
const COMPANIONS: &[&str] = &[
    "字典",
    "数据字典",
    "代码表",
    "码表",
    "目录",
    "封面",
    "首页",
    "说明",
    "填表说明",
    "填写说明",
    "填报说明",
    "使用说明",
    "导入说明",
    "注意事项",
    "示例",
    "样例",
    "参数",
    "下拉选项",
];

impl Workbook {
    /// Finds the sheets that hold one of `kinds` and the header row of each. With one kind, only that is looked for.
    ///
    /// # Errors
    /// `Unreadable` when no sheet matches, naming the headers seen and expected; when a sheet matches two kinds equally;
    /// or when a sheet has more rows than the limits allow.
    pub fn detect(&mut self, kinds: &[&'static SheetKind]) -> Result<Plan> {
        let matchers: Vec<Matcher> = kinds.iter().map(|kind| Matcher::new(kind)).collect();
        let mut plan = Plan { sheets: Vec::new(), skipped: Vec::new() };
        for sheet in self.sheets().to_vec() {
            let name = sheet.name;
            if let Some(reason) = companion(&name, sheet.hidden) {
                plan.skipped.push(SkippedSheet { name, reason });
                continue;
            }
            let lines = self.beginning(&name)?;
            match find_heading(&lines, &matchers, &name)? {
                Ok(sheet) => {
                    // A sheet shorter than the window has been read to its end.
                    if lines.len() >= self.limits().heading_window {
                        self.check_rows(&name)?;
                    }
                    plan.sheets.push(sheet);
                }
                Err(reason) => plan.skipped.push(SkippedSheet { name, reason }),
            }
        }
        if plan.sheets.is_empty() {
            return Err(nothing_found(&plan.skipped, kinds));
        }
        Ok(plan)
    }

    /// The first filled rows of a sheet.
    fn beginning(&mut self, sheet: &str) -> Result<Vec<Line>> {
        let window = self.limits().heading_window;
        let mut lines = Vec::new();
        self.lines(sheet, &mut |line| {
            lines.push(line);
            Ok(if lines.len() < window { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(lines)
    }
}

/// Why a sheet is not looked into at all.
fn companion(name: &str, hidden: bool) -> Option<String> {
    let folded = fold(name);
    let bare = folded.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '-'));
    if bare.starts_with("evaluationwarning") {
        return Some("转换软件留下的试用提示，不含数据".to_owned());
    }
    if bare == fold(SUMMARY_SHEET) {
        return Some("上次导入的检查结果，不含数据".to_owned());
    }
    if COMPANIONS.contains(&bare) {
        return Some("按名称是字典、目录或说明，不作为数据读取；如果是数据，请改名后重新提交".to_owned());
    }
    hidden.then(|| "隐藏的工作表；如果要导入，请取消隐藏后重新提交".to_owned())
}

/// The header row and its kind, or why there is none.
fn find_heading(lines: &[Line], matchers: &[Matcher], name: &Arc<str>) -> Result<Result<DataSheet, String>> {
    let mut fits: Vec<(Fit, usize, &Matcher)> = Vec::new();
    for matcher in matchers {
        let candidates = lines.iter().enumerate().filter_map(|(at, line)| Some((matcher.fit(line)?, at)));
        // Of equal rows the first is the header; the others repeat it.
        let best = candidates.reduce(|best, next| if next.0 > best.0 { next } else { best });
        fits.extend(best.map(|(fit, at)| (fit, at, matcher)));
    }
    fits.sort_by_key(|(fit, _, _)| std::cmp::Reverse(fit.score));
    if let [first, second, ..] = fits.as_slice()
        && first.0.score == second.0.score
    {
        return Err(refuse(format!(
            "工作表“{name}”的表头既像“{}”又像“{}”，无法确定。请指明导入的种类后重新提交。",
            first.2.kind.title, second.2.kind.title
        )));
    }
    let Some((_, at, matcher)) = fits.first() else {
        return Ok(Err(no_heading(lines)));
    };
    let (above, from) = lines.split_at(*at);
    let Some(heading) = from.first() else {
        return Ok(Err(no_heading(lines)));
    };
    Ok(Ok(data_sheet(name, matcher, heading, above)))
}

fn data_sheet(name: &Arc<str>, matcher: &Matcher, heading: &Line, above: &[Line]) -> DataSheet {
    let mut taken = vec![false; matcher.kind.columns.len()];
    let columns = heading.cells.iter().map(|(position, cell)| {
        let header = Header::parse(&cell.text);
        let column = matcher.column(&header);
        let repeats = column.filter(|column| taken.get_mut(*column).is_some_and(|slot| mem::replace(slot, true)));
        HeadingColumn {
            position: *position,
            header: cell.trimmed().into(),
            edition: column.map_or(Edition::National2018, |column| matcher.edition(column, &header)),
            unit: header.unit,
            column: column.filter(|_| repeats.is_none()),
            repeats,
        }
    });
    let stated = above.iter().flat_map(|line| &line.cells).find_map(|(_, cell)| stated_unit(&cell.text));
    DataSheet {
        name: Arc::clone(name),
        kind: matcher.kind,
        heading_row: heading.number,
        columns: columns.collect(),
        stated_unit: stated,
    }
}

fn no_heading(lines: &[Line]) -> String {
    match lines.iter().rev().max_by_key(|line| line.cells.len()) {
        None => "空白工作表".to_owned(),
        Some(widest) => format!("没有认出表头；内容最多的第{}行是：{}", widest.number, preview(widest)),
    }
}

/// The cells of a row that may be a header or may be data: digits are hidden, for they may be somebody's number.
fn preview(line: &Line) -> String {
    const SHOWN: usize = 12;
    let hidden = |c: char| if c.is_numeric() { '*' } else { c };
    let shown = line.cells.iter().take(SHOWN);
    let texts: Vec<String> = shown.map(|(_, cell)| cell.trimmed().chars().take(20).map(hidden).collect()).collect();
    let more = if line.cells.len() > SHOWN { "……" } else { "" };
    format!("{}{more}", texts.join("、"))
}

fn nothing_found(skipped: &[SkippedSheet], kinds: &[&'static SheetKind]) -> crate::error::Error {
    let seen: Vec<String> = skipped.iter().map(|sheet| format!("工作表“{}”：{}", sheet.name, sheet.reason)).collect();
    let expected: Vec<String> =
        kinds.iter().map(|kind| format!("“{}”：{}", kind.title, kind.expected_headers())).collect();
    refuse(format!(
        "没有找到可以导入的工作表。{}。应有的表头——{}。请对照模板改好表头后重新提交。",
        seen.join("；"),
        expected.join("；")
    ))
}

impl DataSheet {
    /// A sheet that has every column of a kind, in the order of its template; a header in `headers` stands for the one that
    /// the kind declares for its field.
    pub(super) fn whole(kind: &'static SheetKind, headers: &BTreeMap<String, String>) -> Self {
        let matcher = Matcher::new(kind);
        let columns = kind.columns.iter().enumerate().map(|(position, column)| {
            let written = headers.get(column.field).map_or(column.header, String::as_str);
            let header = Header::parse(written);
            HeadingColumn {
                position: u16::try_from(position).unwrap_or(u16::MAX),
                header: written.into(),
                edition: matcher.edition(position, &header),
                unit: header.unit,
                column: Some(position),
                repeats: None,
            }
        });
        Self { name: kind.title.into(), kind, heading_row: 0, columns: columns.collect(), stated_unit: None }
    }

    /// The column of the sheet that holds a field.
    pub fn heading(&self, field: &str) -> Option<&HeadingColumn> {
        let position = self.kind.position(field)?;
        self.columns.iter().find(|column| column.column == Some(position))
    }

    /// The unit in which a field is given: the one in the header's brackets; for money else the one stated above the
    /// header (`单位：万元`). `None` when the sheet does not say.
    pub fn unit(&self, field: &str) -> Option<&str> {
        let heading = self.heading(field)?;
        let declared = self.kind.columns.get(heading.column?)?;
        let stated = || self.stated_unit.as_deref().filter(|_| is_money(declared));
        heading.unit.as_deref().or_else(stated)
    }
}
