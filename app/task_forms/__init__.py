"""Forms of user tasks: load, check, present, validate answers with form-js own core."""
