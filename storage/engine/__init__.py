"""How statements reach the database: connections, transactions, prepared statements, group commit, the office cache."""
