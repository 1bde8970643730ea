@echo off
rem Account packs open with the kept.exe in this folder, for this user alone.
set "EXE=%~dp0kept.exe"
if not exist "%EXE%" goto missing
set K=HKCU\Software\Classes
reg add "%K%\.keptpack" /ve /d Kept.Pack /f >nul
if errorlevel 1 goto refused
reg add "%K%\Kept.Pack" /ve /d "Account pack of Kept" /f >nul
if errorlevel 1 goto refused
reg add "%K%\Kept.Pack\DefaultIcon" /ve /d "\"%EXE%\",0" /f >nul
if errorlevel 1 goto refused
reg add "%K%\Kept.Pack\shell\open\command" /ve /d "\"%EXE%\" \"%%1\"" /f >nul
if errorlevel 1 goto refused
echo Account packs open with %EXE% now. When you move that folder, run this again.
exit /b 0
:missing
echo There is no kept.exe beside this file; unpack the whole archive, then run this again.
exit /b 1
:refused
echo Windows did not let you change which program opens packs; ask whoever looks after this computer.
exit /b 1
