"""What is kept on disk: for now the keys of those who may come in, and nothing of any case."""
