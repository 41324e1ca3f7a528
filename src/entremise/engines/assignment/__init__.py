"""Who could help whom: needs and offers paired at the least total cost, with the reasons of each pair."""
