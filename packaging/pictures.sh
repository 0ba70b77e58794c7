#!/bin/sh
# Makes the pictures of the README in packaging/, of the demo's own articles, with Chromium.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
bin/mingpao demo --keep "$folder" >/dev/null
# It is the demo's last day: a time is played only where a proxy of this machine takes the traffic.
HTTPS_PROXY=http://127.0.0.1:1 MINGPAO_NOW=2026-03-10T15:00:00+08:00 bin/mingpao serve --db "$folder/mingpao.db" --listen 127.0.0.1:0 >"$folder/said" 2>&1 &
server=$!
trap 'kill $server; rm -rf "$folder"' EXIT
until room=$(grep -o 'http://127[^ ]*' "$folder/said" 2>/dev/null); do sleep 0.1; done
picture() {
	"${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --hide-scrollbars --disable-background-networking \
		--disable-component-update --disable-sync --no-first-run --user-data-dir="$folder/browser" --accept-lang=zh-HK \
		--window-size="$2" --screenshot="$PWD/packaging/$1.png" "${room%/}$3" 2>/dev/null
}
picture day 1280,640 /day/2026-03-09
picture history 1000,680 "/a/ins/1772500000001/history?view=beside"
