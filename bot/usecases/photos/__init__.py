"""Photos that people send: fetched, cleaned, kept, and answered."""
