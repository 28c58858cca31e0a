"""Pictures of every window and view, in every theme, direction and size of text.

    .venv/bin/python -m tests.pictures              draws all, and the contact sheet build/pictures
    .venv/bin/python -m tests.pictures --approve    takes what changed as what is meant
    .venv/bin/python -m tests.pictures import       only what has that word in its name

`tests/app/test_pictures.py` compares with the approved ones. Read first: `scenes.py` (what is
drawn), then `variants.py` (how it may look), `painter.py` (how a picture comes about that is the
same each time), `approved.py` (what is the same).
"""
