"""Values to and from JSON: answers, answers file, sidecar, hashes, JSON Schema; no I/O.

May import: domain, errors, msgspec.
"""
