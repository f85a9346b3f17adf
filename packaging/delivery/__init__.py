"""Makes what a delivery needs besides the program: locks, icons, notices, packages.

May import nothing of the program.
"""
