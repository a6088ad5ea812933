"""What the files of content consist of: roles, vacancies, pay and the records of site_config/.

It may import base.
"""
