"""DMN tables: read, check for overlaps and gaps, evaluate over FEEL unary tests."""
