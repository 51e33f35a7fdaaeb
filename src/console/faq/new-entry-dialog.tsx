/** Begins a new answer: its question, its topic, its name for links. What was brought along (phrasings, a reply) goes into its first draft. */
import { Alert, Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { FAQ_LIMITS } from '../../api/faq-bounds.ts';
import type { FaqChange, FaqParts, FaqTree } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { go } from '../ambient/route.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { ENTRY_ID, suggestId, topicName } from './entry-id.ts';
import { NO_PARTS } from './parts.ts';
import { questionOf, useFaqChanged } from './use-faq.ts';

interface NewEntryProps {
  tree: FaqTree;
  /** What it begins with. */
  start: Partial<FaqParts> & { lang?: ApiLocale };
  close(): void;
  /** Called when the draft is kept, before its page opens. */
  made?: ((id: string) => Promise<void>) | undefined;
}

const NEW_TOPIC = '\n';

export function NewEntryDialog({ tree, start, close, made }: NewEntryProps) {
  const words = useWords();
  const { locale } = useLanguage();
  const [question, setQuestion] = useState(start.question ?? '');
  const [chosen, setChosen] = useState('');
  const [title, setTitle] = useState('');
  const [named, setNamed] = useState<string | null>(null);
  const topic = chosen === NEW_TOPIC ? topicName(title) : chosen;
  const taken = useMemo(() => idsIn(tree), [tree]);
  const id = named ?? suggestId(question, topic, taken);
  const wrongId = !ENTRY_ID.test(id) ? 'faq.new-id-wrong' : taken.has(id) ? 'faq.new-id-taken' : null;
  const lang = start.lang ?? (tree.languages.includes(locale) ? locale : (tree.languages[0] ?? locale));
  const parts = partsOf(start, question);
  const make = useMake({ id, locale: lang, topic, version: '', draftVersion: '', parts }, { close, made });
  const isGood = question.trim() !== '' && topic !== '' && wrongId === null;
  return (
    <Modal
      opened
      onClose={close}
      title={words('faq.new-title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isGood) make.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label={words('faq.question')}
            description={words('faq.question-hint')}
            lang={lang}
            maxLength={FAQ_LIMITS.questionChars}
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
          />
          <TopicChoice tree={tree} chosen={chosen} choose={setChosen} title={title} call={setTitle} />
          <TextInput
            label={words('faq.new-id')}
            description={words('faq.new-id-hint')}
            error={wrongId === null || question === '' ? null : words(wrongId)}
            value={id}
            spellCheck={false}
            onChange={(event) => setNamed(event.currentTarget.value)}
          />
          {make.isError && <Trouble error={make.error} />}
          <Group justify="flex-end">
            <Button type="submit" disabled={!isGood} loading={make.isPending}>
              {words('faq.new-do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function idsIn({ topics }: NewEntryProps['tree']): Set<string> {
  return new Set(topics.flatMap(({ entries }) => entries.map(({ id }) => id)));
}

function Trouble({ error }: { error: unknown }) {
  const words = useWords();
  const failureText = useFailureText();
  return (
    <Alert color="red" role="alert">
      {error instanceof Refused ? words('faq.changed-meanwhile') : failureText(error)}
    </Alert>
  );
}

interface TopicProps {
  tree: FaqTree;
  chosen: string;
  choose(topic: string): void;
  /** Of a new topic. */
  title: string;
  call(title: string): void;
}

function TopicChoice({ tree, chosen, choose, title, call }: TopicProps) {
  const words = useWords();
  const { locale } = useLanguage();
  const topics = tree.topics.map((one) => ({
    value: one.name,
    label: questionOf(one.title, locale)?.text ?? one.name,
  }));
  return (
    <>
      <NativeSelect
        label={words('faq.topic')}
        value={chosen}
        data={[
          { value: '', label: words('faq.topic-choose') },
          ...topics,
          { value: NEW_TOPIC, label: words('faq.topic-new') },
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {chosen === NEW_TOPIC && (
        <TextInput
          label={words('faq.topic-title')}
          value={title}
          maxLength={FAQ_LIMITS.nameChars}
          onChange={(event) => call(event.currentTarget.value)}
        />
      )}
    </>
  );
}

function partsOf(start: NewEntryProps['start'], question: string): FaqParts {
  const { lang: _, ...more } = start;
  return { ...NO_PARTS, ...more, question: question.trim() };
}

/** The server would not keep it. */
class Refused extends Error {}

function useMake(change: FaqChange, { close, made }: Pick<NewEntryProps, 'close' | 'made'>) {
  const api = useApi();
  const changed = useFaqChanged();
  return useMutation({
    mutationFn: async () => {
      const outcome = await api.draftFaq(change);
      if (!outcome.ok) throw new Refused(outcome.code);
      await made?.(change.id);
    },
    onSuccess() {
      changed();
      close();
      go(`/answers/entry/${encodeURIComponent(change.id)}`, { topic: change.topic, lang: change.locale });
    },
  });
}
