"""Are the tests any good? Each mutant of a module is to be caught by the tests of its room.

    python -m tests.mutation merge deletion_proof       all mutants of these modules
    python -m tests.mutation results --part 10          every tenth
    python -m tests.mutation merge --show 17            what the 17th changes

Nothing is written into the tree: a child process takes the mutant instead of the module. mutmut and
cosmic-ray copy or rewrite files, start pytest anew for each mutant, and know nothing of SQL, in
which half of what is decided here is written.
"""
