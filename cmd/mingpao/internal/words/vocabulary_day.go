package words

// dayVocabulary is the vocabulary of the paper of a day, of what is new since a visit, of settings and of silence.
var dayVocabulary = map[string][2]string{
	"last-look":    {"最後讀取網站：", "The site was last looked at"},
	"never-looked": {"這個檔案庫未曾讀取網站。", "The site was not looked at yet."},
	"not-looked-since": {"已有%d日沒有讀取網站，上一次是%s。之後刊登、改動或下架的文章，這裏並不知道。",
		"Nobody has looked at the site for %d day, since %s. What appeared, changed or went after that is not known.|" +
			"Nobody has looked at the site for %d days, since %s. What appeared, changed or went after that is not known."},
	"looked-again":     {"之前已有的%s篇文章，這段時間再讀取過%s篇。", "Of %s earlier articles, %s were looked at again in this time."},
	"not-looked-again": {"其餘%s篇有沒有改動，並不知道。", "Whether the other %s changed is not known."},
}
