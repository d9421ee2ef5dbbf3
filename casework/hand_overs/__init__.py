"""Hand-overs as pages show them: whose turn it is, what may be pressed, where a family could go, what a link shows."""
