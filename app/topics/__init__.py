"""The named functions that service tasks may call, with declared inputs and outputs."""
