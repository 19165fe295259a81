"""Between a draft and a release: file sets, what checks say about them, what differs, what mends.

Owner actions share these; nothing here decides who may do it, and nothing here runs a case.
"""
