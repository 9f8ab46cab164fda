"""messages speaks: every word a person reads, and every figure computed for a person.

Pure: no clock, no database, no network. `now` and `today` are arguments.
"""
