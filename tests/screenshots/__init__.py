"""Pictures of the window, made from the running program."""
