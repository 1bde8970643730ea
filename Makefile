# Kept. The two commands for a newcomer: make run, make test.
GO      ?= go
RELEASE := -tags migrated_fynedo,no_emoji -trimpath -ldflags "-s -w"

.PHONY: run test torture build ctl window bench lint cgofree race dist install uninstall clean

run: build ctl ## build and open the window; without a display do the main job headless
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then bin/kept; s=$$?; [ $$s = 3 ] || exit $$s; fi; exec .ci/headless

build:
	@.ci/packages build
	@mkdir -p bin
	@[ -x bin/kept ] || echo "Building; the first time takes some minutes, later ones seconds."
	@$(GO) build $(RELEASE) -o bin/kept ./cmd/kept

ctl:
	@mkdir -p bin
	@CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w" -o bin/keptctl ./cmd/keptctl

# The toolkit forgets how to draw what it has not drawn for a minute; a picture in
# a test on a busy machine may come later than that.
test race: export FYNE_CACHE = 1h

test: ## the whole test suite, window tests included, on a test driver
	@.ci/packages test
	CGO_ENABLED=0 $(GO) test -timeout 25m -tags ci ./...

torture: ## the long versions: 1,000 kills, every failing write, hundreds of damaged files, 100,000 merges, fuzzing; up to an hour
	@.ci/packages test
	.ci/torture

lint:
	@out=$$(gofmt -l assets cmd data playbook ui); if [ -n "$$out" ]; then echo "gofmt: $$out"; exit 1; fi
	CGO_ENABLED=0 $(GO) vet -tags ci ./...
	$(GO) vet ./cmd/kept

cgofree: ## keptctl for every system, and all but the window without cgo
	@for t in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64; do \
	  echo "keptctl $$t"; CGO_ENABLED=0 GOOS=$${t%/*} GOARCH=$${t#*/} $(GO) build -o /dev/null ./cmd/keptctl || exit 1; done
	CGO_ENABLED=0 $(GO) build -tags ci ./...

race: ## what runs beside other work, under the race detector; the translated SQLite is left alone, it would take twenty times longer
	CGO_ENABLED=1 $(GO) test -race -short -timeout 25m -tags ci -gcflags='modernc.org/...=-race=false' ./playbook/work ./data/... ./ui/...

window: ctl ## the main job in a real window under Xvfb, by mouse and keyboard
	@.ci/packages window
	@mkdir -p bin
	$(GO) build -o bin/kept-window ./cmd/kept
	.ci/window

bench: build ctl ## every figure beside its floor, same run
	@.ci/packages window
	.ci/bench

dist: ## archives for other computers in dist/: the window for Linux and Windows, keptctl for six systems, checksums
	@.ci/packages dist
	.ci/dist

install: build ctl ## for you alone, without root: ~/.local/bin, the menu, and account packs that open with it
	@mkdir -p out/install
	@cp cmd/kept/linux/install.sh cmd/kept/linux/kept.desktop cmd/kept/linux/kept.xml bin/kept bin/keptctl out/install
	@cp cmd/kept/icon.png out/install/kept.png
	@out/install/install.sh

uninstall:
	@cmd/kept/linux/install.sh --remove

clean:
	rm -rf bin out dist
