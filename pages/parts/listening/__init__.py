"""The steps of a conversation, one thing a page; `asking` and `telling` keep what each step gives back."""
