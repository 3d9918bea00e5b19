"""`python -m insight COMMAND`."""

from insight.cli import main

if __name__ == "__main__":
    main()
