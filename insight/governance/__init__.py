"""Who answers for the bank, what is asked of it, who did what in it, and how somebody leaves or it ends."""
