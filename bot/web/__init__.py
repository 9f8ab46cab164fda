"""The product's HTTP: webhook, health, metrics and documents, behind an event loop of its own."""
