#!/bin/sh
# Makes a package for Debian 12 and newer in bin/, of the program that make has built: deb.sh VERSION ARCHITECTURE
set -eu
cd "$(dirname "$0")/.."
version=$1 arch=$2
root=$PWD/bin/root
units=$root/usr/lib/systemd/system
doc=$root/usr/share/doc/mingpao
rm -rf "$root"
make install PREFIX=/usr DESTDIR="$root" >/dev/null
strip "$root/usr/bin/mingpao"
install -d "$units" "$doc"

# The units are those that the program itself writes; who is to be reached stands in /etc/default.
"$root/usr/bin/mingpao" schedule systemd --serve --watch /var/lib/mingpao/saved --user mingpao \
	--contact you@ --db /var/lib/mingpao/mingpao.db -o "$units" 2>/dev/null
sed -i "s|$root||; s| --contact you@||; /^# Contact/d; s|^\[Service\]|&\nEnvironmentFile=-/etc/default/mingpao|" "$units"/*.service

# Whoever built it is its maintainer, as the last commit names him.
maintainer=$(git log -1 --format='%an <%ae>')
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
cp LICENSE "$doc/copyright"
gzip -9nc CHANGELOG.md >"$doc/CHANGELOG.md.gz"
printf 'mingpao (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md.gz.\n\n -- %s  %s\n' "$version" "$maintainer" \
	"$(date -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$doc/changelog.gz"
gzip -9n "$root"/usr/share/man/man*/*
export SOURCE_DATE_EPOCH VERSION="$version" ARCH="$arch" MAINTAINER="$maintainer"
# Newer ones need modules that the module proxy does not have.
go run github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2 package -f packaging/nfpm.yaml -p deb -t bin
