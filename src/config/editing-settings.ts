/** The settings of those who write answers: whether publications become commits, and whether files saved by hand wait. */

export interface EditingSettings {
  /** Publications are committed in FAQ_DIR. */
  git: boolean;
  /** Files saved by hand wait until somebody publishes them in the console. */
  hold: boolean;
}

type Parsed<T> = { ok: T } | { wrong: string };
type Check = <T, D>(key: string, otherwise: D, read: (text: string) => Parsed<T>) => T | D;

/** `check` reads one variable and books what is wrong with it. */
export function readEditingSettings(check: Check): EditingSettings {
  const choose = (one: string, other: string) => (text: string) => {
    const word = text.toLowerCase();
    return word === one || word === other ? { ok: word === one } : { wrong: `must be ${one} or ${other}` };
  };
  return {
    git: check('FAQ_GIT', false, choose('on', 'off')),
    hold: check('FAQ_GATE', false, choose('hold', 'after')),
  };
}
