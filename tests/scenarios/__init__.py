"""People act through the pages as scenario files say: the runner, its format, the demo."""
