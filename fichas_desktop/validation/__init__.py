"""Rules of a definition applied to answers; pure functions. May import: domain, errors, msgspec."""
