"""The application factory; the only place where all parts meet."""
