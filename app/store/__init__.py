"""Everything that is kept: tables, transactions, migrations, and queries named by their question.

One module a subject; only here is SQLAlchemy known.
"""
