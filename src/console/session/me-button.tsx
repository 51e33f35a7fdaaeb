/** One's own face at the foot of the rail: what opens the menu, and what stands in its place until that has been fetched. */
import { UnstyledButton } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Face } from '../ui/face.tsx';
import { useSession } from './use-session.ts';

export function MeButton(props: ComponentProps<'button'>) {
  const words = useWords();
  const { operator } = useSession();
  return (
    <UnstyledButton {...props} className="rail-me">
      <span className="p-hidden">{words('nav.me', { name: operator.name })}</span>
      <Face name={operator.name} size={36} dot={operator.onDuty ? 'here' : 'away'} />
    </UnstyledButton>
  );
}
