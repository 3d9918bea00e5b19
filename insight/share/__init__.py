"""What goes out of the bank: paper, cards, forms and reports."""
