use proptest::prelude::*;

use super::*;

const SCREEN: f64 = 600.0;

fn viewport(top: f64) -> Viewport {
    Viewport { top, bottom: top + SCREEN }
}

/// Asserts that two lengths are equal, except for rounding.
fn assert_px(actual: f64, expected: f64) {
    assert!((actual - expected).abs() < 0.01, "{actual} px instead of {expected} px");
}

#[test]
fn range_covers_the_viewport_and_a_screen_on_each_side() {
    let mut window = Window::new(vec![50.0; 1_000], 0..12);
    assert!(window.show(viewport(10_000.0)));
    assert_eq!(window.range(), 184..232);
    assert!(!window.show(viewport(10_000.0 + 50.0)), "rounded, so that a small step changes nothing");
    assert_eq!(window.spaces(), (184.0 * 50.0, 768.0 * 50.0));
}

#[test]
fn range_ends_with_the_list() {
    let mut window = Window::new(vec![50.0; 100], 0..12);
    window.show(viewport(-300.0));
    assert_eq!(window.range(), 0..24);
    window.show(viewport(4_800.0));
    assert_eq!(window.range(), 80..100);
    window.show(viewport(90_000.0));
    assert_eq!(window.range(), 96..100);
}

#[test]
fn range_is_empty_only_without_rows() {
    let mut window = Window::new(vec![50.0; 1_000], 0..0);
    assert_eq!(window.range(), 0..1);
    window.show(Viewport { top: 5_000.0, bottom: 3_800.0 });
    assert!(window.range().contains(&100), "{:?}", window.range());
    window.replace(&[NewRow::Added(50.0); 700]);
    assert!(!window.range().is_empty());
    window.replace(&[]);
    assert!(window.range().is_empty());
}

#[test]
fn many_rows_added_at_the_end_are_not_all_in_the_range() {
    let mut window = Window::new(vec![50.0; 100], 80..100);
    window.replace(
        &(0..100).map(NewRow::Kept).chain(std::iter::repeat_n(NewRow::Added(50.0), 10_000)).collect::<Vec<_>>(),
    );
    assert_eq!(window.range(), 80..144);
}

#[test]
fn empty_list_has_an_empty_range() {
    let mut window = Window::new(Vec::new(), 0..0);
    assert!(!window.show(viewport(0.0)));
    window.anchor_in(viewport(0.0), 0.0, Some(3));
    window.replace(&[NewRow::Added(50.0)]);
    assert_eq!((window.range(), window.anchor().row), (0..1, 0));
}

#[test]
fn anchor_is_the_first_row_that_begins_in_the_viewport() {
    let mut window = Window::new(vec![50.0; 100], 0..12);
    window.anchor_in(viewport(1_020.0), 1_020.0, None);
    assert_eq!(window.anchor(), Anchor { row: 21, below: 30.0 });
    window.anchor_in(viewport(1_000.0), 1_000.0, None);
    assert_eq!(window.anchor(), Anchor { row: 20, below: 0.0 });
}

#[test]
fn row_taller_than_the_viewport_is_the_anchor_when_no_other_begins_in_it() {
    let mut window = Window::new(vec![50.0, 2_000.0, 50.0], 0..3);
    window.anchor_in(viewport(400.0), 400.0, None);
    assert_eq!(window.anchor(), Anchor { row: 1, below: -350.0 });
}

#[test]
fn end_stays_in_place_when_the_last_rows_turn_out_higher() {
    let mut window = Window::new(vec![50.0; 100], 0..12);
    window.anchor_in(viewport(4_400.0), 4_400.0, None);
    window.measure(98, 250.0);
    assert_px(window.correction(4_400.0), 200.0);
    window.anchor_in(viewport(4_400.0), 4_400.0, Some(95));
    assert_eq!(window.anchor().row, 95, "a preferred row has priority");
}

#[test]
fn preferred_row_is_the_anchor_only_while_it_is_visible() {
    let mut window = Window::new(vec![50.0; 100], 0..12);
    window.anchor_in(viewport(1_000.0), 1_000.0, Some(25));
    assert_eq!(window.anchor(), Anchor { row: 25, below: 250.0 });
    window.anchor_in(viewport(1_000.0), 1_000.0, Some(50));
    assert_eq!(window.anchor().row, 20);
    window.anchor_in(viewport(1_000.0), 1_000.0, Some(200));
    assert_eq!(window.anchor().row, 20);
}

#[test]
fn measured_rows_above_the_anchor_are_corrected_by_scrolling() {
    let mut window = Window::new(vec![50.0; 100], 0..12);
    window.anchor_in(viewport(1_000.0), 1_000.0, None);
    assert!(window.measure(3, 80.0));
    assert!(!window.measure(3, 80.0));
    assert!(window.measure(50, 500.0));
    assert_px(window.correction(1_000.0), 30.0);
}

#[test]
fn anchor_is_placed_in_the_scrolling_box_and_moves_with_it() {
    let mut window = Window::new(vec![50.0; 100], 0..12);
    // The upper 100 px of the box are covered.
    window.anchor_in(viewport(1_100.0), 1_000.0, None);
    assert_eq!(window.anchor(), Anchor { row: 22, below: 100.0 });
    window.scroll_anchor(30.0);
    assert_px(window.correction(1_030.0), 0.0);
}

#[test]
fn anchor_and_range_follow_their_rows() {
    let mut window = Window::new(vec![50.0; 100], 0..12);
    window.show(viewport(1_000.0));
    window.anchor_in(viewport(1_000.0), 1_000.0, None);
    window.measure(20, 70.0);
    let before = window.range();
    let added = [NewRow::Added(90.0), NewRow::Added(90.0)].into_iter();
    window.replace(&added.chain((0..100).map(NewRow::Kept)).collect::<Vec<_>>());
    assert_eq!(window.anchor(), Anchor { row: 22, below: 0.0 });
    assert_eq!(window.range(), before.start + 2..before.end + 2);
    assert_px(window.offset(23) - window.offset(22), 70.0);
}

#[test]
fn anchor_that_is_gone_is_replaced_by_the_next_row() {
    let mut window = Window::new(vec![50.0; 100], 0..12);
    window.anchor_in(viewport(1_000.0), 1_000.0, None);
    window.replace(&(0..100).filter(|row| !(15..25).contains(row)).map(NewRow::Kept).collect::<Vec<_>>());
    assert_eq!(window.anchor().row, 15);
    window.replace(&(0..10).map(NewRow::Kept).collect::<Vec<_>>());
    assert_eq!(window.anchor().row, 10, "the end");
}

#[test]
fn row_added_at_the_end_of_a_range_at_the_end_is_in_the_range() {
    let mut window = Window::new(vec![50.0; 100], 80..100);
    window.replace(&(0..100).map(NewRow::Kept).chain([NewRow::Added(50.0)]).collect::<Vec<_>>());
    assert_eq!(window.range(), 80..101);
}

/// A browser that lays out the mounted rows with their real heights, and everything else with the spaces of the window.
struct Layout {
    window: Window,
    /// Real heights by row identity; `rows` are the identities in order.
    real: Vec<f64>,
    rows: Vec<usize>,
    /// Scroll position.
    top: f64,
}

impl Layout {
    fn new(count: usize) -> Self {
        let real = (0..count).map(real_height).collect();
        let mut window = Window::new(vec![60.0; count], 0..count.min(12));
        window.anchor_in(viewport(0.0), 0.0, None);
        let mut layout = Self { window, real, rows: (0..count).collect(), top: 0.0 };
        layout.settle();
        layout
    }

    /// Returns where a mounted row is on screen.
    fn place(&self, row: usize) -> f64 {
        let range = self.window.range();
        let heights = (range.start..row).map(|row| self.real[self.rows[row]]);
        self.window.spaces().0 + heights.sum::<f64>() - self.top
    }

    fn settle(&mut self) {
        for row in self.window.range() {
            self.window.measure(row, self.real[self.rows[row]]);
        }
        self.top += self.window.correction(self.top);
    }

    fn scroll_to(&mut self, top: f64) {
        self.top = top.clamp(0.0, (self.window.offset(self.rows.len()) - SCREEN).max(0.0));
        self.window.anchor_in(viewport(self.top), self.top, None);
        self.window.show(viewport(self.top));
        self.settle();
    }

    fn resize(&mut self, row: usize, height: f64) {
        let row = row % self.rows.len();
        self.real[self.rows[row]] = height;
        self.settle();
    }

    fn insert(&mut self, position: usize) {
        let position = position % (self.rows.len() + 1);
        let identity = self.real.len();
        self.real.push(real_height(identity));
        let mut rows: Vec<_> = (0..self.rows.len()).map(NewRow::Kept).collect();
        rows.insert(position, NewRow::Added(60.0));
        self.rows.insert(position, identity);
        self.window.replace(&rows);
        self.settle();
    }

    fn remove(&mut self, position: usize) {
        let position = position % self.rows.len();
        if self.rows.len() > 1 && position != self.window.anchor().row {
            let mut rows: Vec<_> = (0..self.rows.len()).map(NewRow::Kept).collect();
            rows.remove(position);
            self.rows.remove(position);
            self.window.replace(&rows);
            self.settle();
        }
    }
}

/// Returns a height between 20 and 419 px that differs between neighbours.
fn real_height(identity: usize) -> f64 {
    f64::from(u32::try_from(identity * 137 % 400).unwrap_or_default()) + 20.0
}

#[derive(Clone, Debug)]
enum Step {
    Scroll(f64),
    Jump(f64),
    Resize(usize, f64),
    Insert(usize),
    Remove(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (-900.0..900.0).prop_map(Step::Scroll),
        (0.0..1.0).prop_map(Step::Jump),
        (any::<usize>(), 10.0..900.0).prop_map(|(row, height)| Step::Resize(row, height)),
        any::<usize>().prop_map(Step::Insert),
        any::<usize>().prop_map(Step::Remove),
    ]
}

proptest! {
    #[test]
    fn anchor_keeps_its_place_whatever_happens(count in 1_usize..400, steps in prop::collection::vec(step(), 1..60)) {
        let mut layout = Layout::new(count);
        for step in steps {
            match step {
                Step::Scroll(by) => layout.scroll_to(layout.top + by),
                Step::Jump(part) => layout.scroll_to(layout.window.offset(layout.rows.len()) * part),
                Step::Resize(row, height) => layout.resize(row, height),
                Step::Insert(position) => layout.insert(position),
                Step::Remove(position) => layout.remove(position),
            }
            let (anchor, range) = (layout.window.anchor(), layout.window.range());
            let is_end = anchor.row == range.end && range.end == layout.rows.len();
            prop_assert!(is_end || range.contains(&anchor.row), "the anchor {} is not in {range:?}", anchor.row);
            prop_assert!((layout.place(anchor.row) - anchor.below).abs() < 0.01, "row {} moved", anchor.row);
            let (before, after) = layout.window.spaces();
            prop_assert!(before > -0.01 && after > -0.01);
        }
    }

    #[test]
    fn offsets_are_sums_of_heights_and_lead_back_to_their_rows(
        heights in prop::collection::vec(1.0..500.0, 1..200),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 1.0..500.0), 0..50),
    ) {
        let mut tree = RowHeights::new(heights.clone());
        let mut plain: Vec<f64> = heights;
        for (row, height) in changes {
            let row = row.index(plain.len());
            tree.set(row, height);
            plain[row] = tree.get(row);
        }
        let mut offset = 0.0;
        for (row, height) in plain.iter().enumerate() {
            prop_assert!((tree.offset(row) - offset).abs() < 0.01);
            prop_assert_eq!(tree.row_at(offset + height / 2.0), row);
            offset += height;
        }
        prop_assert!((tree.total() - offset).abs() < 0.01);
        prop_assert_eq!((tree.row_at(-5.0), tree.row_at(offset + 5.0)), (0, plain.len() - 1));
    }
}
