"""Spreadsheets of strangers read cell by cell, with what a reader would see on the screen."""
