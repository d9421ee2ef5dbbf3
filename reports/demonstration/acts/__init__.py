"""What a story's words do in the program: each goes through the action that a page would call, as who does it."""
