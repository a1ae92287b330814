"""The command line `fazhi`: one module a command.

In: words of a command line.  Out: data on standard output, words on standard error, an exit code.
"""
