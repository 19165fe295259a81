"""Work with outside effects: defer, claim, finish."""
