//! The JavaScript boundary: attributes and properties in, `CustomEvent`s out, mount and unmount.
