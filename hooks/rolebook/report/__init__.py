"""What a check found, in each form that a person or a program reads.

It may import advise and base.
"""
