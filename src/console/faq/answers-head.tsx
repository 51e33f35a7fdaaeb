/** The head of everything about the answers: where one is, what waits to be published, a new answer, tables in and out. */
import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import type { FaqTree } from '../../api/faq.ts';
import { go, type AnswersTab } from '../ambient/route.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { NewEntryDialog } from './new-entry-dialog.tsx';

const TABS: readonly AnswersTab[] = ['entries', 'publish', 'history', 'report'];

export function AnswersHead({ tab, tree }: { tab: AnswersTab; tree: FaqTree | null }) {
  const words = useWords();
  const [open, setOpen] = useState<'import' | 'new' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <header className="fa-head">
      <h1>{words('faq.title')}</h1>
      <nav className="fa-tabs" aria-label={words('faq.tabs')}>
        {TABS.map((one) => (
          <TabLink key={one} tab={one} current={one === tab} drafts={tree?.drafts ?? 0} />
        ))}
      </nav>
      <span className="fa-head-acts">
        <TableMenu open={() => setOpen('import')} />
        <Button
          size="sm"
          leftSection={<Icon name="plus" size={17} />}
          disabled={tree === null}
          onClick={() => setOpen('new')}
        >
          {words('faq.new')}
        </Button>
      </span>
      {open === 'import' && <ImportDialog close={close} />}
      {open === 'new' && tree !== null && <NewEntryDialog tree={tree} start={{}} close={close} />}
    </header>
  );
}

function TabLink({ tab, current, drafts }: { tab: AnswersTab; current: boolean; drafts: number }) {
  const words = useWords();
  const path = tab === 'entries' ? '/answers' : `/answers/${tab}`;
  return (
    <a
      className="fa-tab"
      href={path}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(path, { entry: '', gate: '', topic: '' });
      }}
    >
      {words(`faq.tab.${tab}`)}
      {tab === 'publish' && drafts > 0 && (
        <span className="fa-count p-number" role="img" aria-label={words('faq.drafts', { count: drafts })}>
          {drafts}
        </span>
      )}
    </a>
  );
}

function TableMenu({ open }: { open(): void }) {
  const words = useWords();
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button size="sm" variant="default" rightSection={<Icon name="down" size={15} />}>
          {words('faq.table')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words('faq.table-lead')}</Menu.Label>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={`/api/faq/export.${format}`}
            leftSection={<Icon name="save" size={17} />}
          >
            {words(`faq.export.${format}`)}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<Icon name="open" size={17} />} onClick={open}>
          {words('faq.import')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
