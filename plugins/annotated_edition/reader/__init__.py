"""The style sheets and the scripts that readers get; nothing of it runs in Python."""
