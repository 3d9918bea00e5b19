"""Better or worse: counted by storyteller, honest about small numbers, never a score."""
