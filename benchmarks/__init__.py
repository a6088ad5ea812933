"""Speed of Rolebook beside plain Material for MkDocs and WeasyPrint; run by ``make bench``."""
