//! The size budget: a table of every file a browser loads, and the limit of their sum.

use super::Files;
use crate::outcome::{Failed, Outcome};
use crate::{say, workspace};

/// Maximum of wasm, JavaScript and CSS together after brotli compression, in bytes. It is what the Leptos components need today, so that
/// they can't grow; the goal is 220,000.
const BUDGET: usize = 338_000;

const COUNTED: [&str; 3] = ["wasm", "js", "css"];

struct Row {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the table; fails over budget.
pub fn report(files: &Files) -> Outcome {
    let rows = rows(files);
    say::line(&table(&rows));
    judge(total(&rows).brotli)
}

fn judge(brotli: usize) -> Outcome {
    let used = format!("{} of {} KB", kb(brotli), kb(BUDGET));
    if brotli > BUDGET {
        return Err(Failed::new(format!("over budget: wasm + JS + CSS are {used} in brotli")));
    }
    say::line(&format!("within budget: wasm + JS + CSS are {used} in brotli"));
    Ok(())
}

fn rows(files: &Files) -> Vec<Row> {
    let counted = files.iter().filter(|(name, _)| COUNTED.contains(&workspace::extension(name)));
    let size = |name: String| files.get(&name).map_or(0, Vec::len);
    let row = |(name, bytes): (&String, &Vec<u8>)| Row {
        name: name.clone(),
        raw: bytes.len(),
        gzip: size(format!("{name}.gz")),
        brotli: size(format!("{name}.br")),
    };
    counted.map(row).collect()
}

fn total(rows: &[Row]) -> Row {
    let sum = |part: fn(&Row) -> usize| rows.iter().map(part).sum();
    Row { name: "total".to_owned(), raw: sum(|row| row.raw), gzip: sum(|row| row.gzip), brotli: sum(|row| row.brotli) }
}

fn table(rows: &[Row]) -> String {
    let total = total(rows);
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0).max(8);
    let mut lines = vec![format!("{:width$}  {:>9}  {:>9}  {:>9}", "file", "raw KB", "gzip KB", "brotli KB")];
    for row in rows.iter().chain([&total]) {
        let (raw, gzip, brotli) = (kb(row.raw), kb(row.gzip), kb(row.brotli));
        lines.push(format!("{:width$}  {raw:>9}  {gzip:>9}  {brotli:>9}", row.name));
    }
    lines.join("\n")
}

/// Formats as KB of 1000 bytes with one decimal, rounded up.
fn kb(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(brotli: usize) -> Files {
        let sized = |name: &str, size| (name.to_owned(), vec![0; size]);
        Files::from([
            sized("app.wasm", 300_000),
            sized("app.wasm.gz", 130_000),
            sized("app.wasm.br", brotli),
            sized("index.html", 5_000_000),
            sized("happytalk.js", 4_000),
            sized("happytalk.js.gz", 2_000),
            sized("happytalk.js.br", 1_000),
        ])
    }

    #[test]
    fn the_budget_limits_the_sum() {
        assert_eq!(report(&site(BUDGET - 1_000)), Ok(()));
        let failed = report(&site(BUDGET - 999)).unwrap_err().to_string();
        assert_eq!(failed, "over budget: wasm + JS + CSS are 338.1 of 338.0 KB in brotli");
    }

    #[test]
    fn the_table_has_a_line_per_file_and_the_total() {
        let table = table(&rows(&site(100_000)));
        let lines: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[0], ["app.wasm", "300.0", "130.0", "100.0"]);
        assert_eq!(lines[1], ["happytalk.js", "4.0", "2.0", "1.0"]);
        assert_eq!(lines[2], ["total", "304.0", "132.0", "101.0"]);
    }
}
