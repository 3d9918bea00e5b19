"""The steps of a conversation, one thing a page. Each draws and gives back what was chosen; none knows a service."""
