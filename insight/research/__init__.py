"""The research desk: collections of quotes, codes on stretches of stories, memos, and files for other programs."""
