"""Lists from files: their columns, what each row would do, and how they compare with contacts.

Read `importing` and `import_check` first. Imports `contacts`, `phones` and `texts`.
"""
