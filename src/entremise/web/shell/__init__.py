"""What every page shares: who may come in, how a page is drawn, how a no is worded."""
