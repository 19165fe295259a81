"""Use cases of auditors: verify and read the record."""
