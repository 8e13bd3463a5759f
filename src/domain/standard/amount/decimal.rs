//! Exact decimal numbers, read from text and scaled to an integer.

/// A decimal number: `digits × 10^exponent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal {
    digits: i128,
    exponent: i32,
}

/// Why a text is no decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParseDecimalError {
    NotANumber,
    Grouping,
    TooLarge,
}

impl Decimal {
    /// Reads `-1,234.50` or `1.5E+7`.
    pub(crate) fn parse(text: &str) -> Result<Self, ParseDecimalError> {
        let (mantissa, exponent) = match text.split_once(['E', 'e']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (text, 0),
        };
        let (negative, unsigned) = match mantissa.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let whole = ungroup(whole)?;
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !all_digits(&whole) || !all_digits(fraction) {
            return Err(ParseDecimalError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        let digits = [whole.trim_start_matches('0'), fraction].concat();
        if digits.len() > 36 {
            return Err(ParseDecimalError::TooLarge);
        }
        let magnitude =
            if digits.is_empty() { 0 } else { digits.parse::<i128>().map_err(|_long| ParseDecimalError::TooLarge)? };
        let places = i32::try_from(fraction.len()).map_err(|_long| ParseDecimalError::TooLarge)?;
        Ok(Self { digits: if negative { -magnitude } else { magnitude }, exponent: exponent - places })
    }

    /// Whether this is exactly −1, however written.
    pub(crate) fn is_minus_one(self) -> bool {
        self.scaled(0) == Some((-1, true))
    }

    /// `self × 10^power` as an integer, rounded half to even; and whether nothing was rounded away. `None` on overflow.
    pub(crate) fn scaled(self, power: i32) -> Option<(i64, bool)> {
        let shift = self.exponent + power;
        if self.digits == 0 {
            return Some((0, true));
        }
        if let Ok(up) = u32::try_from(shift) {
            let scaled = self.digits.checked_mul(10_i128.checked_pow(up)?)?;
            return Some((i64::try_from(scaled).ok()?, true));
        }
        // More places than an i128 has leave nothing but the rounding.
        let Some(divisor) = 10_i128.checked_pow(shift.unsigned_abs()) else { return Some((0, false)) };
        let (quotient, remainder) = (self.digits.div_euclid(divisor), self.digits.rem_euclid(divisor));
        let up = match (remainder * 2).cmp(&divisor) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => quotient.rem_euclid(2),
            std::cmp::Ordering::Greater => 1,
        };
        Some((i64::try_from(quotient + up).ok()?, remainder == 0))
    }
}

/// Excel writes two or three places; more would overflow anyway.
fn parse_exponent(text: &str) -> Result<i32, ParseDecimalError> {
    let exponent: i32 = text.parse().map_err(|_not_digits| ParseDecimalError::NotANumber)?;
    if exponent.abs() > 60 { Err(ParseDecimalError::TooLarge) } else { Ok(exponent) }
}

/// The whole part without its thousands separators.
fn ungroup(whole: &str) -> Result<String, ParseDecimalError> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return Err(ParseDecimalError::Grouping);
        }
        digits.push_str(group);
    }
    Ok(digits)
}

/// `amount × 10^-scale` in digits, with at least `least` decimals and no further trailing zeros.
pub(crate) fn display(amount: i64, scale: usize, least: usize) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", amount.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at_checked(digits.len() - scale).unwrap_or((&digits, ""));
    let kept = fraction.trim_end_matches('0').len().max(least);
    match fraction.get(..kept) {
        Some("") | None => format!("{sign}{whole}"),
        Some(fraction) => format!("{sign}{whole}.{fraction}"),
    }
}
