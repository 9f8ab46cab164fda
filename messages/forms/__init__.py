"""Forms: what is asked, in which order and in which words. To change a question, edit library/<form>.toml."""
