"""What is kept on disk: the tables, how they are brought forward, and the keys of those let in."""
