"""Who published when, and who did not: the rule in SQL (views.py), divisions, the matrix, and `fazhi coverage`."""
