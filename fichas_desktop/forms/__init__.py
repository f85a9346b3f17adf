"""TOML files to form definitions, strictly, and the catalog of them.

May import: domain, errors, msgspec.
"""
