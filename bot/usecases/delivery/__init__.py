"""How what was posted reaches LINE: claimed, attempted, tried again, or given up."""
