"""Thai text: numbers, amounts, dates, working days. The only importer of pythainlp (/shared/THAI.md)."""
