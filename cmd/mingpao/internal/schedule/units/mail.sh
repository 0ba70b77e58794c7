sleep 2
id=$(systemctl $2 show --value --property InvocationID "$1")
result=$(systemctl $2 show --value --property Result "$1")
said=$(journalctl --quiet --no-pager --output cat "_SYSTEMD_INVOCATION_ID=$id" 2>&1)
case $result in success|exit-code) ;; *) said="$said
$1 was ended: $result";; esac
[ -n "$said" ] || exit 0
if command -v sendmail >/dev/null; then
	printf "%s\n" "To: $USER" "Subject: $1" "MIME-Version: 1.0" "Content-Type: text/plain; charset=utf-8" \
		"Content-Transfer-Encoding: 8bit" "" "$said" | sendmail -t
else
	printf "%s\n" "$said" | systemd-cat --priority err --identifier "$1"
fi
