"""Types of issued documents, their numbers and their printable pages; no database here."""
