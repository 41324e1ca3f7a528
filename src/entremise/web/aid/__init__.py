"""What pages of mutual aid share, whoever reads them: their words, the rule in force, a worry, a relayed word."""
