"""The pages: what a panel sees in a browser. HTML made here, on the service and the register."""
