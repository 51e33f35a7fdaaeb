/** The list of keys. */
import { Kbd, Modal } from '@mantine/core';
import { useWords } from '../i18n/use-words.ts';
import type { WordKey } from '../i18n/words.ts';

const KEYS: readonly (readonly [readonly string[], WordKey])[] = [
  [['J'], 'keys.next'],
  [['K'], 'keys.previous'],
  [['G'], 'keys.next-customer'],
  [['C'], 'keys.claim'],
  [['R'], 'keys.reply'],
  [['N'], 'keys.note'],
  [['E'], 'keys.resolve'],
  [['T'], 'keys.transfer'],
  [['/'], 'keys.search'],
  [['Esc'], 'keys.leave'],
  [['Ctrl', 'Enter'], 'keys.send'],
  [['?'], 'keys.help'],
];

export function ShortcutHelp({ opened, close }: { opened: boolean; close(): void }) {
  const words = useWords();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={words('keys.title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <dl className="keys">
        {KEYS.map(([names, word]) => (
          <div key={word}>
            <dt>
              {names.map((name) => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dt>
            <dd>{words(word)}</dd>
          </div>
        ))}
      </dl>
      <p className="p-soft">{words('keys.layout')}</p>
    </Modal>
  );
}
