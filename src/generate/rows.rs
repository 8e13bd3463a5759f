//! From the world to the rows of the sheets: which field says what.

use chrono::NaiveDate;

use super::names;
use super::place::County;
use super::random::Random;
use super::world::World;

pub mod credit;
pub mod enterprise;
pub mod person;
pub mod project;
pub mod stage;

/// A date as the sheets have it; nothing where there is none.
fn day(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// Who verified a record: its data level, the department and the official.
struct Verification {
    level: &'static str,
    body: String,
    person: String,
}

impl Verification {
    /// Verified mostly by the county or the city; one in twelve by nobody (D).
    fn of(world: &World, county: &County, topic: &str, index: u32) -> Self {
        let mut random: Random = world.random(topic, index);
        let level = random.weighted(&[(15, "A"), (35, "B"), (42, "C"), (8, "D")]);
        let body = match level {
            "A" => world.province.provincial_department(),
            "B" => world.province.city_department(county),
            "C" => world.province.county_department(county),
            _ => String::new(),
        };
        let person = if body.is_empty() { String::new() } else { names::person(&mut random, index.is_multiple_of(2)) };
        Self { level, body, person }
    }
}
