"""Reads what others send, hostile until proven: pairs and PDFs.

May import: codec, domain, errors, pypdf, jsonschema.
"""
