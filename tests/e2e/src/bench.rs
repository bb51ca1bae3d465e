//! The benchmarks: everything measured side by side in one run, against the browser's own parser and a plain page.
//!
//! The catch: numbers of one run compare with each other, not with another machine's. So budgets are ratios.

pub mod decode;
pub mod gateway;
pub mod navigation;
pub mod paint;
pub mod report;
pub mod rooms;
pub mod server;

/// The middle one.
pub fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    #[test]
    fn median_does_not_depend_on_the_order() {
        assert!((super::median(&[9.0, 1.0, 5.0]) - 5.0).abs() < f64::EPSILON);
        assert!(super::median(&[]).is_nan());
    }
}
