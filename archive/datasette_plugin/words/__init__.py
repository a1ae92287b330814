"""The words of our pages and of Datasette's own in Chinese and English, and the choice between the two."""
