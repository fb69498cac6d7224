"""The service: decisions over HTTP, for those who hold a key."""
