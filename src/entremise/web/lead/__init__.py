"""Pages of campaign leads: prepare, open, follow and close a campaign; edit the contents of a crisis."""
