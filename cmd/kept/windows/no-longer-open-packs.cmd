@echo off
rem Account packs do not open with Kept any more, for this user.
reg delete "HKCU\Software\Classes\.keptpack" /f >nul 2>nul
reg delete "HKCU\Software\Classes\Kept.Pack" /f >nul 2>nul
echo Account packs do not open with Kept any more.
