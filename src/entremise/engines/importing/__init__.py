"""Reading the files that people really send: what is in them, line by line, and what is wrong."""
