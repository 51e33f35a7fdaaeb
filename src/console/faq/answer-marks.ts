/** What the buttons above an answer do to its text: marks around what is chosen, lists, links on lines of their own, slots. Pure. */
export interface Chosen {
  text: string;
  /** What is chosen, as the text area has it. */
  from: number;
  to: number;
}

/** Puts a mark around what is chosen, or takes it away; nothing chosen: around the place to type. */
export function toggleMark({ text, from, to }: Chosen, mark: '**' | '_'): Chosen {
  const size = mark.length;
  const inside = text.slice(from, to);
  if (text.slice(from - size, from) === mark && text.slice(to, to + size) === mark)
    return {
      text: text.slice(0, from - size) + inside + text.slice(to + size),
      from: from - size,
      to: to - size,
    };
  // A mark beside a space is no mark: it goes to the words.
  const lead = inside.length - inside.trimStart().length;
  const trail = inside.trimEnd() === '' ? 0 : inside.length - inside.trimEnd().length;
  const [start, end] = inside.trim() === '' ? [from, to] : [from + lead, to - trail];
  return {
    text: text.slice(0, start) + mark + text.slice(start, end) + mark + text.slice(end),
    from: start + size,
    to: end + size,
  };
}

/** Makes the lines that are chosen a list, or plain lines again. */
export function toggleList({ text, from, to }: Chosen): Chosen {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to);
  const end = next === -1 ? text.length : next;
  const lines = text.slice(start, end).split('\n');
  const isList = lines.every((line) => line.trim() === '' || line.startsWith('- '));
  const changed = lines
    .map((line) => {
      if (isList) return line.replace(/^- /u, '');
      return line.trim() === '' && lines.length > 1 ? line : `- ${line.replace(/^- /u, '')}`;
    })
    .join('\n');
  return { text: text.slice(0, start) + changed + text.slice(end), from: start, to: start + changed.length };
}

/** Puts words where the cursor is, instead of what is chosen. */
export function insertWords({ text, from, to }: Chosen, words: string): Chosen {
  const at = from + words.length;
  return { text: text.slice(0, from) + words + text.slice(to), from: at, to: at };
}

/**
 * Adds a button below the answer. Buttons are a list of links at its end; several of them stand together.
 */
export function addButton(text: string, label: string, target: string): Chosen {
  const link = `- [${label.replaceAll(/[[\]\\]/gu, '')}](${target})`;
  const body = text.trimEnd();
  const last = body.slice(body.lastIndexOf('\n') + 1);
  const lone = BUTTON.exec(last);
  const before = lone !== null && !last.startsWith('- ') ? `${body.slice(0, -last.length)}- ${last}` : body;
  const gap = before === '' ? '' : lone === null ? '\n\n' : '\n';
  const all = `${before}${gap}${link}`;
  return { text: all, from: all.length, to: all.length };
}

const BUTTON = /^(?:- )?\[[^\]]*\]\((?:faq:|flow:|operator:)[^)]*\)$/u;
