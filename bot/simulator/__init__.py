"""A second LINE on this machine: its HTTP API, its webhooks and a page to chat on. Not a second bot."""
