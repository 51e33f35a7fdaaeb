/** Wordings of a cluster into an entry that is there: the nearest are offered, any other can be chosen. They become its draft. */
import { Alert, Button, Group, Loader, Modal, NativeSelect, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FaqTree } from '../../api/faq.ts';
import type { ClusterDetail } from '../../api/unanswered.ts';
import { go } from '../ambient/route.ts';
import { NO_PARTS } from '../faq/parts.ts';
import { questionOf, useFaqChanged, useFaqTree } from '../faq/use-faq.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { percentOf } from '../i18n/percent.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { textsOf, TICKED } from './cluster-texts.ts';
import { QuestionTicks } from './question-ticks.tsx';
import { useSettle } from './use-unanswered.ts';

interface AddProps {
  cluster: ClusterDetail;
  close(): void;
}

export function AddToEntry({ cluster, close }: AddProps) {
  const words = useWords();
  const failureText = useFailureText();
  const tree = useFaqTree().data;
  const texts = textsOf(cluster);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(texts.slice(0, TICKED)));
  const [entry, setEntry] = useState(cluster.nearest[0]?.id ?? '');
  const add = useAdd(cluster, close);
  const wanted = texts.filter((text) => chosen.has(text));
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={words('unanswered.add-title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (entry !== '' && wanted.length > 0) add.mutate({ entry, texts: wanted });
        }}
      >
        <Stack gap="md">
          <QuestionTicks texts={texts} chosen={chosen} lang={cluster.locale} choose={setChosen} />
          {tree === undefined ? (
            <Loader size="sm" aria-label={words('loading')} />
          ) : (
            <EntryChoice tree={tree} cluster={cluster} entry={entry} choose={setEntry} />
          )}
          {add.isError && (
            <Alert color="red" role="alert">
              {add.error instanceof Refused ? words('faq.changed-meanwhile') : failureText(add.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button type="submit" disabled={entry === '' || wanted.length === 0} loading={add.isPending}>
              {words('unanswered.add-do', { count: wanted.length })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface ChoiceProps {
  tree: FaqTree;
  cluster: ClusterDetail;
  entry: string;
  choose(entry: string): void;
}

function EntryChoice({ tree, cluster: { nearest }, entry, choose }: ChoiceProps) {
  const words = useWords();
  const { locale } = useLanguage();
  return (
    <NativeSelect
      label={words('unanswered.add-where')}
      value={entry}
      data={[
        { value: '', label: words('faq.link-choose') },
        ...(nearest.length === 0
          ? []
          : [
              {
                group: words('unanswered.nearest'),
                items: nearest.map(({ id, question, score }) => ({
                  value: id,
                  label: `${question} (${percentOf(score, locale)})`,
                })),
              },
            ]),
        ...tree.topics.map((topic) => ({
          group: questionOf(topic.title, locale)?.text ?? topic.name,
          items: topic.entries
            .filter(({ id }) => !nearest.some((one) => one.id === id))
            .map((row) => ({ value: row.id, label: questionOf(row.question, locale)?.text ?? row.id })),
        })),
      ]}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

/** The entry is another by now, or somebody drafts it. */
class Refused extends Error {}

function useAdd({ id, locale }: ClusterDetail, close: () => void) {
  const api = useApi();
  const settle = useSettle(id);
  const changed = useFaqChanged();
  return useMutation({
    async mutationFn({ entry, texts }: { entry: string; texts: readonly string[] }) {
      const view = await api.faqEntry(entry);
      const written = view.languages[locale];
      const before = (written?.draftedBy == null ? written?.live : written.draft) ?? NO_PARTS;
      const known = new Set(before.phrasings);
      const outcome = await api.draftFaq({
        id: entry,
        locale,
        topic: view.topic,
        version: written?.version ?? '',
        draftVersion: written?.draftVersion ?? '',
        parts: { ...before, phrasings: [...before.phrasings, ...texts.filter((text) => !known.has(text))] },
      });
      if (!outcome.ok) throw new Refused(outcome.code);
      await settle({ entry, made: 'phrasing' });
      return entry;
    },
    onSuccess(entry) {
      changed();
      close();
      go(`/answers/entry/${encodeURIComponent(entry)}`, { lang: locale, locale: '', platform: '' });
    },
  });
}
