"""What changes kits: loading what is shipped, editing on screen."""
