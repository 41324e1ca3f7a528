"""What an administrator does with accounts; no page of hers shows a resident."""
