"""Fichas Desktop: the offline program that fills in, keeps and exports official forms."""
