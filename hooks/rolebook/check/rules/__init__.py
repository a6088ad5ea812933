"""The rules of a file with the right shape: references, pay scales, vacancies, files it names.

It may import what check may.
"""
