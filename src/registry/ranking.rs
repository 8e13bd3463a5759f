//! Search by words: whole name first, then names that begin so, then names that have the words anywhere.

use crate::db::keyset::{Page, Position};

/// How well a name matches.
const WHOLE: u8 = 0;
const BEGINNING: u8 = 1;
const ANYWHERE: u8 = 2;

/// Which page of the ranked matches is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Slice<'a> {
    /// Search key of the words.
    pub key: &'a str,
    /// Rows of the page.
    pub rows: usize,
    /// Where the previous page ended.
    pub after: Option<&'a Position>,
    /// What the cursor is bound to.
    pub scope: &'a str,
}

/// A page of matches, best first, and how many there are. `named` gives the search key of a name and the row id.
pub fn page<R>(matches: Vec<R>, slice: Slice<'_>, named: impl Fn(&R) -> (&str, i64)) -> (Page<R>, i64) {
    let mut ranked: Vec<(Position, R)> = matches
        .into_iter()
        .map(|row| {
            let (name, id) = named(&row);
            (Position { key: format!("{}{name}", rank(name, slice.key)), id }, row)
        })
        .collect();
    ranked.sort_by(|(a, _), (b, _)| (&a.key, a.id).cmp(&(&b.key, b.id)));
    let total = ranked.len().try_into().unwrap_or(i64::MAX);
    if let Some(after) = slice.after {
        ranked.retain(|(position, _)| (&position.key, position.id) > (&after.key, after.id));
    }
    let page = Page::from_rows(ranked, slice.rows, slice.scope, |(position, _)| position.clone());
    (page.map(|(_, row)| row), total)
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
        let slice = Slice { key: "华鑫", rows: 2, after: None, scope: "test" };
        let (first, total) = page(rows.clone(), slice, |(name, id)| (name, *id));
        assert_eq!((first.items.iter().map(|(_, id)| *id).collect::<Vec<_>>(), total), (vec![3, 2], 4));
        let after = Position { key: "1华鑫达".to_owned(), id: 2 };
        let (rest, _) = page(rows, Slice { after: Some(&after), ..slice }, |(name, id)| (name, *id));
        assert_eq!(rest.items.iter().map(|(_, id)| *id).collect::<Vec<_>>(), [1, 4]);
    }
}
