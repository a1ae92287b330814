"""The spiders of the project: one, `portal`, for every portal of the tables."""
