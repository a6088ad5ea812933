"""What programs read of a site: feeds, calendars, JobPosting and data on roles.

It may import what render may.
"""
