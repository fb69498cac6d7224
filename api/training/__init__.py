"""For trainers: made-up cases, and the editions side by side. Nothing here is kept."""
