"""Drafts on disk: the DraftStore protocol, TinyDB on durable files.

May import: codec, forms, domain, errors, TinyDB.
"""
