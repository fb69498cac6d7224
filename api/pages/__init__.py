"""The pages: what a panel chair sees of the engine and the register, in a browser."""
