@echo off
rem Account packs open with the kept.exe in this folder, for this user alone.
set "EXE=%~dp0kept.exe"
if not exist "%EXE%" echo There is no kept.exe beside this file. & exit /b 1
set K=HKCU\Software\Classes
reg add "%K%\.keptpack" /ve /d Kept.Pack /f >nul || exit /b 1
reg add "%K%\Kept.Pack" /ve /d "Account pack of Kept" /f >nul || exit /b 1
reg add "%K%\Kept.Pack\DefaultIcon" /ve /d "\"%EXE%\",0" /f >nul || exit /b 1
reg add "%K%\Kept.Pack\shell\open\command" /ve /d "\"%EXE%\" \"%%1\"" /f >nul || exit /b 1
echo Account packs open with %EXE% now. When you move that folder, run this again.
