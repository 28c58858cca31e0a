; The setup for one person, without administrator's rights. setup.py says what is in VERSION,
; PUBLISHER, HOMEPAGE, PROGRAM (the folder), ICON, SIZE (in KiB), OUTPUT and, at
; will, SIGN (a command) and QUICK (compress little).
;
;   smsbook-VERSION-setup.exe /S          silent; /D=C:\folder (last, without quotes) for the place
;   uninstall.exe /S                      silent; the data stays
;
; Exit codes of a silent run: 0 done, 2 a newer version is installed, 3 SMS Book is running.

Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true

!include FileFunc.nsh
!include LogicLib.nsh
!include MUI2.nsh
!include WinVer.nsh
!include WordFunc.nsh

!define NAME "SMS Book"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\SMS Book"
!define CLASSES "Software\Classes"
!define PROGID "SMSBook.Import"

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "FileDescription" "${NAME} Setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT licence"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\smsbook.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Windows lets nobody write into a program that runs.
!macro RequireClosed un
Function ${un}RequireClosed
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\smsbook.exe"
      Return
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\smsbook.exe" a
    ${IfNot} ${Errors}
      FileClose $0
      Return
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION \
      "${NAME} is running. Nothing was changed. Close it and try again." \
      /SD IDCANCEL IDRETRY +3
    SetErrorLevel 3
    Quit
  ${Loop}
FunctionEnd
!macroend
!insertmacro RequireClosed ""
!insertmacro RequireClosed "un."

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "${NAME} needs Windows 10 or newer." /SD IDOK
    Abort
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_ICONSTOP "${NAME} $0 is installed, which is newer. It stays." /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; An offer in "Open with" and in the context menu; whatever opens these files stays.
!macro OfferImport extension
  WriteRegStr HKCU "${CLASSES}\${extension}\OpenWithProgids" "${PROGID}" ""
  WriteRegStr HKCU "${CLASSES}\SystemFileAssociations\${extension}\shell\${PROGID}" "" \
    "Import into ${NAME}"
  WriteRegStr HKCU "${CLASSES}\SystemFileAssociations\${extension}\shell\${PROGID}\command" "" \
    '"$INSTDIR\smsbook.exe" --import "%1"'
!macroend

!macro WithdrawImport extension
  DeleteRegValue HKCU "${CLASSES}\${extension}\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${extension}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${extension}"
  DeleteRegKey HKCU "${CLASSES}\SystemFileAssociations\${extension}\shell\${PROGID}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\SystemFileAssociations\${extension}\shell"
  DeleteRegKey /ifempty HKCU "${CLASSES}\SystemFileAssociations\${extension}"
!macroend

!macro TellWindows
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
!macroend

Section
  Call RequireClosed
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\_internal"
  File /r "${PROGRAM}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\smsbook.exe"

  WriteRegStr HKCU "${CLASSES}\${PROGID}" "" "Contacts to import"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\DefaultIcon" "" "$INSTDIR\smsbook.exe,0"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\shell\open\command" "" \
    '"$INSTDIR\smsbook.exe" --import "%1"'
  !insertmacro OfferImport .csv
  !insertmacro OfferImport .vcf
  !insertmacro TellWindows

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\smsbook.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "URLInfoAbout" "${HOMEPAGE}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Call un.RequireClosed
  ${If} ${FileExists} "$LOCALAPPDATA\${NAME}\*"
    MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION \
      "Delete the contacts and settings of ${NAME} on this computer too?$\n$\n\
      Changes that were not sent yet would be lost. What the service has stays there." \
      /SD IDNO IDNO keep
    RMDir /r "$LOCALAPPDATA\${NAME}"
    keep:
  ${EndIf}
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\smsbook.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  !insertmacro WithdrawImport .csv
  !insertmacro WithdrawImport .vcf
  DeleteRegKey HKCU "${CLASSES}\${PROGID}"
  DeleteRegKey HKCU "${UNINSTALL}"
  !insertmacro TellWindows
SectionEnd
