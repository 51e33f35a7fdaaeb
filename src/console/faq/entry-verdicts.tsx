/** What each drafted entry does by itself: accepted, or refused, which takes its draft back and looks anew. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FaqGateReport } from '../../api/faq-gate.ts';
import type { FaqTree } from '../../api/faq.ts';
import { API_LOCALES } from '../../api/bounds.ts';
import { browserKept } from '../ambient/kept.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { useTell } from '../ui/toasts.tsx';
import { forgetDraft } from './use-draft.ts';
import { questionOf, useFaqChanged } from './use-faq.ts';

interface VerdictsProps {
  tree: FaqTree;
  report: FaqGateReport;
  accepted: ReadonlySet<string>;
  accept(id: string, isIn: boolean): void;
  /** A draft was taken back: what was looked at is old. */
  refused(): void;
}

export function EntryVerdicts({ tree, report, accepted, accept, refused }: VerdictsProps) {
  const words = useWords();
  if (report.byEntry.length === 0) return null;
  return (
    <section className="fa-verdicts">
      <h3>{words('faq.verdicts')}</h3>
      <ul>
        {report.byEntry.map((one) => (
          <Verdict
            key={one.id}
            tree={tree}
            one={one}
            isIn={accepted.has(one.id)}
            accept={accept}
            refused={refused}
          />
        ))}
      </ul>
    </section>
  );
}

interface VerdictProps extends Pick<VerdictsProps, 'tree' | 'accept' | 'refused'> {
  one: FaqGateReport['byEntry'][number];
  isIn: boolean;
}

function Verdict({ tree, one, isIn, accept, refused }: VerdictProps) {
  const words = useWords();
  const { locale } = useLanguage();
  const { id, changed, lost, gained, choice = 0, own } = one;
  const refuse = useRefuse(id, refused);
  const isDoubtful = changed + lost + own > 0;
  const row = tree.topics.flatMap(({ entries }) => entries).find((entry) => entry.id === id);
  // What was saved in a file is taken back there.
  const isDrafted = row !== undefined && DRAFTED.includes(row.state);
  const shown = row === undefined ? null : questionOf(row.question, locale);
  const counts = [
    lost > 0 ? words('faq.verdict.lost', { count: lost }) : '',
    changed > 0 ? words('faq.verdict.changed', { count: changed }) : '',
    gained > 0 ? words('faq.verdict.gained', { count: gained }) : '',
    choice > 0 ? words('faq.verdict.choice', { count: choice }) : '',
    own > 0 ? words('faq.verdict.own', { count: own }) : '',
  ].filter((text) => text !== '');
  return (
    <li className={isDoubtful && !isIn ? 'fa-verdict fa-verdict--open' : 'fa-verdict'}>
      <span className="fa-verdict-name">
        <strong lang={shown?.lang}>{shown?.text ?? id}</strong>
        <span className="p-soft">{counts.length === 0 ? words('faq.verdict.none') : counts.join(', ')}</span>
      </span>
      <span className="fa-verdict-acts">
        {isDoubtful && (
          <label className="fa-check">
            <input
              type="checkbox"
              checked={isIn}
              onChange={(event) => accept(id, event.currentTarget.checked)}
            />
            {words('faq.verdict.accept')}
          </label>
        )}
        {isDrafted ? (
          <Button
            size="xs"
            variant="subtle"
            color="red"
            loading={refuse.isPending}
            onClick={() => refuse.mutate()}
          >
            {words('faq.verdict.refuse')}
          </Button>
        ) : (
          <span className="p-soft">{words('faq.verdict.by-hand')}</span>
        )}
      </span>
    </li>
  );
}

const DRAFTED: readonly string[] = ['draft', 'new', 'removed'];

function useRefuse(id: string, refused: () => void) {
  const words = useWords();
  const api = useApi();
  const tell = useTell();
  const failureText = useFailureText();
  const changed = useFaqChanged();
  const { operator } = useSession();
  return useMutation({
    mutationFn: () => api.discardFaq({ id }),
    onSuccess() {
      for (const locale of API_LOCALES) forgetDraft(browserKept, { operator: operator.id, id, locale });
      tell('good', words('faq.discard-done'));
      changed();
      refused();
    },
    onError: (error) => tell('bad', failureText(error)),
  });
}
