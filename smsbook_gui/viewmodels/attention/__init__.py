"""What only a person can settle: the reasons, the evidence and the answers.

Read `attention` first, then `state`. Imports `common`.
"""
