/** Handing a conversation to a colleague: who has room, who is here, and a few words for them. */
import { Button, Modal, Textarea, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { API_LIMITS } from '../../api/bounds.ts';
import type { OperatorRow } from '../../api/people.ts';
import { useWords } from '../i18n/use-words.ts';
import { OperatorPresence } from '../people/operator-presence.tsx';
import { dotOf } from '../people/presence-dot.ts';
import { useOperators } from '../people/use-operators.ts';
import { Face } from '../ui/face.tsx';

interface TransferProps {
  opened: boolean;
  close(): void;
  /** Public id of the one who holds it now: not offered. */
  owner: string | null;
  transfer(to: string, note: string): void;
}

export function TransferDialog({ opened, close, owner, transfer }: TransferProps) {
  const words = useWords();
  const { data = [] } = useOperators();
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const others = data.filter(
    (operator) => operator.id !== owner && !operator.disabled && operator.role !== 'editor',
  );
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={words('transfer.title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      {others.length === 0 && <p className="p-soft">{words('transfer.nobody')}</p>}
      <div className="choices" role="group" aria-label={words('transfer.title')}>
        {others.map((operator, index) => (
          <Colleague
            key={operator.id}
            operator={operator}
            first={index === 0}
            chosen={to === operator.id}
            choose={() => setTo(operator.id)}
          />
        ))}
      </div>
      <Textarea
        mt="md"
        label={words('transfer.note')}
        description={words('transfer.note-hint')}
        autosize
        minRows={2}
        maxLength={API_LIMITS.textChars}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button
        mt="md"
        fullWidth
        disabled={to === null}
        onClick={() => {
          close();
          if (to !== null) transfer(to, note.trim());
        }}
      >
        {words('transfer.do')}
      </Button>
    </Modal>
  );
}

interface ColleagueProps {
  operator: OperatorRow;
  first: boolean;
  chosen: boolean;
  choose(): void;
}

function Colleague({ operator, first, chosen, choose }: ColleagueProps) {
  const words = useWords();
  const full = operator.load >= operator.maxLoad;
  return (
    <UnstyledButton
      className="choice choice--person"
      aria-pressed={chosen}
      data-autofocus={first ? true : undefined}
      disabled={full}
      onClick={choose}
    >
      <Face name={operator.name} size={34} dot={dotOf(operator)} />
      <span className="choice-who">
        <strong className="p-cut">{operator.name}</strong>
        <OperatorPresence operator={operator} />
      </span>
      <span className="p-number">
        {full ? words('transfer.full') : `${operator.load}/${operator.maxLoad}`}
      </span>
    </UnstyledButton>
  );
}
