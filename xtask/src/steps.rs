//! A numbered sequence of steps with the elapsed time, for commands that take minutes.

use std::time::Instant;

use crate::outcome::Outcome;
use crate::say;

/// A part of a command, such as installing one tool.
pub struct Step {
    title: String,
    action: Box<dyn FnOnce() -> Outcome>,
}

impl Step {
    /// Returns a step. `title` describes the step and, if it is not obvious, its reason.
    pub fn new(title: impl Into<String>, action: impl FnOnce() -> Outcome + 'static) -> Self {
        Self { title: title.into(), action: Box::new(action) }
    }
}

/// Runs the steps in order and stops at the first failure. Each begins with a line such as `[3/7] installing trunk (02:10)`.
pub fn run(steps: Vec<Step>) -> Outcome {
    let (started, total) = (Instant::now(), steps.len());
    for (index, step) in steps.into_iter().enumerate() {
        say::line(&format!("[{}/{total}] {} ({})", index + 1, step.title, say::clock(started.elapsed())));
        (step.action)()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;
    use crate::outcome::Failed;

    #[test]
    fn a_failed_step_ends_the_sequence() {
        let log = Rc::new(RefCell::new(Vec::new()));
        let step = |number: u8, result: Outcome| {
            let log = Rc::clone(&log);
            Step::new("", move || {
                log.borrow_mut().push(number);
                result
            })
        };
        let result = run(vec![step(1, Ok(())), step(2, Err(Failed::new("broken"))), step(3, Ok(()))]);
        assert_eq!(result, Err(Failed::new("broken")));
        assert_eq!(*log.borrow(), [1, 2]);
    }
}
