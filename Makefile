# Each target sets up what it needs first; setup.sh is a matter of 0.1 s once it has run.
PY := .venv/bin/python
OFFSCREEN := QT_QPA_PLATFORM=offscreen
.PHONY: setup dev run demo test check bench drills screenshots manual i18n

setup:
	@sh setup.sh
dev:
	@sh setup.sh --dev || [ $$? = 3 ]
run:
	@sh setup.sh || [ $$? = 3 ]
	@exec $(PY) main.py
demo:
	@sh setup.sh || [ $$? = 3 ]
	@$(PY) main.py demo --out out
test: dev
	@$(OFFSCREEN) $(PY) -m pytest -q
check: dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@$(OFFSCREEN) $(PY) -m pytest -q --cov --cov-report=term:skip-covered
bench: dev
	@$(OFFSCREEN) $(PY) -m bench $(ROWS)
drills: dev
	@$(OFFSCREEN) $(PY) -m drills $(ROWS)
screenshots: dev
	@$(OFFSCREEN) $(PY) -m tools.pictures $(SCENES)
manual: dev
	@$(PY) -m tools.manual
i18n: dev
	@$(PY) tools/translate.py
