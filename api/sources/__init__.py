"""The sources that still need to be checked, and what the rules rest on them."""
