"""The official report: compiled, made, linked to, explained and audited."""
