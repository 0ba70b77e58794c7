package plain

import (
	"slices"
	"strings"
)

// ShareButtons are the words of the buttons that share an article.
var ShareButtons = []string{"分享", "Share", "| Share"}

// IsPlayerLine reports whether a line is from the player of an advert.
func IsPlayerLine(t string) bool {
	if strings.Contains(t, "% buffered") || strings.HasPrefix(t, "明報 ") && strings.Contains(t, "Producer") {
		return true
	}
	t, _, _ = strings.Cut(t, "[0 ") // how far the film has got, as a text browser draws it
	return slices.Contains(PlayerButtons, t)
}

// PlayerButtons are the words of the player's buttons, as a browser and a text browser set them.
var PlayerButtons = []string{"Play", "Pause", "PausePlay", "Unmute", "Mute", "UnmuteMute", "00:00", "close",
	"Advertisements", "CANCEL", "NEXT VIDEO", "Powered by", "GliaStudios"}

// isButton is a button or a player's word alone on its line.
func isButton(t string) bool { return slices.Contains(ShareButtons, t) || IsPlayerLine(t) }
