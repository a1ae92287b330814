"""What every command of `fazhi` shares: the group that loads commands late, options, output for people and pipes.

In: words of a command line, rows to show.  Out: a command called with its options, data on standard output, words
on standard error, an exit code.
"""
