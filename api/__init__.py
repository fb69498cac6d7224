"""The doors: command line, and later the service, the pages and the register."""
