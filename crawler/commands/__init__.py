"""What `scrapy` does in this project: crawl, ingest, reclean, addportal, demo; one module a command."""
