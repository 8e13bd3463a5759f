//! Which passwords are refused: the short, the common, the monotonous, and the one that is the log-in name.

use super::Password;
use crate::error::FieldError;

/// Shorter ones can be tried out.
pub const MIN_CHARACTERS: usize = 12;
/// Longer ones are not typed by people.
pub const MAX_CHARACTERS: usize = 128;

/// Passwords of twelve characters and more that everybody tries first, one a line.
const COMMON: &str = include_str!("common.txt");
/// Keys as they lie beside each other, row after row and column after column.
const KEYBOARD: [&str; 3] =
    ["1234567890qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp"];

/// Why a password cannot be chosen; nothing when it can. No rule asks for digits or signs: they make nobody safer.
pub fn check(path: &str, password: &Password, login_name: &str) -> Option<FieldError> {
    let text = password.expose();
    let characters = text.chars().count();
    let (code, message) = if characters < MIN_CHARACTERS {
        ("password.too_short", format!("密码至少 {MIN_CHARACTERS} 个字符。可以用几个词连成一句好记的话。"))
    } else if characters > MAX_CHARACTERS {
        ("password.too_long", format!("密码不能超过 {MAX_CHARACTERS} 个字符。"))
    } else if !login_name.is_empty() && text.to_lowercase().contains(&login_name.to_lowercase()) {
        ("password.contains_login_name", "密码中不能包含登录名。".to_owned())
    } else if is_common(text) {
        ("password.common", "这个密码太常见，容易被猜中。请换一个。".to_owned())
    } else if is_monotonous(text) {
        ("password.monotonous", "密码不能只是重复的字符，或连续的字母、数字、键盘顺序。请换一个。".to_owned())
    } else {
        return None;
    };
    Some(FieldError::new(path, code, message))
}

fn is_common(text: &str) -> bool {
    let text = text.to_lowercase();
    COMMON.lines().any(|common| common == text)
}

fn is_monotonous(text: &str) -> bool {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    let reversed: String = letters.iter().rev().collect();
    let forward: String = letters.iter().collect();
    let on_keyboard = KEYBOARD.iter().any(|row| row.contains(&forward) || row.contains(&reversed));
    on_keyboard || repeats(&letters) || counts(&letters)
}

/// One to four characters again and again.
fn repeats(letters: &[char]) -> bool {
    (1..=4).any(|period| letters.iter().zip(letters.iter().skip(period)).all(|(one, later)| one == later))
}

/// Each character one more, or each one less, than the one before; 0 follows 9.
fn counts(letters: &[char]) -> bool {
    let step = |pair: &[char]| match pair {
        ['9', '0'] => 1,
        ['0', '9'] => -1,
        [one, next] => i64::from(u32::from(*next)) - i64::from(u32::from(*one)),
        _ => 0,
    };
    [1, -1].iter().any(|wanted| letters.windows(2).all(|pair| step(pair) == *wanted))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::short("短密码", "password.too_short")]
    #[case::eleven("correct-hor", "password.too_short")]
    #[case::login_name("my-WangWei-2026", "password.contains_login_name")]
    #[case::common("Password1234", "password.common")]
    #[case::common_chinese("woaini5201314", "password.common")]
    #[case::one_character("aaaaaaaaaaaaaa", "password.monotonous")]
    #[case::a_few_again("123123123123", "password.monotonous")]
    #[case::counting("234567890123", "password.monotonous")]
    #[case::backwards("lkjihgfedcba", "password.monotonous")]
    #[case::keyboard("qwertyuiopas", "password.monotonous")]
    fn a_password_that_is_guessed_first_is_refused(#[case] text: &str, #[case] code: &str) {
        assert_eq!(check("password", &Password::new(text), "wangwei").unwrap().code, code);
    }

    #[test]
    fn a_password_of_a_kilobyte_is_refused() {
        let text: String =
            ('a'..='z').cycle().take(1_000).map(|letter| if letter == 'c' { 'x' } else { letter }).collect();
        assert_eq!(check("password", &Password::new(text), "").unwrap().code, "password.too_long");
    }

    #[rstest]
    #[case("correct horse battery")]
    #[case("嵩山少林一九八二年秋日")]
    #[case("郑州的烩面要多放香菜")]
    fn a_sentence_is_a_good_password(#[case] text: &str) {
        let long_enough = format!("{text}——好吃");
        assert_eq!(check("password", &Password::new(long_enough), "wangwei"), None);
    }

    #[test]
    fn the_list_holds_only_what_no_other_rule_refuses() {
        for common in COMMON.lines() {
            assert!(common.chars().count() >= MIN_CHARACTERS, "{common} is too short to be chosen anyway");
            assert_eq!(common, common.to_lowercase());
            assert!(!is_monotonous(common), "{common} is refused without the list");
        }
        assert!(COMMON.lines().count() > 80);
    }
}
