"""Lets `python -m annotated_edition` stand for the `edition` command."""

from annotated_edition.cli.group import main

if __name__ == "__main__":
    main()
