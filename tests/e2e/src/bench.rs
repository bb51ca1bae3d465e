//! The benchmarks, compared in one run with the browser's own parser, a plain page and nginx.
//!
//! Milliseconds depend on the machine. Most budgets are therefore ratios of two measurements of the same run.

pub mod budgets;
pub mod decode;
pub mod gateway;
pub mod mounting;
pub mod navigation;
pub mod paint;
pub mod report;
pub mod rooms;
pub mod server;

/// Returns the median; NaN when there are no samples.
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
