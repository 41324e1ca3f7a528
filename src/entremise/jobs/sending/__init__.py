"""The ways by which a message leaves: a mail server, a gateway for text messages."""
