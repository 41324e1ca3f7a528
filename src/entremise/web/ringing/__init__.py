"""The call-back desk: callers of level 3 and more, and clerks, answer « qui m'a appelé ? »."""
