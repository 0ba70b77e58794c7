# On a machine with Go and a C compiler: make demo shows the main job, make test passes the tests, make install installs.

GO     ?= go
CC     ?= gcc
OUT    := bin/mingpao
FUZZ   ?= 60s
PREFIX ?= /usr/local
VERSION = $(shell cat cmd/mingpao/VERSION)
# What reads the code, each at a pinned version. They are no modules of the program.
LINTERS := honnef.co/go/tools/cmd/staticcheck@v0.8.2 \
	mvdan.cc/unparam@v0.0.0-20260823230713-2fa3d841b0c8 \
	github.com/polyfloyd/go-errorlint@v1.8.0 \
	github.com/gordonklaus/ineffassign@v0.2.0 \
	github.com/mdempsky/unconvert@v0.0.0-20260816212528-33842c47157a
EPOCH   = $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
NEEDED := $(shell sed -n 's/^go //p' go.mod)
COMMIT  = $(shell git describe --always --abbrev=12 --exclude '*' 2>/dev/null)
SHARE   = $(DESTDIR)$(PREFIX)/share
export CGO_ENABLED = 1
# No statement may change SQLite's own tables: what of a file's text runs cannot damage it.
DEFENSIVE := -DSQLITE_DEFAULT_DEFENSIVE=1
# The program and its tests are compiled in one way: SQLite takes a minute. For the race detector and the fuzz targets, where it
# is compiled once more each, it need not be fast.
export GOFLAGS := $(filter-out -trimpath,$(GOFLAGS)) -trimpath
CGO_CFLAGS ?= -O2
export CGO_CFLAGS := $(filter-out $(DEFENSIVE),$(CGO_CFLAGS)) $(DEFENSIVE)
race race-objects fuzz fuzz-objects: CGO_CFLAGS = -O1 $(DEFENSIVE)

.PHONY: build demo test race check static lint race-objects fuzz-objects install uninstall deb dist pictures golden bench fuzz vuln sbom clean cc

build: cc
	$(GO) build -o $(OUT) ./cmd/mingpao

# The program, its manual and its completions, below PREFIX; DESTDIR is for packages. What was built of this very commit is not
# built again: who may write to PREFIX has other caches, and often no Go.
install:
	@$(OUT) --version 2>/dev/null | grep -qxF "mingpao $(VERSION)+$(COMMIT)" || $(MAKE) build
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/bash-completion/completions \
		$(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	install -m 755 $(OUT) $(DESTDIR)$(PREFIX)/bin/mingpao
	$(OUT) man $(SHARE)/man
	$(OUT) completion bash > $(SHARE)/bash-completion/completions/mingpao
	$(OUT) completion zsh > $(SHARE)/zsh/site-functions/_mingpao
	$(OUT) completion fish > $(SHARE)/fish/vendor_completions.d/mingpao.fish
	@echo "installed $(DESTDIR)$(PREFIX)/bin/mingpao $(VERSION); next: mingpao crawl, and mingpao schedule --install"

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/mingpao $(SHARE)/man/man1/mingpao.1 $(SHARE)/man/man1/mingpao-*.1 $(SHARE)/man/man[57]/mingpao-*.[57] \
		$(SHARE)/bash-completion/completions/mingpao $(SHARE)/zsh/site-functions/_mingpao $(SHARE)/fish/vendor_completions.d/mingpao.fish

# A package for Debian 12 and newer: the program, its manual, completions and units, none of them enabled.
deb: build
	packaging/deb.sh $(VERSION) $$($(GO) env GOARCH)

# A tar for machines without packages, with what the program is built from, and the sums of all.
NAME = mingpao-$(VERSION)-$(shell $(GO) env GOOS)-$(shell $(GO) env GOARCH)
dist: build sbom
	rm -rf bin/$(NAME)
	$(MAKE) install PREFIX=/ DESTDIR=$(CURDIR)/bin/$(NAME)
	cp README.md CHANGELOG.md LICENSE bin/$(NAME)
	tar -C bin --sort=name --owner=0 --group=0 --numeric-owner --mtime=@$(EPOCH) -c $(NAME) | gzip -9n > bin/$(NAME).tar.gz
	cd bin && sha256sum $(NAME).tar.gz mingpao.cdx.json > SHA256SUMS

# The README's pictures, of the demo's articles. Needs Chromium.
pictures: build
	packaging/pictures.sh

demo: build
	$(OUT) demo

test: cc
	$(GO) test -timeout 30m ./...

# Everything that must hold before a change lands. go vet has seen what the tests would have it look at again, in part. TESTS is
# what runs the tests in full: .ci/run has a user without rights do it.
TESTS ?= GOFLAGS=-vet=off $(MAKE) test
check: static
	$(TESTS)
	$(MAKE) race
	$(MAKE) fuzz FUZZ=500x

# What is seen without running anything, and what is to run, compiled.
static: cc
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "gofmt these files:"; echo "$$unformatted"; exit 1; fi
	$(GO) mod verify
	$(MAKE) -j 2 lint race-objects fuzz-objects

# What runs at once, by the race detector; -short leaves out what is long and does not.
race: cc
	$(GO) test -timeout 30m -vet=off -race -short ./...

# What check needs compiled, in three ways: two of these run at a time, since Go leaves a core idle while SQLite is compiled.
lint: cc
	$(GO) vet ./...
	@for tool in $(LINTERS); do echo "$(GO) run $$tool ./..."; $(GO) run $$tool ./... || exit 1; done

race-objects: cc
	$(GO) build -race ./...

fuzz-objects: cc
	$(GO) test -vet=off -run xxx -fuzz FuzzTerminal -fuzztime 1x ./cmd/mingpao >/dev/null

# Rewrites the goldens; review their diff like code.
golden:
	$(GO) run ./cmd/mingpao golden --update testdata/pages
	UPDATE_GOLDEN=1 $(GO) test ./extract -run TestRows

# Speed beside its floors; real pages too with MINGPAO_CORPUS=folder.
bench: cc
	$(GO) test -run xxx -bench . -benchmem ./...

# Every fuzz target for FUZZ each: a time, or a number of inputs as 500x. Two at a time. Pages are not made small for long:
# they are large.
fuzz: fuzz-objects
	@run='echo "$$0 $$1" && $(GO) test -vet=off -run xxx -fuzz "^$$1\$$" -fuzztime $(FUZZ) -fuzzminimizetime 10x -parallel 1 $$0'; \
	grep -r '^func Fuzz' --include=*_test.go . | sed 's|/[^/]*:func \(Fuzz[A-Za-z0-9]*\).*| \1|' | sort | \
		xargs -P 2 -L 1 sh -c "$$run"

# Known weaknesses of what the program is built from; needs the Go vulnerability database, or one that GOVULNDB names.
vuln:
	@said=$$($(GO) run golang.org/x/vuln/cmd/govulncheck@v1.9.0 $(if $(GOVULNDB),-db $(GOVULNDB)) ./... 2>&1); status=$$?; echo "$$said"; \
	case "$$said" in *"fetching vulnerabilities"*) echo "the database cannot be reached: unpack a copy of \
	https://vuln.go.dev/vulndb.zip, and make vuln GOVULNDB=file:///where/it/is";; esac; exit $$status

# What the program is built from, as CycloneDX JSON, for programs that look for weaknesses. Needs a clone with its history.
sbom:
	mkdir -p bin
	$(GO) run github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0 app -licenses -json -noserial \
		-main cmd/mingpao -output bin/mingpao.cdx.json .

clean:
	rm -rf bin

# What is needed, said before a compiler says it worse. An older Go fetches the one that go.mod names; where it cannot, it is too
# old.
cc:
	@command -v $(CC) >/dev/null || { echo "no C compiler ($(CC)): SQLite is built from C; install one, e.g. apt-get install gcc libc6-dev"; exit 1; }
	@command -v $(GO) >/dev/null || { echo "no Go: install $(NEEDED) or newer from https://go.dev/dl/"; exit 1; }
	@$(GO) list -m >/dev/null || { echo "$$(cd / && $(GO) env GOVERSION) is too old: install Go $(NEEDED) or newer from https://go.dev/dl/"; exit 1; }
