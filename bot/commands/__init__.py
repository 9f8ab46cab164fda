"""The command line: one module per noun. A command reads its arguments, calls a use case, and prints."""
