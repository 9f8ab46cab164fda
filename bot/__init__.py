"""bot decides: what an event means, what is stored, what is said, when the clock strikes."""
