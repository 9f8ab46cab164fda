"""storage remembers: one door, `storage.database.Storage`; records go out, SQL never does."""
