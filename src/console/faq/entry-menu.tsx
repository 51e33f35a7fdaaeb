/** What else can be done with an entry: its history, its draft taken back, the entry taken away. What takes something away asks once more. */
import { Button, Group, Menu, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FaqEntryView } from '../../api/faq.ts';
import { API_LOCALES } from '../../api/bounds.ts';
import type { ApiLocale } from '../../api/words.ts';
import { browserKept } from '../ambient/kept.ts';
import { go } from '../ambient/route.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { Icon } from '../ui/icon.tsx';
import { useTell } from '../ui/toasts.tsx';
import { forgetDraft } from './use-draft.ts';
import { useFaqChanged } from './use-faq.ts';

interface MenuProps {
  view: FaqEntryView;
  lang: ApiLocale;
  renew(): void;
}

type Deed = 'discard' | 'remove';

export function EntryMenu({ view, lang, renew }: MenuProps) {
  const words = useWords();
  const [asked, setAsked] = useState<Deed | null>(null);
  const written = Object.values(view.languages);
  const isDrafted = written.some(({ draftedBy }) => draftedBy !== null);
  const isThere = written.some(({ live, draft, draftedBy }) => (draftedBy === null ? live : draft) !== null);
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <button type="button" className="fa-more" aria-label={words('faq.more')} title={words('faq.more')}>
            <span aria-hidden="true">⋯</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<Icon name="clock" size={17} />}
            onClick={() => go('/answers/history', { entry: view.id })}
          >
            {words('faq.entry-history')}
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="undo" size={17} />}
            disabled={!isDrafted}
            onClick={() => setAsked('discard')}
          >
            {words('faq.discard')}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<Icon name="close" size={17} />}
            disabled={!isThere}
            onClick={() => setAsked('remove')}
          >
            {words('faq.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked !== null && (
        <AskTwice deed={asked} view={view} lang={lang} close={() => setAsked(null)} renew={renew} />
      )}
    </>
  );
}

interface AskProps extends MenuProps {
  deed: Deed;
  close(): void;
}

function AskTwice({ deed, view, lang, close, renew }: AskProps) {
  const words = useWords();
  const tell = useTell();
  const failureText = useFailureText();
  const changed = useFaqChanged();
  const act = useDeed(view, deed);
  const mutation = useMutation({
    mutationFn: act,
    onSuccess(isDone) {
      if (isDone) tell('good', words(`faq.${deed}-done`));
      else tell('bad', words('faq.changed-meanwhile'));
      changed();
      renew();
      close();
    },
    onError: (error) => tell('bad', failureText(error)),
  });
  const isSeveral = Object.keys(view.languages).length > 1;
  return (
    <Modal
      opened
      onClose={close}
      title={words(`faq.${deed}-title`)}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <Stack gap="md">
        <p className="fa-plain">{words(`faq.${deed}-hint`)}</p>
        <Group justify="flex-end" gap="sm">
          {isSeveral && (
            <Button variant="default" loading={mutation.isPending} onClick={() => mutation.mutate([lang])}>
              {words(`faq.${deed}-one`, { language: words(`language.own-${lang}`) })}
            </Button>
          )}
          <Button color="red" loading={mutation.isPending} onClick={() => mutation.mutate([...API_LOCALES])}>
            {words(isSeveral ? `faq.${deed}-all` : `faq.${deed}-do`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Does it in these languages; false: somebody was faster, nothing more was done. */
function useDeed(view: FaqEntryView, deed: Deed): (languages: ApiLocale[]) => Promise<boolean> {
  const api = useApi();
  const { operator } = useSession();
  const { id, topic } = view;
  return async (languages) => {
    const present = languages.filter((locale) => view.languages[locale] !== undefined);
    for (const locale of present) forgetDraft(browserKept, { operator: operator.id, id, locale });
    if (deed === 'discard') {
      if (languages.length > 1) await api.discardFaq({ id });
      else for (const locale of present) await api.discardFaq({ id, locale });
      return true;
    }
    for (const locale of present) {
      const written = view.languages[locale];
      if (written === undefined) continue;
      if (written.live === null) await api.discardFaq({ id, locale });
      else {
        const { version, draftVersion } = written;
        const outcome = await api.draftFaq({ id, locale, topic, version, draftVersion, parts: null });
        if (!outcome.ok) return false;
      }
    }
    return true;
  };
}
