"""What is shipped in workflows/: diagrams and decision tables, held to the design."""
