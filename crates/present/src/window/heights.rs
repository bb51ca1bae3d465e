//! Heights of rows and their prefix sums, as a Fenwick tree: reading an offset, changing a height and finding the row at an offset
//! take logarithmic time.

/// Heights of rows in CSS pixels.
#[derive(Clone, Debug)]
pub struct RowHeights {
    heights: Vec<f64>,
    /// Node `n`, from 1, is the sum of the heights from `n - lowest_bit(n)` to `n`, exclusive.
    sums: Vec<f64>,
}

/// Differences below the resolution of layout are rounding errors.
const EPSILON_PX: f64 = 1.0 / 128.0;

impl RowHeights {
    /// Returns the tree of these heights.
    pub fn new(heights: Vec<f64>) -> Self {
        let mut sums = Vec::with_capacity(heights.len() + 1);
        sums.push(0.0);
        sums.extend_from_slice(&heights);
        for node in 1..sums.len() {
            let parent = node + lowest_bit(node);
            if parent < sums.len() {
                sums[parent] += sums[node];
            }
        }
        Self { heights, sums }
    }

    /// Returns the number of rows.
    pub fn count(&self) -> usize {
        self.heights.len()
    }

    /// Returns the height of a row.
    pub fn get(&self, row: usize) -> f64 {
        self.heights.get(row).copied().unwrap_or_default()
    }

    /// Returns the sum of the heights before `row`.
    pub fn offset(&self, row: usize) -> f64 {
        let mut node = row.min(self.count());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.sums[node];
            node -= lowest_bit(node);
        }
        sum
    }

    /// Returns the sum of all heights.
    pub fn total(&self) -> f64 {
        self.offset(self.count())
    }

    /// Returns the row at an offset: the first row for a negative one, the last row beyond the end.
    pub fn row_at(&self, offset: f64) -> usize {
        let (mut node, mut left) = (0, offset);
        let mut step = self.count().next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.sums.get(node + step)
                && *sum <= left
            {
                node += step;
                left -= sum;
            }
            step /= 2;
        }
        node.min(self.count().saturating_sub(1))
    }

    /// Sets the height of a row. Returns whether it changed.
    pub fn set(&mut self, row: usize, height: f64) -> bool {
        let Some(current) = self.heights.get_mut(row) else { return false };
        let change = height - *current;
        if change.abs() < EPSILON_PX {
            return false;
        }
        *current = height;
        let mut node = row + 1;
        while let Some(sum) = self.sums.get_mut(node) {
            *sum += change;
            node += lowest_bit(node);
        }
        true
    }
}

fn lowest_bit(node: usize) -> usize {
    node & node.wrapping_neg()
}
