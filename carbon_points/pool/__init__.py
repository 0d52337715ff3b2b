"""The register of reductions: notice, registration, disposal, use."""
