# Two commands do everything on a machine with Go and a C compiler: make demo shows the main job, make test passes the tests.

GO     ?= go
CC     ?= gcc
OUT    := bin/mingpao
FUZZ   ?= 60s
export CGO_ENABLED = 1

.PHONY: build demo test check golden bench fuzz vuln clean cc

build: cc
	$(GO) build -o $(OUT) ./cmd/mingpao

demo: build
	$(OUT) demo

test: cc
	$(GO) test ./...

# Everything that must hold before a change lands.
check: cc
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "gofmt these files:"; echo "$$unformatted"; exit 1; fi
	$(GO) mod verify
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(MAKE) test
	$(GO) test -race -short ./...
	$(MAKE) fuzz FUZZ=500x

# Rewrites the goldens; review their diff like code.
golden:
	$(GO) run ./cmd/mingpao golden --update testdata/pages

# Speed beside its floors; real pages too with MINGPAO_CORPUS=folder.
bench: cc
	$(GO) test -run xxx -bench . -benchmem ./...

# Every fuzz target for FUZZ each: a time, or a number of inputs as 500x. Pages are not made small for long: they are large.
fuzz: cc
	@for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			$(GO) test -run xxx -fuzz "^$$target\$$" -fuzztime $(FUZZ) -fuzzminimizetime 10x $$package || exit 1; \
		done; \
	done

# Known weaknesses of what the program is built from; needs the Go vulnerability database, or one that GOVULNDB names.
vuln:
	$(GO) run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...

clean:
	rm -rf bin

cc:
	@command -v $(CC) >/dev/null || { echo "no C compiler ($(CC)): SQLite is built from C; install one, e.g. apt-get install gcc libc6-dev"; exit 1; }
	@command -v $(GO) >/dev/null || { echo "no Go: install it from https://go.dev/dl/"; exit 1; }
