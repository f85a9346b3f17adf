"""Records to documents: XML model, PDF, file names, writing the pair and the portable draft.

May import: codec, domain, assets, errors, ReportLab, Jinja2, Pillow.
"""
