//! A surface to draw flat shapes on, antialiased. Shapes are written as paths in a square of 100 by 100.

use tiny_skia::{Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform};

/// A colour, `0xRRGGBB`.
pub(super) type Rgb = u32;

/// The surface, and where the square of the shapes lies on it.
pub(super) struct Canvas {
    pixmap: Pixmap,
    square: Transform,
}

impl Canvas {
    /// Filled with one colour. Sizes are positive.
    pub(super) fn new(width: u32, height: u32, background: Rgb) -> Self {
        let mut pixmap = Pixmap::new(width, height).expect("the sizes of pictures are positive and small");
        pixmap.fill(colour(background, 255));
        Self { pixmap, square: Transform::identity() }
    }

    /// Puts the square of the shapes in the middle, so large, turned by so many degrees.
    pub(super) fn place(&mut self, scale: f32, degrees: f32, mirrored: bool) {
        let (x, y) = (half(self.pixmap.width()), half(self.pixmap.height()));
        let flip = if mirrored { -scale } else { scale };
        self.square =
            Transform::from_translate(-50.0, -50.0).post_scale(flip, scale).post_rotate(degrees).post_translate(x, y);
    }

    /// A band over the whole width, from `top` (0 to 1) down.
    pub(super) fn band(&mut self, top: f32, rgb: Rgb) {
        let (width, height) = (2.0 * half(self.pixmap.width()), 2.0 * half(self.pixmap.height()));
        if let Some(rect) = Rect::from_ltrb(0.0, height * top, width, height) {
            self.pixmap.fill_rect(rect, &paint(rgb, 255), Transform::identity(), None);
        }
    }

    /// An ellipse in the square.
    pub(super) fn oval(&mut self, (left, top, right, bottom): (f32, f32, f32, f32), rgb: Rgb, alpha: u8) {
        if let Some(path) = Rect::from_ltrb(left, top, right, bottom).and_then(PathBuilder::from_oval) {
            self.pixmap.fill_path(&path, &paint(rgb, alpha), FillRule::Winding, self.square, None);
        }
    }

    /// A filled path.
    pub(super) fn fill(&mut self, notation: &str, rgb: Rgb) {
        if let Some(path) = path(notation) {
            self.pixmap.fill_path(&path, &paint(rgb, 255), FillRule::Winding, self.square, None);
        }
    }

    /// A line with round ends.
    pub(super) fn line(&mut self, notation: &str, width: f32, rgb: Rgb) {
        let stroke = Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        if let Some(path) = path(notation) {
            self.pixmap.stroke_path(&path, &paint(rgb, 255), &stroke, self.square, None);
        }
    }

    /// As PNG.
    pub(super) fn png(&self) -> Vec<u8> {
        self.pixmap.encode_png().expect("a picture is encoded to memory")
    }
}

fn half(size: u32) -> f32 {
    f32::from(u16::try_from(size).unwrap_or(u16::MAX)) / 2.0
}

fn colour(rgb: Rgb, alpha: u8) -> Color {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Color::from_rgba8(red, green, blue, alpha)
}

fn paint(rgb: Rgb, alpha: u8) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(colour(rgb, alpha));
    paint
}

/// `M x y`, `L x y`, `Q x y x y`, `Z`, divided by blanks; `None` for anything else.
pub(super) fn path(notation: &str) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let mut words = notation.split_whitespace();
    while let Some(command) = words.next() {
        let mut number = || words.next()?.parse::<f32>().ok();
        match command {
            "M" => builder.move_to(number()?, number()?),
            "L" => builder.line_to(number()?, number()?),
            "Q" => builder.quad_to(number()?, number()?, number()?, number()?),
            "Z" => builder.close(),
            _ => return None,
        }
    }
    builder.finish()
}
