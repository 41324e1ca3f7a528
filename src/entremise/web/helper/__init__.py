"""The pages of helpers: what they are asked, whom they help, what they offer, and needs near them."""
