"""An edition, readable: what its ruleset says, for a page and for those who take it away."""
