/**
 * Catches a fault of ours while a page is drawn, or a part of the console that an update has taken away: says so and
 * offers to reload. Drafts and unsent words lie in the browser and survive it.
 */
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Empty } from './empty.tsx';

/** React offers this to classes only. */
export class Mishap extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const words = useWords();
  return (
    <main className="gate">
      <Empty icon="alert" title={words('mishap.title')}>
        <p>{words('mishap.hint')}</p>
        <Button onClick={() => location.reload()}>{words('line.reload')}</Button>
      </Empty>
    </main>
  );
}
