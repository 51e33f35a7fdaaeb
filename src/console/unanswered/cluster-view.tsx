/** One cluster: the questions, what operators replied, what is nearest to it, and the three things that can be done. */
import { Button, Loader } from '@mantine/core';
import { useState } from 'react';
import type { ClusterDetail, ClusterQuestion } from '../../api/unanswered.ts';
import { go } from '../ambient/route.ts';
import { useNow } from '../ambient/use-now.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { Platform } from '../ui/platform.tsx';
import { AddToEntry } from './add-to-entry.tsx';
import { ClusterWeeks } from './cluster-weeks.tsx';
import { MakeEntry } from './make-entry.tsx';
import { useCluster, usePutAside } from './use-unanswered.ts';

const SHOWN = 20;

export function ClusterView({ id }: { id: string }) {
  const words = useWords();
  const failureText = useFailureText();
  const query = useCluster(id);
  const cluster = query.data;
  if (cluster === undefined || cluster === null) {
    return (
      <section className="fa-pane fa-pane--none" aria-label={words('unanswered.cluster')}>
        {query.isPending && <Loader aria-label={words('loading')} />}
        {query.isError && (
          <Empty icon="alert" title={words('unanswered.failed')}>
            <p>{failureText(query.error)}</p>
            <Button variant="light" onClick={() => void query.refetch()}>
              {words('again')}
            </Button>
          </Empty>
        )}
        {cluster === null && (
          <Empty icon="check" title={words('unanswered.gone')}>
            <p>{words('unanswered.gone-hint')}</p>
            <Button variant="light" onClick={() => go('/unanswered')}>
              {words('unanswered.back')}
            </Button>
          </Empty>
        )}
      </section>
    );
  }
  return <Cluster cluster={cluster} />;
}

function Cluster({ cluster }: { cluster: ClusterDetail }) {
  const words = useWords();
  const [open, setOpen] = useState<'make' | 'add' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <section className="fa-pane un-pane" aria-label={words('unanswered.cluster')}>
      <ClusterHead cluster={cluster} make={() => setOpen('make')} add={() => setOpen('add')} />
      <div className="un-body">
        <ClusterWeeks cluster={cluster} />
        <Replies replies={cluster.replies} locale={cluster.locale} />
        <Questions cluster={cluster} />
      </div>
      {open === 'make' && <MakeEntry cluster={cluster} close={close} />}
      {open === 'add' && <AddToEntry cluster={cluster} close={close} />}
    </section>
  );
}

interface HeadProps {
  cluster: ClusterDetail;
  make(): void;
  add(): void;
}

function ClusterHead({ cluster, make, add }: HeadProps) {
  const words = useWords();
  const { id, title, locale, count, people, reasons } = cluster;
  const aside = usePutAside(id, () => go('/unanswered'));
  const why = (['missed', 'offered', 'notHelped'] as const)
    .filter((reason) => reasons[reason] > 0)
    .map((reason) => words(`unanswered.reason.${reason}`, { count: reasons[reason] }));
  return (
    <header className="fa-entry-head un-head">
      <a
        className="fa-back-link"
        href="/unanswered"
        aria-label={words('unanswered.back')}
        onClick={(event) => {
          event.preventDefault();
          go('/unanswered');
        }}
      >
        <Icon name="back" size={18} />
      </a>
      <div className="fa-entry-title">
        <h2 lang={locale}>{title}</h2>
        <p>
          <span className="p-number">{words('unanswered.asked', { count })}</span>
          <span className="p-number">{words('unanswered.people', { count: people })}</span>
          <span>{why.join(', ')}</span>
        </p>
      </div>
      <div className="un-acts">
        <Button size="sm" leftSection={<Icon name="plus" size={17} />} onClick={make}>
          {words('unanswered.make')}
        </Button>
        <Button size="sm" variant="light" onClick={add}>
          {words('unanswered.add')}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          loading={aside.isPending}
          onClick={() => aside.mutate({ questions: null })}
        >
          {words('unanswered.aside')}
        </Button>
      </div>
    </header>
  );
}

function Replies({ replies, locale }: { replies: readonly string[]; locale: string }) {
  const words = useWords();
  return (
    <section className="plate" aria-labelledby="un-replies">
      <h2 id="un-replies">{words('unanswered.replies')}</h2>
      {replies.length === 0 ? (
        <p className="fa-plain p-soft">{words('unanswered.replies-none')}</p>
      ) : (
        <ul className="un-replies" lang={locale}>
          {replies.map((reply) => (
            <li key={reply}>{reply}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Questions({ cluster: { questions, count } }: { cluster: ClusterDetail }) {
  const words = useWords();
  const [most, setMost] = useState(SHOWN);
  return (
    <section className="plate" aria-labelledby="un-questions">
      <h2 id="un-questions">{words('unanswered.questions')}</h2>
      <ul className="un-questions">
        {questions.slice(0, most).map((question) => (
          <Question key={question.id} question={question} />
        ))}
      </ul>
      {questions.length > most && (
        <Button size="xs" variant="light" onClick={() => setMost(most + 5 * SHOWN)}>
          {words('unanswered.more', { count: questions.length - most })}
        </Button>
      )}
      {questions.length <= most && count > questions.length && (
        <p className="fa-hint">{words('unanswered.rest', { count: count - questions.length })}</p>
      )}
    </section>
  );
}

function Question({ question }: { question: ClusterQuestion }) {
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const { text, locale, platform, conversation, atMs, band } = question;
  return (
    <li>
      <Platform name={platform} />
      <span className="un-question" lang={locale}>
        {text}
      </span>
      <span className={`tag fa-band--${band}`}>{words(`faq.band.${band}`)}</span>
      <time className="p-soft p-number" dateTime={new Date(atMs).toISOString()}>
        {format.moment(atMs, now)}
      </time>
      {conversation !== null && (
        <a
          href={`/c/${conversation}`}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            go(`/c/${conversation}`);
          }}
        >
          {words('unanswered.conversation')}
        </a>
      )}
    </li>
  );
}
