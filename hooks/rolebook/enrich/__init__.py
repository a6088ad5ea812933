"""What readers see of a role: made from the role, its organisation, pay scales and a moment.

It may import base and model.
"""
