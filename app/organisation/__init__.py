"""Who holds which role in which body on a day; pure look-ups over a snapshot of the organisation."""
