#!/bin/sh
# Installs Kept for you alone, without root: the programs into ~/.local/bin, an
# entry in the menu, and account packs (.keptpack) that open with it.
# usage: ./install.sh [--remove]     PREFIX=FOLDER in place of ~/.local
set -eu
cd "$(dirname "$0")"
prefix=${PREFIX:-$HOME/.local}
share=$prefix/share
app=io.github.kept.desktop
desktop=$share/applications/$app.desktop
type=application/vnd.kept.pack

refresh() { # what is not there is not needed: the desktop finds out by itself, later
  ! command -v update-mime-database >/dev/null || update-mime-database "$share/mime" >/dev/null 2>&1 || true
  ! command -v update-desktop-database >/dev/null || update-desktop-database -q "$share/applications" || true
  ! command -v gtk-update-icon-cache >/dev/null || gtk-update-icon-cache -qtf "$share/icons/hicolor" 2>/dev/null || true
}

if [ "${1:-}" = --remove ]; then
  rm -f "$prefix/bin/kept" "$prefix/bin/keptctl" "$desktop" "$share/mime/packages/$app.xml" "$share/icons/hicolor/512x512/apps/$app.png"
  refresh
  echo "Kept is removed from $prefix. Your workspace stays where it is: ~/.local/share/kept."
  exit 0
fi
mkdir -p "$prefix/bin" "$share/applications" "$share/mime/packages" "$share/icons/hicolor/512x512/apps"
for p in kept keptctl; do
  cp "$p" "$prefix/bin/.$p.new" && chmod 755 "$prefix/bin/.$p.new" && mv -f "$prefix/bin/.$p.new" "$prefix/bin/$p" # also while it runs
done
# The whole path: a desktop's session often knows nothing of ~/.local/bin.
sed "s|^Exec=kept |Exec=\"$prefix/bin/kept\" |" kept.desktop > "$desktop"
cp kept.xml "$share/mime/packages/$app.xml"
cp kept.png "$share/icons/hicolor/512x512/apps/$app.png"
refresh
if [ "$prefix" = "$HOME/.local" ]; then
  ! command -v xdg-mime >/dev/null || xdg-mime default "$app.desktop" "$type" 2>/dev/null || true
  echo "Kept is in $prefix/bin and in the menu; account packs open with it. ./install.sh --remove takes it away again."
else # what opens packs is a setting of yours, which an installation elsewhere leaves alone
  echo "Kept is in $prefix/bin. PREFIX=$prefix ./install.sh --remove takes it away again."
fi
