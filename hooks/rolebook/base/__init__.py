"""What every other package builds on: problems, dates, money, prose, documents as trees, memory.

It may import nothing else of Rolebook.
"""
