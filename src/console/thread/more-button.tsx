/** Three dots: what opens the menu of rarer actions, and what stands in its place until that has been fetched. */
import { UnstyledButton } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useWords } from '../i18n/use-words.ts';

export function MoreButton(props: ComponentProps<'button'>) {
  const words = useWords();
  return (
    <UnstyledButton {...props} className="more quiet" aria-label={words('thread.more')}>
      <span aria-hidden="true" className="dots">
        •••
      </span>
    </UnstyledButton>
  );
}
