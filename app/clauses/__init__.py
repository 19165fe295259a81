"""The register of clauses of each regulation, read from workflows/clauses."""
