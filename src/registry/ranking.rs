//! Search by words: whole name first, then names that begin so, then names that have the words anywhere.

use crate::db::keyset::{Direction, Page, Position};

/// How well a name matches.
const WHOLE: u8 = 0;
const BEGINNING: u8 = 1;
const ANYWHERE: u8 = 2;

/// Which page of the matches is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slice<'a> {
    /// Rows of the page.
    pub rows: usize,
    /// Which way the list runs.
    pub direction: Direction,
    /// Where the previous page ended.
    pub after: Option<&'a Position>,
    /// What the cursor is bound to.
    pub scope: &'a str,
}

/// A page of matches that are sorted here, as they are few, and how many there are. `at` gives the place of each.
pub fn page<R>(matches: Vec<R>, slice: Slice<'_>, at: impl Fn(&R) -> Position) -> (Page<R>, i64) {
    let mut placed: Vec<(Position, R)> = matches.into_iter().map(|row| (at(&row), row)).collect();
    placed.sort_by(|(a, _), (b, _)| a.compare(b, slice.direction));
    let total = placed.len().try_into().unwrap_or(i64::MAX);
    if let Some(after) = slice.after {
        placed.retain(|(position, _)| position.compare(after, slice.direction).is_gt());
    }
    let page = Page::from_rows(placed, slice.rows, slice.scope, |(position, _)| position.clone());
    (page.map(|(_, row)| row), total)
}

/// The sort key of a name by how well it matches the search key of the words.
pub fn relevance(name: &str, key: &str) -> String {
    format!("{}{name}", rank(name, key))
}

fn rank(name: &str, key: &str) -> u8 {
    if name == key {
        WHOLE
    } else if name.starts_with(key) || !name.contains(key) {
        // What matched by its code, initials or a former name was meant, too.
        BEGINNING
    } else {
        ANYWHERE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_name_comes_first_and_pages_follow_each_other() {
        let names = ["大华鑫", "华鑫达", "华鑫", "某某（原华鑫）"];
        let rows: Vec<(String, i64)> = names.iter().zip(1..).map(|(name, id)| ((*name).to_owned(), id)).collect();
        let slice = Slice { rows: 2, direction: Direction::Ascending, after: None, scope: "test" };
        let at = |(name, id): &(String, i64)| Position { key: relevance(name, "华鑫"), id: *id };
        let (first, total) = page(rows.clone(), slice, at);
        assert_eq!((first.items.iter().map(|(_, id)| *id).collect::<Vec<_>>(), total), (vec![3, 2], 4));
        let after = Position { key: "1华鑫达".to_owned(), id: 2 };
        let (rest, _) = page(rows, Slice { after: Some(&after), ..slice }, at);
        assert_eq!(rest.items.iter().map(|(_, id)| *id).collect::<Vec<_>>(), [1, 4]);
    }

    #[test]
    fn what_lacks_the_value_comes_last_whichever_way_the_list_runs() {
        let rows = vec![("2020-01-01", 1), ("", 2), ("2021-01-01", 3), ("2020-01-01", 4)];
        let at = |(key, id): &(&str, i64)| Position { key: (*key).to_owned(), id: *id };
        for (direction, expected) in [(Direction::Ascending, [1, 4, 3, 2]), (Direction::Descending, [3, 4, 1, 2])] {
            let slice = Slice { rows: 9, direction, after: None, scope: "test" };
            let (page, _) = page(rows.clone(), slice, at);
            assert_eq!(page.items.iter().map(|(_, id)| *id).collect::<Vec<_>>(), expected);
        }
    }
}
