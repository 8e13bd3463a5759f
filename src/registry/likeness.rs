//! The names that are most like what was typed: who or what was meant, where nothing has the words.

/// How many names that may have been meant are offered.
pub const NEAR: usize = 5;
/// How many names are compared to find them.
pub const COMPARED: usize = 200;

/// Those of some names that are most like `key`, the likest first, at most [`NEAR`]: of every two characters typed, one
/// at most may be wrong.
pub fn nearest<R>(rows: Vec<R>, key: &str, named: impl Fn(&R) -> &str) -> Vec<R> {
    let key: Vec<char> = key.chars().collect();
    let mut like: Vec<((usize, usize), R)> = rows.into_iter().map(|row| (distance(named(&row), &key), row)).collect();
    like.retain(|((wrong, _), _)| wrong * 2 <= key.len());
    like.sort_by(|(a, row_a), (b, row_b)| (a, named(row_a)).cmp(&(b, named(row_b))));
    like.into_iter().map(|(_, row)| row).take(NEAR).collect()
}

/// How many of the characters typed are wrong for the likest part of a name, since people type a part of it; and by how
/// much the name is longer or shorter.
fn distance(name: &str, key: &[char]) -> (usize, usize) {
    let name: Vec<char> = name.chars().collect();
    let parts = name.windows(name.len().min(key.len()).max(1));
    let wrong = parts.map(|part| strsim::generic_damerau_levenshtein(part, key)).min();
    (wrong.unwrap_or(key.len()), name.len().abs_diff(key.len()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_wrong_character("王建固", &["王建国", "王建"])]
    #[case::a_part_with_a_wrong_character("华金建设", &["河南华鑫建设工程有限公司"])]
    #[case::two_changed_places("王国建", &["王建国", "王建"])]
    #[case::nothing_like_it("赵钱孙", &[])]
    fn the_likest_names_come_first(#[case] key: &str, #[case] expected: &[&str]) {
        let names = vec!["王建国", "王建", "河南华鑫建设工程有限公司", "李建国"];
        let nearest: Vec<&str> = nearest(names, key, |name| name).into_iter().take(2).collect();
        assert_eq!(nearest, expected);
    }
}
