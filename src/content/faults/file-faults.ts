/** What can be wrong with any file before anybody knows what it is for: bytes, YAML, keys. */

export const FILE_FAULTS = {
  'content.unread': ['{reason}', 'the log says more; tell an admin'],
  'file.link-outside': ['is a link that leads out of its folder', 'put a real file here instead of the link'],
  'file.not-regular': ['is not a regular file', 'remove it or replace it with a text file'],
  'file.too-large': [
    'is larger than {limit} MB',
    'split it into several files, or remove what was pasted by mistake',
  ],
  'file.unreadable': [
    'cannot be read: {reason}',
    'check that the file exists and that this program may read it',
  ],
  'file.zero-byte': [
    'contains a zero byte, so it is not a text file',
    'restore the file from a copy and save it as UTF-8',
  ],
  'file.not-utf8': [
    'is not valid UTF-8: it was saved in another encoding or cut off',
    'save the file as UTF-8 (in Windows editors: "Save as…", encoding UTF-8)',
  ],
  'yaml.tab': ['is not valid YAML: a line is indented with a tab', 'indent with spaces, not tabs'],
  'yaml.indent': [
    'is not valid YAML: the indentation does not fit the lines around',
    'give keys of one block the same indentation, with spaces, not tabs',
  ],
  'yaml.twice': [
    'is not valid YAML: a key stands here a second time; keys of one block are unique',
    'rename or remove one of the two',
  ],
  'yaml.unfinished': [
    'is not valid YAML: a quote or bracket is not closed',
    'close it; put a text that holds ": " or begins with a mark into quotes',
  ],
  'yaml.invalid': [
    'is not valid YAML: {problem}',
    'check indentation (spaces, not tabs), quotes and colons around this line',
  ],
  'yaml.aliases': ['cannot be expanded: {problem}', 'write repeated blocks out instead of using & and *'],
  'key.unknown': ['unknown key "{path}"'],
  'key.missing': ['"{path}" is missing'],
  'key.wrong': ['"{path}" is {given}'],
} as const;
