"""The static files under names that change with their content, also where one module of a script imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Rewrites `import … from "./…"` too, so that a module and what it imports are always of one version."""

    support_js_module_import_aggregation = True
