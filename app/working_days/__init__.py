"""The working-day calendar and the counting of terms with reasons; pure, no I/O."""
