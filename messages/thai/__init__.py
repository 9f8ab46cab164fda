"""Thai text: numbers, amounts, dates, working days. The only importer of pythainlp (deploy/docs/thai-facts.md)."""
