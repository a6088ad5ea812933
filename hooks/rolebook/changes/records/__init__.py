"""How each kind of record changed: a role, its criteria, duties, pay, vacancies.

It may import what changes may.
"""
