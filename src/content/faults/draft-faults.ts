/** What keeps words from becoming a draft: as they are written in the console, and as they stand in a table. */

export const DRAFT_FAULTS = {
  'draft.id': [
    'the id "{id}" is not well formed',
    'use small Latin letters, digits and hyphens, a letter first',
  ],
  'draft.topic': ['"{topic}" cannot be the name of a topic', 'use letters, digits and hyphens'],
  'draft.no-question': ['the entry has no question', 'write the question'],
  'draft.misread': [
    'the answer would not be read as it is written',
    'no "## " at the beginning of a line, and no comments (<!-- … -->)',
  ],
  'draft.unchecked': ['the answers could not be checked: {reason}', 'try again, or ask an admin'],
  'import.too-large': ['the table is larger than {max} MB', 'split it into several'],
  'import.too-many-rows': ['the table has more than {max} rows', 'split it into several'],
  'import.too-slow': ['the table could not be read: {reason}', 'try a smaller table'],
  'import.not-utf8': [
    'the table is not written in UTF-8',
    'choose "CSV UTF-8" where you save it, or save it as an Excel file (.xlsx)',
  ],
  'import.quotes': [
    'the quotation marks near line {line} do not match',
    'save the table anew in the spreadsheet, or as an Excel file (.xlsx)',
  ],
  'import.csv': ['the table cannot be read: {reason}', 'save it as CSV in UTF-8'],
  'import.excel': ['the table cannot be read: {reason}', 'save it anew as an Excel file (.xlsx)'],
  'import.no-excel': ['it is no Excel file', 'save the table as an Excel file (.xlsx) or as CSV in UTF-8'],
  'import.damaged': ['the file is damaged', 'save the table anew as an Excel file (.xlsx)'],
  'import.many-parts': [
    'the file holds too many parts',
    'copy the table alone into a new Excel file (.xlsx)',
  ],
  'import.locked': [
    'the file is damaged, protected by a password, or too large when unpacked',
    'save the table anew as an Excel file (.xlsx) without a password',
  ],
  'import.no-column': ['there is no column {names}', 'the first row names the columns: {columns}'],
  'import.language': ['"{language}" is no language', 'write ru, uk or en'],
  'import.other-language': [
    '"{language}" is not a language of this shop',
    'leave such rows out; the languages of the shop stand in shop.yaml',
  ],
  'import.twice': ['"{id}" in "{language}" is there twice', 'leave one of the rows'],
  'import.date': ['"{date}" is not a date', 'write 2026-12-31'],
  'import.drafted': ['{by} has a draft of "{id}" in "{language}"', 'publish or discard that draft first'],
  'import.too-many-drafts': ['there would be too many drafts', 'publish what is there first'],
} as const;
