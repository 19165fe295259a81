"""Takes an instance from one wait state to the next inside one transaction."""
