package book

import (
	"fmt"

	"mingpao/cmd/mingpao/internal/export/markup"
)

const containerXML = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
`

// bookStyle leaves the text to the e-reader: its size, face and margins are the reader's.
const bookStyle = `h1 { font-size: 1.5em; margin: 1em 0; }
h2 { font-size: 1.25em; line-height: 1.4; margin: 2em 0 0.3em; }
h3 { font-size: 1em; margin: 1.2em 0 0.3em; }
p { margin: 0 0 0.7em; line-height: 1.7; text-align: justify; }
.about, .source, .caption, .note { font-size: 0.85em; text-align: left; }
.about { margin-bottom: 1em; }
.note { font-style: normal; border-inline-start: 3px solid; padding-inline-start: 0.6em; }
table { border-collapse: collapse; margin: 0.7em 0; font-size: 0.9em; }
td { border: 1px solid; padding: 0.2em 0.5em; vertical-align: top; }
ul { margin: 0 0 0.7em; padding-inline-start: 1.2em; }
.cover { text-align: center; margin: 0; padding: 0; }
.cover img { max-width: 100%; max-height: 100%; }
figure { margin: 0.7em 0 1em; text-align: center; page-break-inside: avoid; break-inside: avoid; }
figure img { max-width: 100%; max-height: 85vh; height: auto; width: auto; }
figcaption { margin-top: 0.3em; }
`

const verticalStyle = `html { -epub-writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl;
	writing-mode: vertical-rl; }
`

const coverXHTML = `<div class="cover" epub:type="cover"><img src="%s" alt="明報"/></div>
`

const xhtmlFoot = "</body></html>\n"

func xhtmlHead(title string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="zh-Hant" lang="zh-Hant">
<head><meta charset="UTF-8"/><title>%s</title><link rel="stylesheet" type="text/css" href="style.css"/></head><body>
`, markup.Escaped(title))
}

// langOf is the attribute of what is in another language than the book.
func langOf(language string) string {
	if language == "" || language == "zh-Hant" {
		return ""
	}
	return fmt.Sprintf(" xml:lang=\"%[1]s\" lang=\"%[1]s\"", markup.Escaped(language))
}

const packageXML = `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-Hant">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">%s</dc:identifier><dc:title>%s</dc:title>%s
<dc:creator id="creator">明報</dc:creator><dc:publisher>明報</dc:publisher><dc:date>%s</dc:date><dc:type>newspaper</dc:type>
<meta property="dcterms:modified">%s</meta>
<meta property="belongs-to-collection" id="series">明報</meta>
<meta refines="#series" property="collection-type">series</meta>
<meta refines="#series" property="group-position">%s</meta>
<meta property="schema:accessMode">textual</meta>%s<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta name="cover" content="cover"/></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="cover" href="%s" media-type="%s" properties="cover-image"/>
<item id="front" href="cover.xhtml" media-type="application/xhtml+xml"/>
%s</manifest><spine toc="ncx"%s>
<itemref idref="front" linear="no"/><itemref idref="nav"/>
%s</spine></package>
`

const ncxHead = `<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="zh-Hant">
<head><meta name="dtb:uid" content="%s"/><meta name="dtb:depth" content="2"/>
<meta name="dtb:totalPageCount" content="0"/><meta name="dtb:maxPageNumber" content="0"/></head>
<docTitle><text>%s</text></docTitle><navMap>
`
