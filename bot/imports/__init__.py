"""Facts from files: a mapping says which column is what; an import takes all of it, or nothing."""

from bot.imports.errors import BadCell, ImportRefused
from bot.imports.mapping import MappingFile
from bot.imports.reader import read_mapping
from bot.imports.report import ImportReport
from bot.imports.run import import_facts

__all__ = ["BadCell", "ImportRefused", "ImportReport", "MappingFile", "import_facts", "read_mapping"]
