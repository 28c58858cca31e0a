"""What encodings are called: by the languages that are written in them, then by their own names."""

from smsbook_gui.viewmodels.common.text import tr

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
