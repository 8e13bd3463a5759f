//! What cannot be, whatever was written: the end of something before its beginning.
//!
//! The database holds the same orders as named checks. A sheet is refused cell by cell where one row has both dates; what
//! only becomes impossible together with what is on file is refused here, by name, before it reaches the database.

use serde_json::Value;

/// Two dates of a record whose order is given.
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    /// Table of the record.
    pub table: &'static str,
    /// Column of the later date.
    pub later: &'static str,
    /// Column of the earlier date.
    pub earlier: &'static str,
    /// The two in words.
    words: (&'static str, &'static str),
}

impl Order {
    const fn new(
        table: &'static str,
        later: (&'static str, &'static str),
        earlier: (&'static str, &'static str),
    ) -> Self {
        Self { table, later: later.0, earlier: earlier.0, words: (later.1, earlier.1) }
    }

    /// Name of the check that holds it in the database.
    pub fn constraint(&self) -> String {
        format!("{}_{}_check", self.table, self.later)
    }

    /// What would be said where it does not hold.
    pub fn said(&self) -> String {
        format!("{}早于{}", self.words.0, self.words.1)
    }

    fn holds(&self, row: &Value) -> bool {
        let date = |column| row.get(column).and_then(Value::as_str);
        match (date(self.later), date(self.earlier)) {
            // ISO dates stand in the order of their texts.
            (Some(later), Some(earlier)) => later >= earlier,
            _ => true,
        }
    }
}

const UNTIL: (&str, &str) = ("valid_until", "截止日期");
const FROM: (&str, &str) = ("valid_from", "起始日期");
const ISSUED: (&str, &str) = ("issued_on", "发证日期");
const STARTED: (&str, &str) = ("started_on", "开工日期");
const PASSED: (&str, &str) = ("passed_on", "竣工验收日期");
const PUBLISHED: [(&str, &str); 2] = [("published_until", "发布截止日期"), ("published_from", "发布起始日期")];
const LISTED: [(&str, &str); 2] = [("removed_on", "移出日期"), ("listed_on", "列入日期")];

/// Every order that a record must keep.
pub const ORDERS: [Order; 22] = [
    Order::new("enterprise_alias", UNTIL, FROM),
    Order::new("qualification", UNTIL, ISSUED),
    Order::new("safety_permit", UNTIL, FROM),
    Order::new("market_entry", UNTIL, ("recorded_on", "登记日期")),
    Order::new("shareholder", UNTIL, FROM),
    Order::new("registration", UNTIL, FROM),
    Order::new("safety_certificate", UNTIL, ISSUED),
    Order::new("post_certificate", UNTIL, ISSUED),
    Order::new("employment", UNTIL, FROM),
    Order::new("project_particulars", ("planned_finish_on", "计划竣工日期"), ("planned_start_on", "计划开工日期")),
    Order::new("project_particulars", ("finished_on", "实际竣工日期"), STARTED),
    Order::new("participant", UNTIL, FROM),
    Order::new("engagement", ("reported_until", "离任日期"), ("reported_from", "到任日期")),
    Order::new("contract", ("ended_on", "合同结束日期"), ("signed_on", "合同签订日期")),
    Order::new("acceptance", PASSED, STARTED),
    Order::new("acceptance_filing", PASSED, STARTED),
    Order::new("acceptance_filing", ("filed_on", "备案日期"), PASSED),
    Order::new("stoppage", ("resumed_on", "复工日期"), ("stopped_on", "停工日期")),
    Order::new("enterprise_conduct", PUBLISHED[0], PUBLISHED[1]),
    Order::new("person_conduct", PUBLISHED[0], PUBLISHED[1]),
    Order::new("enterprise_blacklisting", LISTED[0], LISTED[1]),
    Order::new("person_blacklisting", LISTED[0], LISTED[1]),
];

/// The order that a row of a table does not keep; the row is JSON by column.
pub fn broken(table: &str, row: &Value) -> Option<&'static Order> {
    ORDERS.iter().find(|order| order.table == table && !order.holds(row))
}
