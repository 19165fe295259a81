"""Everything that is kept: tables, queries named by their question, transactions, migrations. Only here is SQLAlchemy known."""
