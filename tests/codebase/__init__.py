"""Tests of the code base itself: sizes, names, docstrings, forbidden calls, locks, licences."""
