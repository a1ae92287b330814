"""Consistency of figures with the same organ's report of the year before: doubts with their grounds."""
