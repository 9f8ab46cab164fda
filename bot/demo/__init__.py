"""Sample offices opened on the simulator with people acting in them, for `tanrob demo` and the tests."""
