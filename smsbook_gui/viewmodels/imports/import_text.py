"""Imports in words: verdicts, counts that add up, how a run stands, how encodings are called."""

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.imports.import_trouble import Trouble, TroubleKind
from smsbook_gui.domain.imports.importing import (
    CheckedRow,
    CheckSummary,
    ImportStage,
    Mark,
    MatchBy,
    OtherTarget,
    RowKind,
    RunState,
    Target,
    Verdict,
    WhenThere,
)
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.history_text import Labels, field_names
from smsbook_gui.viewmodels.common.text import number, said, tr

# ---- what can be chosen ------------------------------------------------------------------------


def target_names(labels: Labels) -> dict[Target | None, str]:
    """What a column can hold, in the order of the combo boxes; None is "Do not import"."""
    fields = field_names(labels)
    names: dict[Target | None, str] = {None: tr("Do not import")}
    for field, name in fields.items():
        names[field] = name
        if field is ContactField.LAST_NAME:
            names[OtherTarget.FULL_NAME] = tr("Full name")
            names[OtherTarget.LAST_NAME_FIRST] = tr("Full name, last name first")
    names[OtherTarget.BOOK] = tr("Address book")
    names[OtherTarget.OPT_OUT] = tr("Opted out")
    names[OtherTarget.CONSENT] = tr("Agreed to messages")
    names[OtherTarget.COUNTRY] = tr("Country")
    return names


def when_there_names() -> dict[WhenThere, str]:
    """The choices of "When a number is already there"."""
    return {
        WhenThere.SKIP: tr("Skip"),
        WhenThere.UPDATE: tr("Update"),
        WhenThere.ADD: tr("Add anyway"),
    }


def match_names(labels: Labels) -> dict[MatchBy, str]:
    """The choices of "Compare by"."""
    fields = field_names(labels)
    return {
        MatchBy.NUMBER: fields[ContactField.PHONE_NUMBER],
        MatchBy.NUMBER_AND_NAME: tr("Phone number and name"),
        MatchBy.CUSTOM_1: fields[ContactField.CUSTOM_1],
        MatchBy.CUSTOM_2: fields[ContactField.CUSTOM_2],
        MatchBy.CUSTOM_3: fields[ContactField.CUSTOM_3],
        MatchBy.CUSTOM_4: fields[ContactField.CUSTOM_4],
    }


# ---- the check ---------------------------------------------------------------------------------


def verdict_word(verdict: Verdict) -> str:
    """The word of UI.md for a verdict."""
    return {
        Verdict.NEW: tr("New"),
        Verdict.UPDATE: tr("Update"),
        Verdict.SAME: tr("Same"),
        Verdict.TAKEN: tr("Number taken"),
        Verdict.DUPLICATE: tr("Duplicate"),
        Verdict.BAD: tr("Bad"),
        Verdict.LEFT_OUT: tr("Left out"),
    }[verdict]


def kind_word(kind: RowKind) -> str:
    """The word for a kind of rows."""
    if isinstance(kind, Verdict):
        return verdict_word(kind)
    return {
        Mark.LANDLINE: tr("Landline"),
        Mark.SERVICE_NUMBER: tr("Service number"),
        Mark.OTHER_NUMBERS: tr("More numbers"),
        Mark.LOOKALIKE: tr("Looks like a contact"),
        Mark.BY_COUNTRY: tr("By its country"),
    }[kind]


def _mark_words(mark: Mark, row: CheckedRow) -> str:
    if mark is Mark.LOOKALIKE and row.taken_by:
        return tr("Looks like {name}").format(name=shown(row.taken_by, 60))
    return kind_word(mark)


def _mark_sentence(mark: Mark) -> str:
    return {
        Mark.LANDLINE: tr("Its number is a landline, which may not receive text messages."),
        Mark.SERVICE_NUMBER: tr(
            "Its number is a service number, which may not receive text messages."
        ),
        Mark.OTHER_NUMBERS: tr("It has another number, which is not imported."),
        Mark.LOOKALIKE: tr("It is imported as a new contact all the same."),
        Mark.BY_COUNTRY: tr(
            "Its number has no country code and is read as one of the country that the row names."
        ),
    }[mark]


def result_text(row: CheckedRow) -> str:
    """The cell "Result", with what the person is to see of a row that goes in all the same."""
    text = _result(row)
    if row.verdict not in {Verdict.NEW, Verdict.UPDATE}:
        return text
    marks = [_mark_words(mark, row) for mark in row.marks if mark is not Mark.OTHER_NUMBERS]
    return tr(" · ").join([text, *marks])


def _result(row: CheckedRow) -> str:
    if row.verdict is Verdict.BAD:
        return tr("Bad: {reason}").format(reason=said(row.reason))
    if row.verdict is Verdict.LEFT_OUT:
        return tr("Left out: {reason}").format(reason=said(row.reason))
    if row.verdict is Verdict.TAKEN:
        return tr("Number taken: {name}").format(name=shown(row.taken_by))
    if row.repaired and row.verdict in {Verdict.NEW, Verdict.UPDATE}:
        return tr("Repaired: {what}").format(what=said(row.repaired))
    return verdict_word(row.verdict)


def result_explanation(row: CheckedRow) -> str:
    """All that is to be said about a row: for its tooltip and for screen readers."""
    parts = [_result(row)]
    if row.repaired and row.verdict is not Verdict.BAD:
        if row.verdict in {Verdict.NEW, Verdict.UPDATE}:
            parts.insert(0, verdict_word(row.verdict))
        else:
            parts.append(tr("Repaired: {what}").format(what=said(row.repaired)))
    if row.reason and row.verdict not in {Verdict.BAD, Verdict.LEFT_OUT, Verdict.TAKEN}:
        parts.append(said(row.reason))
    if row.verdict in {Verdict.NEW, Verdict.UPDATE}:
        parts += map(_mark_sentence, row.marks)
    if row.suggestion:
        parts.append(tr("Can be repaired to {number}").format(number=row.suggestion))
    return ". ".join(part.rstrip(".") for part in parts) + "."


def trouble_text(trouble: Trouble) -> str:
    """What is probably wrong where nearly all rows are bad, and what to do."""
    if trouble.kind is TroubleKind.ENCODING:
        return tr(
            "Nearly all rows are bad. The file is probably written in another encoding: choose it"
            " on the step “File”."
        )
    if trouble.kind is TroubleKind.SEPARATOR:
        return tr(
            "Nearly all rows are bad. Their values are probably separated by something else: "
            "choose another separator on the step “File”."
        )
    if trouble.better and trouble.better != trouble.column:
        text = tr(
            "Nearly all rows are bad. The phone numbers are probably in the column “{better}”, not"
            " in “{column}”."
        )
    else:
        text = tr(
            "Nearly all rows are bad. The column “{column}” probably holds something other "
            "than phone numbers, or numbers of another country."
        )
    return text.format(column=shown(trouble.column, 60), better=shown(trouble.better, 60))


def counts_of(summary: CheckSummary) -> dict[Verdict, int]:
    """The count of every verdict, in the order in which they are told."""
    return {
        Verdict.NEW: summary.new,
        Verdict.UPDATE: summary.update,
        Verdict.SAME: summary.same,
        Verdict.TAKEN: summary.taken,
        Verdict.DUPLICATE: summary.duplicate,
        Verdict.BAD: summary.bad,
        Verdict.LEFT_OUT: summary.left_out,
    }


def counts_by_kind(summary: CheckSummary) -> dict[RowKind, int]:
    """The count of every kind of rows; those with marks are counted by their verdicts, too."""
    counts: dict[RowKind, int] = dict(counts_of(summary).items())
    return counts | {
        Mark.LANDLINE: summary.landline,
        Mark.SERVICE_NUMBER: summary.service_number,
        Mark.OTHER_NUMBERS: summary.other_numbers,
        Mark.LOOKALIKE: summary.lookalike,
        Mark.BY_COUNTRY: summary.by_country,
    }


def summary_text(summary: CheckSummary) -> str:
    """UI.md's label "Summary"; the counts add up to the rows of the file."""
    words = {verdict: verdict_word(verdict).lower() for verdict in Verdict}
    words[Verdict.TAKEN] = tr("taken")
    aside = {tr("hidden"): summary.hidden, tr("struck through"): summary.struck}
    counts = counts_of(summary)
    counts[Verdict.LEFT_OUT] -= sum(aside.values())
    parts = [
        f"{words[verdict]} {number(count)}"
        for verdict, count in counts.items()
        if count or verdict not in {Verdict.LEFT_OUT, Verdict.TAKEN}
    ]
    parts += [f"{word} {number(count)}" for word, count in aside.items() if count]
    return tr("Rows {rows}: {counts}").format(rows=number(summary.rows), counts=", ".join(parts))


def rows_text(summary: CheckSummary) -> str:
    """The same for the eye: only what there is."""
    counts = [
        f"{number(count)} {verdict_word(verdict).lower()}"
        for verdict, count in counts_of(summary).items()
        if count
    ]
    rows = tr("%Ln rows", None, summary.rows)
    return f"{rows}: {' · '.join(counts)}" if counts else rows


def duration(seconds: float) -> str:
    """A length of time, rounded to what a person can use: "about 17 minutes"."""
    if seconds < 60:
        return tr("less than a minute")
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("about %Ln minutes", None, minutes)
    hours, rest = divmod(minutes, 60)
    return tr("about {hours} h {minutes} min").format(hours=number(hours), minutes=rest)


def outlook_text(summary: CheckSummary, seconds: float) -> str:
    """What the import would send and how long that takes; said before the start."""
    contacts = summary.new + summary.update
    if not contacts:
        return tr("Nothing would be sent: no row is new or an update.")
    what = tr("Sending %Ln contacts", None, contacts)
    calls = summary.new + 2 * summary.update
    rate = round(calls / seconds) if seconds else 0
    pace = tr("the service takes {rate} calls a second").format(rate=number(rate))
    if summary.update:
        pace = tr("{pace}, and an update needs two").format(pace=pace)
    text = tr("{what} takes {time}: {pace}.")
    return text.format(what=what, time=duration(seconds), pace=pace)


# ---- the run -----------------------------------------------------------------------------------


def stage_title(stage: ImportStage) -> str:
    """The heading over a run."""
    return {
        ImportStage.COMMITTING: tr("Getting the contacts ready"),
        ImportStage.RUNNING: tr("Sending to the service"),
        ImportStage.PAUSED: tr("Paused"),
        ImportStage.STOPPED: tr("Stopped"),
        ImportStage.FINISHED: tr("Import finished"),
        ImportStage.UNDONE: tr("Import undone"),
    }.get(stage, "")


def run_counts_text(run: RunState) -> str:
    """How many contacts stand where; the counts add up to the contacts to send."""
    counts = (
        (tr("saved"), run.saved, True),
        (tr("waiting"), run.waiting, False),
        (tr("not accepted"), run.refused, False),
        (tr("unsure"), run.unsure, False),
        (tr("conflict"), run.conflict, False),
        (tr("already there"), run.there, False),
        (tr("taken back"), run.taken_back, False),
    )
    parts = [f"{word} {number(count)}" for word, count, always in counts if count or always]
    return tr("Contacts {total}: {counts}").format(total=number(run.total), counts=", ".join(parts))


def rate_text(run: RunState) -> str:
    """The pace of the sending, "" while it is not known."""
    if run.stage is not ImportStage.RUNNING or not run.calls_a_second:
        return ""
    rate = round(run.calls_a_second, 1)
    shown = number(int(rate)) if rate == int(rate) else f"{rate:.1f}"
    return tr("{rate} calls a second").format(rate=shown)


_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "mac-roman": "MacRoman",
    "mac-latin2": "Mac CE",
    "mac-cyrillic": "Mac Cyrillic",
    "mac-greek": "Mac Greek",
    "mac-turkish": "Mac Turkish",
    "iso8859-1": "Latin-1",
    "iso8859-2": "Latin-2",
    "iso8859-7": "ISO 8859-7",
    "cp874": "Windows-874",
    "cp932": "Shift-JIS",
    "shift-jis": "Shift-JIS",
    "euc-jp": "EUC-JP",
    "cp949": "EUC-KR",
    "gb18030": "GBK",
    "big5": "Big5",
}


def _languages() -> dict[str, str]:
    western, central, russian = tr("Western European"), tr("Central European"), tr("Russian")
    greek, turkish, hebrew, baltic = tr("Greek"), tr("Turkish"), tr("Hebrew"), tr("Baltic")
    dos, mac, unix = (
        tr("{languages}, old DOS"),
        tr("{languages}, old Mac"),
        tr("{languages}, old Unix"),
    )
    return {
        "cp1252": western,
        "iso8859-1": western,
        "mac-roman": mac.format(languages=western),
        "cp850": dos.format(languages=western),
        "cp437": dos.format(languages=tr("American")),
        "cp1250": central,
        "iso8859-2": unix.format(languages=central),
        "mac-latin2": mac.format(languages=central),
        "cp852": dos.format(languages=central),
        "cp1251": tr("Russian, Ukrainian, Bulgarian"),
        "koi8-r": unix.format(languages=russian),
        "koi8-u": unix.format(languages=tr("Ukrainian")),
        "cp866": dos.format(languages=russian),
        "mac-cyrillic": mac.format(languages=russian),
        "cp1253": greek,
        "iso8859-7": unix.format(languages=greek),
        "mac-greek": mac.format(languages=greek),
        "cp737": dos.format(languages=greek),
        "cp1254": turkish,
        "mac-turkish": mac.format(languages=turkish),
        "cp857": dos.format(languages=turkish),
        "cp1255": hebrew,
        "cp862": dos.format(languages=hebrew),
        "cp1256": tr("Arabic, Persian"),
        "cp1257": baltic,
        "cp775": dos.format(languages=baltic),
        "cp874": tr("Thai"),
        "cp932": tr("Japanese"),
        "shift-jis": tr("Japanese"),
        "euc-jp": unix.format(languages=tr("Japanese")),
        "cp949": tr("Korean"),
        "gb18030": tr("Chinese, simplified"),
        "big5": tr("Chinese, traditional"),
    }


def encoding_name(codec: str) -> str:
    """The name of a codec of Python's that other programs know it by: "Windows-1253"."""
    name = codec.lower().replace("_", "-")
    if name in _NAMES:
        return _NAMES[name]
    for beginning, system in (("cp125", "Windows-125"), ("cp", "DOS ")):
        if name.startswith(beginning):
            return system + name.removeprefix(beginning)
    return codec.upper()


def encoding_languages(codec: str) -> str:
    """Which languages it is for: "Greek". "" for Unicode, which is for all, and unknown ones."""
    return _languages().get(codec.lower().replace("_", "-"), "")


def encoding_title(codec: str) -> str:
    """Both, for a list of all: "Greek (Windows-1253)"."""
    name, languages = encoding_name(codec), encoding_languages(codec)
    return f"{languages} ({name})" if languages else name
