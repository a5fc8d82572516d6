"""Documents for a board: headings, words, tables and bar charts as a PDF."""

from .errors import UnprintableCharacterError as UnprintableCharacterError
from .records import Bar as Bar
from .records import Bars as Bars
from .records import Block as Block
from .records import Document as Document
from .records import Heading as Heading
from .records import Items as Items
from .records import Rows as Rows
from .records import Words as Words
from .write import write_pdf as write_pdf
