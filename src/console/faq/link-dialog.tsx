/** A button below the answer (to another answer, a conversation, a person), or a link to a page in its words. */
import { Button, Group, Modal, NativeSelect, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FaqTree } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { useWords } from '../i18n/use-words.ts';
import { questionOf, useInsertable } from './use-faq.ts';

interface LinkProps {
  tree: FaqTree;
  lang: ApiLocale;
  close(): void;
  pick(link: { label: string; target: string }): void;
}

const KINDS = ['faq', 'flow', 'operator', 'page'] as const;
type Kind = (typeof KINDS)[number];
/** What a messenger's button shows whole. */
const LABEL_CHARS = 20;

export function LinkDialog({ tree, lang, close, pick }: LinkProps) {
  const words = useWords();
  const [kind, setKind] = useState<Kind>('faq');
  const [target, setTarget] = useState('');
  const [label, setLabel] = useState('');
  const whole = kind === 'operator' ? 'operator:' : kind === 'page' ? target.trim() : `${kind}:${target}`;
  const isGood =
    label.trim() !== '' &&
    (kind === 'operator' || (kind === 'page' ? /^https:\/\/[^\s()]+$/u.test(whole) : target !== ''));
  return (
    <Modal
      opened
      onClose={close}
      title={words('faq.link-title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isGood) return;
          close();
          pick({ label: label.trim(), target: whole });
        }}
      >
        <Stack gap="sm">
          <SegmentedControl
            fullWidth
            size="sm"
            aria-label={words('faq.link-kind')}
            value={kind}
            data={KINDS.map((one) => ({ value: one, label: words(`faq.link-kind.${one}`) }))}
            onChange={(value) => {
              setKind(KINDS.find((one) => one === value) ?? 'faq');
              setTarget('');
            }}
          />
          <Target tree={tree} lang={lang} kind={kind} target={target} choose={setTarget} />
          <TextInput
            label={words(kind === 'page' ? 'faq.link-words' : 'faq.link-label')}
            description={kind === 'page' ? undefined : words('faq.link-label-hint', { count: LABEL_CHARS })}
            lang={lang}
            maxLength={kind === 'page' ? 200 : LABEL_CHARS}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={!isGood}>
              {words('faq.insert')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface TargetProps extends Pick<LinkProps, 'tree' | 'lang'> {
  kind: Kind;
  target: string;
  choose(target: string): void;
}

function Target({ tree, lang, kind, target, choose }: TargetProps) {
  const words = useWords();
  const options = useTargets(tree, lang, kind);
  if (options !== null) {
    return (
      <NativeSelect
        data-autofocus
        label={words(kind === 'faq' ? 'faq.link-answer' : 'faq.link-flow')}
        value={target}
        data={[{ value: '', label: words('faq.link-choose') }, ...options]}
        onChange={({ currentTarget: { value } }) => choose(value)}
      />
    );
  }
  return kind === 'page' ? (
    <TextInput
      label={words('faq.link-page')}
      placeholder="https://"
      inputMode="url"
      value={target}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  ) : null;
}

function useTargets(
  tree: FaqTree,
  lang: ApiLocale,
  kind: Kind,
):
  ({ value: string; label: string } | { group: string; items: { value: string; label: string }[] })[] | null {
  const flows = useInsertable().data?.flows ?? [];
  if (kind === 'flow') return flows.map(({ name, title }) => ({ value: name, label: title }));
  if (kind !== 'faq') return null;
  return tree.topics.map((topic) => ({
    group: questionOf(topic.title, lang)?.text ?? topic.name,
    items: topic.entries.map((row) => ({
      value: row.id,
      label: questionOf(row.question, lang)?.text ?? row.id,
    })),
  }));
}
