"""Files of the corpus that are lists in HTML or in Excel 2003's XML, most of them named .xls."""

from collections.abc import Iterator

PHP_EXPORT = """\
<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
<style>td { mso-number-format:"\\@" }</style>
<table border="1">
<tr><th colspan="3">Kundenliste M\xe4rz</th></tr>
<tr><th>Name</th><th>Handy</th><th>Bemerkung</th></tr>
<tr><td>J\xfcrgen Gro\xdf</td><td style='mso-number-format:"\\@"'>0412 345 678</td>
<td style="mso-number-format:"\\@"">\x96 zahlt p\xfcnktlich \x96</td></tr>
<tr><td>&Auml;nne &amp; Co</td><td x:num="61412345679">6.14E+10</td><td>5 < 6</td></tr>
<tr><td></td><td>&nbsp;</td><td></td></tr>
<tr><td>Zo\xe9</td><td>0412&nbsp;345&nbsp;680</td></tr>
</table>
"""
STYLED = """\
<html><head><style>@media print { td { display: none } } /* of { a report */
tr.gone, #r4 > td { display: none } .old td, tr:not(.x) b { text-decoration: line-through }
.key { visibility: hidden !important }</style></head><body>
<table id=list class="wide striped"><colgroup><col><col class=key></colgroup>
<thead><tr><th>Name<th>Key<th>Mobile</tr></thead><tbody>
<tr class=row><td><span class=key>7</span>Ann Berg<td>k1<td>0400 000 001
<tr class="row gone"><td>Ben Cole<td>k2<td>0400 000 002
<tr id=r4><td>Cas Dunn<td>k3<td>0400 000 003
<tr class=old><td><b>Dot Eaton</b><td>k4<td>0400 000 004
</tbody></table></body></html>
"""
MEMBERS = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Members <table></title>
<script>document.write("<table><tr><td>no<td>no</table>")</script></head>
<body><table class="nav"><tr><td><a href="/">Home</a><td>Search</tr></table>
<!-- <table><tr><td>old</td><td>list</td></tr></table> -->
<table id="members"><caption>Members &amp; friends</caption>
<thead><tr><th scope="col">First name</th><th>Last name</th><th>Mobile</th><th>Address</th></tr>
</thead>
<tbody>
<tr><td>Zoë</td><td>O’Brien</td><td><a href="tel:+61400000001">0400 000 001</a></td>
<td>1 Sea St<br>Sydney</td></tr>
<tr><td rowspan="2">Bo</td><td>Lee</td><td>0400 000 002</td>
<td><p>2 Bay Rd</p><p>Perth</p></td></tr>
<tr><td>Wu</td><td>0400 000 003</td><td></td></tr>
</tbody></table>
<footer>Printed 1/3/2024</footer></body></html>
"""
NESTED = """\
<HTML><BODY BGCOLOR=white><CENTER>
<TABLE WIDTH="100%"><TR><TD>Menu<TD><TABLE BORDER=1>
<TR><TH>Name<TH>Phone<TH>Note
<TR><TD>Ann<TD>0400000001<TD><TABLE><TR><TD>a<TD>b</TABLE>tea
<TR><TD>Bob<TD>0400000002<TD>
<TR><TD COLSPAN=2>Cy, no number<TD>x
</TABLE><TR><TD>Footer</TABLE>
"""
EXCEL_PAGE = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<meta name=ProgId content=Excel.Sheet>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet>
<x:Name>List</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->
<style><!--table {mso-displayed-decimal-separator:"\\.";}
.xl24 {mso-number-format:"0000\\\\ 000\\\\ 000";}--></style>
</head>
<body link=blue vlink=purple>
<table x:str border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse'>
 <col width=64 span=3 style='width:48pt'>
 <tr height=17 style='height:12.75pt'>
  <td height=17 width=64 style='height:12.75pt'>Surname</td><td width=64>Given
  name</td><td width=64>Mobile</td>
 </tr>
 <tr height=17><td height=17>Caf\xe9</td><td>Zo\xeb</td>
  <td class=xl24 align=right x:num="400000001">0400 000 001</td></tr>
 <tr height=17><td height=17>Lee</td><td>Bo<span style='mso-spacerun:yes'>  </span></td>
  <td align=right x:num="61400000002">########</td></tr>
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'><td width=64></td><td width=64></td><td width=64></td></tr>
 <![endif]>
</table>
</body></html>
"""
NOTICE = """\
<br />
<b>Notice</b>:  Undefined index: fax in <b>export.php</b> on line <b>12</b><br />
<table><tr><td>Name</td><td>Mobile</td></tr><tr><td>Åsa</td><td>070-123 45 67</td></tr></table>
"""
PACKED = """\
MIME-Version: 1.0
X-Document-Type: Workbook
Content-Type: multipart/related; boundary="----=_x"

------=_x
Content-Type: text/html

<table><tr><td>Name<td>Mobile<tr><td>Ann<td>=30400 000 001</table>
"""
SMALL = "<table><tr><td>Name<td>Mobile<tr><td>{name}<td>0400 000 001</table>"

EXCEL_XML = """\
<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:html="http://www.w3.org/TR/REC-html40">
 <Styles>
  <Style ss:ID="Default" ss:Name="Normal"><NumberFormat/></Style>
  <Style ss:ID="s21"><NumberFormat ss:Format="0000\\ 000\\ 000"/></Style>
  <Style ss:ID="s22"><NumberFormat ss:Format="Short Date"/></Style>
 </Styles>
 <Worksheet ss:Name="Old"><Table><Row><Cell><Data ss:Type="String">Mobile</Data></Cell></Row>
  <Row><Cell><Data ss:Type="String">0400 000 009</Data></Cell></Row></Table>
  <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>
  </WorksheetOptions></Worksheet>
 <Worksheet ss:Name="Members &amp; friends">
  <Table ss:ExpandedColumnCount="6" ss:ExpandedRowCount="9" x:FullColumns="1" x:FullRows="1">
   <Column ss:Width="80"/><Column ss:Index="3" ss:StyleID="s21" ss:Span="1"/>
   <Row><Cell ss:MergeAcross="4"><Data ss:Type="String">Members of the club</Data></Cell>
    <Cell><Data ss:Type="String">2024</Data></Cell></Row>
   <Row ss:Index="3" ss:AutoFitHeight="0">
    <Cell><Data ss:Type="String">Surname</Data></Cell>
    <Cell><Data ss:Type="String">Given name</Data></Cell>
    <Cell><Data ss:Type="String">Ph</Data></Cell><Cell><Data ss:Type="String">Mobile</Data></Cell>
    <Cell><Data ss:Type="String">Joined</Data></Cell><Cell><Data ss:Type="String">Paid</Data></Cell>
   </Row>
   <Row>
    <Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">Gr<B>o</B><Font
     html:Color="#FF0000">ß</Font></ss:Data><Comment ss:Author="Bo"><ss:Data><B>Who?</B></ss:Data>
     </Comment><NamedCell ss:Name="Print_Area"/></Cell>
    <Cell><Data ss:Type="String">Ann&#10;Maria</Data></Cell>
    <Cell ss:StyleID="Default"><Data ss:Type="Number">290000001</Data></Cell>
    <Cell><Data ss:Type="Number">400000001</Data></Cell>
    <Cell ss:StyleID="s22"><Data ss:Type="DateTime">2024-03-01T00:00:00.000</Data></Cell>
    <Cell><Data ss:Type="Boolean">1</Data></Cell>
   </Row>
   <Row ss:Index="6" ss:Span="1" ss:StyleID="s21">
    <Cell><Data ss:Type="String">Lee</Data></Cell>
    <Cell ss:Index="4" ss:Formula="=R[1]C"><Data ss:Type="Number">4.00000002E8</Data></Cell>
    <Cell><Data ss:Type="DateTime">2024-03-01T14:30:00.000</Data></Cell>
    <Cell><Data ss:Type="Boolean">0</Data></Cell>
   </Row>
   <Row>
    <Cell ss:MergeAcross="1"><Data ss:Type="String">Wu, Cy</Data></Cell>
    <Cell ss:StyleID="Default"><Data ss:Type="Number">61400000003</Data></Cell>
    <Cell><Data ss:Type="String">0412 345 678</Data></Cell>
    <Cell><Data ss:Type="DateTime">1899-12-31T18:00:00.000</Data></Cell>
    <Cell><Data ss:Type="Error">#N/A</Data></Cell>
   </Row>
  </Table>
 </Worksheet>
</Workbook>
"""
PLAIN_XML = """\
<?xml version="1.0" encoding="{encoding}"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet Name="Liste"><Table>
<Row><Cell><Data Type="String">Nom</Data></Cell>
<Cell><Data Type="String">Portable</Data></Cell></Row>
<Row><Cell><Data Type="String">Zoé Müller</Data></Cell>
<Cell><Data Type="String">0612 345 678</Data></Cell></Row>
</Table></Worksheet></Workbook>
"""


def web_pages() -> Iterator[tuple[str, bytes]]:
    """Lists that programs wrote as web pages."""
    yield "web-page.xls", b"<html><table><tr><td>Name</td></tr></table></html>"
    yield "packed.xls", PACKED.encode()
    yield "no-table.html", b"<!DOCTYPE html><title>x</title><p>The list</p><ul><li>Ann 0400000001"
    yield "php-export.xls", PHP_EXPORT.encode("latin-1")
    yield "php-notice.xls", NOTICE.encode()
    yield "members.html", MEMBERS.encode()
    yield "styled.html", STYLED.encode()
    yield "nested.htm", NESTED.encode()
    yield "excel-page.htm", EXCEL_PAGE.encode("latin-1")
    yield "excel-page-utf16.htm", EXCEL_PAGE.encode("utf-16")
    small = '<meta charset="{}">' + SMALL
    yield "declares-utf8.html", small.format("utf-8", name="José Müller").encode("cp1252")
    yield "declares-latin.html", small.format("iso-8859-1", name="José Müller").encode()
    yield "declares-cyrillic.xls", small.format("windows-1251", name="Анна").encode("cp1251")
    yield "declares-nonsense.html", small.format("idna", name="José").encode("cp1252")
    yield (
        "bad-byte.html",
        small.format("utf-8", name="Zoë\xff").encode().replace(b"\xc3\xbf", b"\xff"),
    )
    yield "cut-off.html", MEMBERS.encode()[: MEMBERS.encode().index(b"<td>Wu") + 3]


def excel_xml() -> Iterator[tuple[str, bytes]]:
    """Lists in Excel 2003's XML."""
    empty = EXCEL_XML[: EXCEL_XML.index(">\n <Styles>")]
    yield "xml-excel.xls", f"{empty}></Workbook>".encode()
    yield "xml-list.xls", EXCEL_XML.encode()
    yield "xml-list.xml", EXCEL_XML.encode("utf-16")
    yield "xml-latin.xls", PLAIN_XML.format(encoding="iso-8859-1").encode("latin-1")
    yield "xml-lying.xls", PLAIN_XML.format(encoding="UTF-8").encode("cp1252")
    yield "xml-cut-off.xls", EXCEL_XML.encode()[:-600]
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "0400000000"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>\n<Workbook'
    )
    yield (
        "xml-entities.xls",
        PLAIN_XML.format(encoding="UTF-8")
        .replace("<Workbook", bomb)
        .replace("0612 345 678", "&c;")
        .encode(),
    )
    yield "people.xml", b'<?xml version="1.0"?><people><person name="Ann"/></people>'
