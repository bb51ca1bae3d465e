//! What the pictures show, drawn by hand in a square of 100 by 100.

/// What a part of a shape is drawn with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ink {
    /// The thing's colour.
    Body,
    /// A darker one.
    Shade,
    /// Nearly white.
    Light,
    /// The other colour of the palette.
    Accent,
    /// A line in the darker colour, so wide.
    Line(f32),
}

/// A thing: its parts, back to front.
pub(super) type Shape = &'static [(Ink, &'static str)];

use Ink::{Accent, Body, Light, Line, Shade};

/// The things by name; a picture whose name begins with none of them shows any.
pub(super) const SHAPES: [(&str, Shape); 7] = [
    (
        "shirt",
        &[
            (
                Body,
                "M 36 16 Q 50 26 64 16 L 90 31 L 80 51 L 71 46 L 71 86 Q 71 88 69 88 L 31 88 Q 29 88 29 86 L 29 46 L 20 51 L 10 31 Z",
            ),
            (Shade, "M 36 16 Q 50 35 64 16 Q 50 26 36 16 Z"),
            (Light, "M 55 44 L 66 44 L 66 55 Q 60.5 60 55 55 Z"),
            (Line(1.4), "M 29 46 L 31 33"),
            (Line(1.4), "M 71 46 L 69 33"),
            (Accent, "M 29 78 L 71 78 L 71 82 L 29 82 Z"),
        ],
    ),
    (
        "shoe",
        &[
            (Body, "M 8 71 L 11 36 Q 13 34 16 36 Q 26 43 35 35 L 57 53 Q 74 55 86 61 Q 93 65 92 71 Z"),
            (Accent, "M 71 56 Q 88 59 92 71 L 64 71 Q 64 61 71 56 Z"),
            (Light, "M 7 70 L 93 70 Q 95 80 87 82 L 14 82 Q 6 80 7 70 Z"),
            (Line(2.2), "M 37 45 L 46 38"),
            (Line(2.2), "M 43 50 L 52 43"),
            (Line(2.2), "M 49 55 L 58 48"),
            (Shade, "M 9 60 L 10 47 Q 19 52 19 61 Z"),
        ],
    ),
    (
        "box",
        &[
            (Body, "M 16 40 L 50 53 L 50 93 L 16 78 Z"),
            (Shade, "M 84 40 L 50 53 L 50 93 L 84 78 Z"),
            (Light, "M 16 40 L 50 28 L 84 40 L 50 53 Z"),
            (Accent, "M 29 35.4 L 63 48 L 70 45.4 L 36 33 Z"),
            (Accent, "M 63 48 L 70 45.4 L 70 84 L 63 87 Z"),
            (Line(3.2), "M 50 38 Q 36 20 33 27 Q 32 33 50 38 Q 64 20 67 27 Q 68 33 50 38"),
        ],
    ),
    (
        "parcel",
        &[
            (Shade, "M 14 36 L 26 20 L 74 20 L 86 36 Z"),
            (Body, "M 14 36 L 86 36 L 86 84 Q 86 87 83 87 L 17 87 Q 14 87 14 84 Z"),
            (Accent, "M 44 20 L 56 20 L 57 50 L 43 50 Z"),
            (Light, "M 56 62 L 79 62 L 79 79 L 56 79 Z"),
            (Line(1.6), "M 60 67 L 75 67"),
            (Line(1.6), "M 60 71 L 75 71"),
            (Line(1.6), "M 60 75 L 68 75"),
        ],
    ),
    (
        "bag",
        &[
            (Line(4.6), "M 35 44 Q 34 13 50 13 Q 66 13 65 44"),
            (Body, "M 23 40 L 77 40 L 86 85 Q 86 90 81 90 L 19 90 Q 14 90 14 85 Z"),
            (Shade, "M 23 40 L 77 40 L 80 54 Q 50 73 20 54 Z"),
            (Accent, "M 45 57 L 55 57 L 55 69 L 45 69 Z"),
            (Light, "M 48 60 L 52 60 L 52 63 L 48 63 Z"),
        ],
    ),
    (
        "cup",
        &[
            (Line(5.5), "M 68 45 Q 89 43 85 58 Q 82 69 66 69"),
            (Body, "M 21 34 L 71 34 L 67 80 Q 66 88 58 88 L 34 88 Q 26 88 25 80 Z"),
            (Accent, "M 22.5 52 L 69.5 52 L 68.3 65 L 23.7 65 Z"),
            (Shade, "M 21 34 Q 46 24 71 34 Q 46 44 21 34 Z"),
            (Line(2.0), "M 39 23 Q 34 17 39 10"),
            (Line(2.0), "M 53 23 Q 48 17 53 10"),
        ],
    ),
    (
        "receipt",
        &[
            (
                Light,
                "M 27 10 L 73 10 L 73 90 L 67.25 84 L 61.5 90 L 55.75 84 L 50 90 L 44.25 84 L 38.5 90 L 32.75 84 L 27 90 Z",
            ),
            (Body, "M 35 19 L 51 19 L 51 25 L 35 25 Z"),
            (Line(1.8), "M 36 35 L 64 35"),
            (Line(1.8), "M 36 43 L 58 43"),
            (Line(1.8), "M 36 51 L 64 51"),
            (Line(1.8), "M 36 59 L 54 59"),
            (Accent, "M 35 67 L 65 67 L 65 74 L 35 74 Z"),
        ],
    ),
];
