"""What Tanrob says of its own accord: when it is due, to whom, whether the month's messages allow it."""
