"""What every other package builds on: problems, dates, money, prose and the document tree.

It may import nothing else of Rolebook.
"""
