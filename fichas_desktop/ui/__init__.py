"""Qt widgets: fed by setters, speaking by signals.

May import: messages, services, domain, errors, assets, PySide6.
"""
