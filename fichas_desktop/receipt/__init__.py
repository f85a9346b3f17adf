"""Reads what others send, hostile until proven: pairs, PDFs and portable drafts.

May import: codec, forms, domain, errors, pypdf, jsonschema.
"""
