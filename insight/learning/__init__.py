"""What sub-groups learn from stories: what they notice and try, whom they have not heard, their sessions and cycles."""
