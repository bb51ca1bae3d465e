//! Navigation of the console, as a pure reducer: filters, pages, the open room, and which part has the focus after a move.
