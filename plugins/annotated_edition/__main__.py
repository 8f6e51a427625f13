"""Lets `python -m annotated_edition` stand for the `edition` command."""

from .cli import main

if __name__ == "__main__":
    main()
