"""The desk of mutual aid: go-betweens see every open need and every unused offer, bring them together, follow up."""
