package words

import (
	"bytes"
	"testing"
)

// TestOf: the environment says which language a person reads, as it does to gettext.
func TestOf(t *testing.T) {
	for _, c := range []struct {
		name string
		env  map[string]string
		set  string
		want Speech
	}{
		{"nothing, as under cron", nil, "", English},
		{"Hong Kong", map[string]string{"LANG": "zh_HK.UTF-8"}, "", Chinese},
		{"Taiwan", map[string]string{"LANG": "zh_TW"}, "", Chinese},
		{"Macau", map[string]string{"LANG": "zh_MO.UTF-8@radical"}, "", Chinese},
		{"a script", map[string]string{"LANG": "zh-Hant-HK"}, "", Chinese},
		{"Simplified", map[string]string{"LANG": "zh_CN.UTF-8"}, "", English},
		{"another language", map[string]string{"LANG": "de_DE.UTF-8"}, "", English},
		{"messages before LANG", map[string]string{"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_HK.UTF-8"}, "", Chinese},
		{"LC_ALL before all", map[string]string{"LC_ALL": "en_US", "LC_MESSAGES": "zh_HK", "LANG": "zh_HK"}, "", English},
		{"the first of LANGUAGE that there are words in", map[string]string{"LANG": "de_DE", "LANGUAGE": "fr:zh_TW:en"}, "",
			Chinese},
		{"none of LANGUAGE", map[string]string{"LANG": "zh_HK", "LANGUAGE": "fr:de"}, "", Chinese},
		{"C, whatever LANGUAGE says", map[string]string{"LC_ALL": "C.UTF-8", "LANGUAGE": "zh_HK"}, "", English},
		{"set", nil, "zh", Chinese},
		{"set against the environment", map[string]string{"LANG": "zh_HK"}, "en", English},
		{"set to nothing known", map[string]string{"LANG": "zh_HK"}, "fr", Chinese},
	} {
		if got := Of(func(name string) string { return c.env[name] }, c.set); got != c.want {
			t.Errorf("%s: %s", c.name, got.Prefix())
		}
	}
	if To(&bytes.Buffer{}) != English {
		t.Error("a stream that says nothing is not read in English")
	}
}
