"""Rehearsals: sample offices opened on the simulator and people played through it, for `tanrob demo` and the tests."""
