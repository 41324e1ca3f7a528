"""The colleges: debate, votes, paper ballots, seats."""
