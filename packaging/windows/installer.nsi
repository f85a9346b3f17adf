; Installer of the program: per user without administrator; with /S silent; with /S /AllUsers for the whole computer.
; makensis -DVERSION=x.y.z -DPROGRAM=folder -DICON=file.ico -DSIDE=side.bmp -DOUT=setup.exe installer.nsi
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
ManifestDPIAware true

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh

!define TITLE "Fichas de buenas prácticas"
!define ID "fichas-desktop"
!define WINDOW "Fichas.exe"
; Windows 10, version 1809: what Qt 6.11 asks for
!define OLDEST_BUILD 17763
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define FILE_CLASS "${ID}.ficha"

Name "${TITLE}"
OutFile "${OUT}"
RequestExecutionLevel user
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 ProductName "${TITLE}"
VIAddVersionKey /LANG=0 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=0 FileVersion "${VERSION}"
VIAddVersionKey /LANG=0 FileDescription "Instalador de ${TITLE}"
VIAddVersionKey /LANG=0 LegalCopyright ""

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Instalar ${TITLE} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "El programa se instala solo para usted y no necesita permisos de administrador ni internet.$\r$\n$\r$\nSi ya tiene una versión anterior, esta la reemplaza y sus fichas quedan como están."
!define MUI_FINISHPAGE_TITLE "El programa quedó instalado"
!define MUI_FINISHPAGE_TEXT "Lo encuentra en el menú Inicio como «${TITLE}»."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_FINISHPAGE_RUN_TEXT "Abrir el programa ahora"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Se quitará el programa de este computador. Sus fichas no se borran: quedan en la carpeta de datos."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Spanish"

Var AllUsers

; Exit codes of a silent run, besides NSIS's own 0, 1 (cancelled) and 2 (failed).
!define NEEDS_NEWER_WINDOWS 4
!define NEEDS_ADMINISTRATOR 5
!define PROGRAM_IS_OPEN 6

!macro Refuse CODE WORDS
  SetErrorLevel ${CODE}
  MessageBox MB_OK|MB_ICONSTOP "${WORDS}" /SD IDOK
  Quit
!macroend

!macro SetContext
  SetRegView 64
  ${If} $AllUsers == 1
    SetShellVarContext all
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      !insertmacro Refuse ${NEEDS_ADMINISTRATOR} "Para cambiar el programa de todo el computador, ejecute esto como administrador."
    ${EndIf}
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

; A program that runs cannot be replaced: wait for the person, or give up in a silent run.
!macro WaitUntilClosed
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${WINDOW}"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${WINDOW}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE} está abierto. Ciérrelo y elija Reintentar." /SD IDCANCEL IDCANCEL`
      SetErrorLevel ${PROGRAM_IS_OPEN}
      Quit
    ${EndIf}
  ${Loop}
!macroend

!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${WINDOW}"
  Delete "$INSTDIR\fichas-desktop.exe"
  Delete "$INSTDIR\LICENCIAS.txt"
  Delete "$INSTDIR\sbom.cdx.json"
!macroend

Function .onInit
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Refuse ${NEEDS_NEWER_WINDOWS} "El programa necesita Windows 10 (versión 1809) o uno más nuevo; instálelo en un computador que lo tenga."
  ${EndIf}
  StrCpy $AllUsers 0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/AllUsers" $R1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
  !insertmacro SetContext
  ; a folder given with /D= stands already
  ${If} $INSTDIR == ""
    ${If} $AllUsers == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${ID}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${ID}"
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  !insertmacro WaitUntilClosed
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}/*"
  WriteUninstaller "$INSTDIR\desinstalar.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${WINDOW}"

  WriteRegStr SHCTX "Software\Classes\.ficha" "" "${FILE_CLASS}"
  WriteRegStr SHCTX "Software\Classes\${FILE_CLASS}" "" "Ficha portátil"
  WriteRegStr SHCTX "Software\Classes\${FILE_CLASS}\DefaultIcon" "" "$INSTDIR\${WINDOW},0"
  WriteRegStr SHCTX "Software\Classes\${FILE_CLASS}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayName "${TITLE}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayVersion "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayIcon "$INSTDIR\${WINDOW},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" InstallLocation "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" UninstallString '"$INSTDIR\desinstalar.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" QuietUninstallString '"$INSTDIR\desinstalar.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoModify 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoRepair 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" AllUsers $AllUsers
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" EstimatedSize $0
SectionEnd

Function un.onInit
  SetRegView 64
  StrCpy $AllUsers 0
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" InstallLocation
  ${If} $0 == $INSTDIR
    StrCpy $AllUsers 1
  ${EndIf}
  !insertmacro SetContext
FunctionEnd

Section Uninstall
  !insertmacro WaitUntilClosed
  !insertmacro RemoveProgram
  Delete "$INSTDIR\desinstalar.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "Software\Classes\${FILE_CLASS}"
  ReadRegStr $0 SHCTX "Software\Classes\.ficha" ""
  ${If} $0 == "${FILE_CLASS}"
    DeleteRegKey SHCTX "Software\Classes\.ficha"
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
