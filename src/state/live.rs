//! The live room, as a pure reducer: `(State, Event, now) -> (State, Vec<Effect>)`.
