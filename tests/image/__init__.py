"""What is asked of a started image from outside; only the standard library, any Python 3."""
