"""Pure values and rules of the forms: no I/O, no clock, no Qt. May import: errors, msgspec."""
