/** The look at past questions and the word to publish: progress, report, what is still to be decided, and why it cannot go on where it cannot. */
import { Alert, Button, Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FaqGateRun, FaqProblem, FaqPublished, FaqTree } from '../../api/faq.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { Problems } from '../scripts/problems.tsx';
import { ConflictList } from './conflict-list.tsx';
import { EntryVerdicts } from './entry-verdicts.tsx';
import { GateReport } from './gate-report.tsx';
import type { Published } from './published.ts';
import { useFaqChanged } from './use-faq.ts';
import { useGate } from './use-gate.ts';

interface GateProps {
  tree: FaqTree;
  gateId: string | null;
  begin(): void;
  beginError: unknown;
  isBeginning: boolean;
  done(published: Published): void;
}

export function GateView({ tree, gateId, begin, beginError, isBeginning, done }: GateProps) {
  const words = useWords();
  const failureText = useFailureText();
  const query = useGate(gateId);
  const run = query.data ?? null;
  const error = beginError ?? query.error;
  return (
    <section className="plate fa-gate" aria-labelledby="fa-gate">
      <h2 id="fa-gate">{words('faq.gate')}</h2>
      {error !== null && run === null && (
        <div role="alert">
          <p className="fa-plain">{failureText(error)}</p>
          <Button size="sm" variant="light" onClick={begin}>
            {words('again')}
          </Button>
        </div>
      )}
      {run === null && error === null && <Loader size="sm" aria-label={words('loading')} />}
      {run !== null && (
        <Run key={run.id} tree={tree} run={run} begin={begin} isBeginning={isBeginning} done={done} />
      )}
    </section>
  );
}

interface RunProps extends Pick<GateProps, 'tree' | 'begin' | 'isBeginning' | 'done'> {
  run: FaqGateRun;
}

function Run({ tree, run, begin, isBeginning, done }: RunProps) {
  const words = useWords();
  if (run.state === 'running') return <Progress run={run} />;
  if (run.state === 'failed' || run.state === 'outdated') {
    return (
      <div className="fa-gate-again">
        <p className="fa-plain">{words(`faq.gate-${run.state}`)}</p>
        <Problems problems={run.problems} />
        <Button size="sm" variant="light" loading={isBeginning} onClick={begin}>
          {words('faq.gate-again')}
        </Button>
      </div>
    );
  }
  return <Decide tree={tree} run={run} begin={begin} done={done} />;
}

function Progress({ run: { done, total } }: { run: FaqGateRun }) {
  const words = useWords();
  const percent = total === 0 ? 0 : Math.round((done / total) * 100);
  const text = words('faq.gate-progress', { done, total });
  return (
    <div className="fa-progress">
      <div
        role="progressbar"
        aria-label={words('faq.gate')}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={text}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <p className="fa-plain p-soft p-number">{text}</p>
    </div>
  );
}

function Decide({ tree, run, begin, done }: Omit<RunProps, 'isBeginning'>) {
  const words = useWords();
  const { operator } = useSession();
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const { report } = run;
  const problems = run.problems.map(withoutFolders);
  const errors = problems.filter(({ level }) => level === 'error');
  const doubtful = (report?.byEntry ?? []).filter(({ changed, lost, own }) => changed + lost + own > 0);
  const open = doubtful.filter(({ id }) => !accepted.has(id)).length;
  const mayOverride = operator.role === 'admin' || operator.role === 'supervisor';
  const isOver = report?.overThreshold === true;
  const why =
    errors.length > 0
      ? words('faq.gate-errors')
      : isOver && !mayOverride
        ? words('faq.gate-supervisor')
        : open > 0
          ? words('faq.gate-open', { count: open })
          : null;
  return (
    <>
      {report !== null && (
        <GateReport report={report}>
          <EntryVerdicts
            tree={tree}
            report={report}
            accepted={accepted}
            accept={(id, isIn) => setAccepted(withOne(accepted, id, isIn))}
            refused={begin}
          />
        </GateReport>
      )}
      <Problems problems={problems} />
      {isOver && (
        <div className="fa-over">
          <strong>{words('faq.gate-over')}</strong>
          <p>{words(mayOverride ? 'faq.gate-over-may' : 'faq.gate-over-may-not')}</p>
        </div>
      )}
      <PublishBar gateId={run.id} why={why} isOver={isOver} begin={begin} done={done} />
    </>
  );
}

interface BarProps {
  gateId: string;
  /** Why it cannot be published; null: it can. */
  why: string | null;
  isOver: boolean;
  begin(): void;
  done(published: Published): void;
}

function PublishBar({ gateId, why, isOver, begin, done }: BarProps) {
  const words = useWords();
  const api = useApi();
  const failureText = useFailureText();
  const changed = useFaqChanged();
  const publish = useMutation({
    mutationFn: () => api.publishFaq(gateId),
    onSuccess(outcome) {
      changed();
      if (outcome.ok) done(outcome);
    },
  });
  return (
    <>
      {publish.data?.ok === false && <Refused outcome={publish.data} begin={begin} />}
      {publish.isError && (
        <Alert color="red" role="alert">
          {failureText(publish.error)}
        </Alert>
      )}
      <div className="fa-publish-bar">
        <p className="fa-plain" role="status">
          {why ?? words('faq.gate-ready')}
        </p>
        <Button
          color={isOver ? '#9a3412' : 'counter'}
          disabled={why !== null}
          loading={publish.isPending}
          onClick={() => publish.mutate()}
        >
          {words(isOver ? 'faq.publish-over' : 'faq.publish')}
        </Button>
      </div>
    </>
  );
}

function Refused({ outcome, begin }: { outcome: Extract<FaqPublished, { ok: false }>; begin(): void }) {
  const words = useWords();
  if (outcome.code === 'conflict') return <ConflictList conflicts={outcome.conflicts} settled={begin} />;
  return (
    <Alert color="red" role="alert" title={words(`faq.publish-refused.${outcome.code}`)}>
      {outcome.code === 'invalid' && <Problems problems={outcome.problems.map(withoutFolders)} />}
      {outcome.code === 'failed' && (
        <>
          <p className="fa-plain">{words(`faq.publish-failed.${outcome.reason}`)}</p>
          <p className="fa-plain p-soft">{words('faq.said', { said: outcome.said })}</p>
        </>
      )}
      {outcome.code === 'outdated' && (
        <Button size="xs" variant="light" onClick={begin}>
          {words('faq.gate-again')}
        </Button>
      )}
    </Alert>
  );
}

/** Which file it is says its language and its name; where the folder lies does not matter here. */
function withoutFolders(problem: FaqProblem): FaqProblem {
  const cut = (text: string): string => text.replace(/\S*\/((?:ru|uk|en)\/[^\s/]+\.md)/gu, '$1');
  const { what, ...more } = { ...problem, file: cut(problem.file), message: cut(problem.message) };
  if (what === undefined) return more;
  const values = Object.entries(what.values).map(([name, value]) => [
    name,
    typeof value === 'string' ? cut(value) : value,
  ]);
  return { ...more, what: { ...what, values: Object.fromEntries(values) } };
}

function withOne(all: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(all);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}
