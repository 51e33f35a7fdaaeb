/** Flows and scripts for those who write them: what there is, what keeps an edit from going live, and each of them by itself. */
import { Alert, Button, Loader } from '@mantine/core';
import type { ScriptList, ScriptListRow } from '../../api/scripts.ts';
import { go } from '../ambient/route.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { Problems } from './problems.tsx';
import { ScriptView } from './script-view.tsx';
import './scripts.css';
import { useScripts } from './use-scripts.ts';

export function ScriptsPage({ name }: { name: string | null }) {
  const words = useWords();
  const failureText = useFailureText();
  const query = useScripts();
  return (
    <main className="sheet">
      <div className="sheet-inner sheet-inner--wide">
        {query.data === undefined && query.isPending && <Loader aria-label={words('loading')} />}
        {query.data === undefined && query.isError && (
          <Empty icon="alert" title={words('scripts.failed')}>
            <p>{failureText(query.error)}</p>
            <Button variant="light" onClick={() => void query.refetch()}>
              {words('again')}
            </Button>
          </Empty>
        )}
        {query.data !== undefined && <Scripts list={query.data} name={name} />}
      </div>
    </main>
  );
}

function Scripts({ list, name }: { list: ScriptList; name: string | null }) {
  const words = useWords();
  const row = list.rows.find((one) => one.name === name);
  return (
    <>
      {!list.isCurrent && (
        <Alert
          className="scripts-trouble"
          icon={<Icon name="alert" size={18} />}
          title={words('scripts.stale')}
        >
          <p>{words('scripts.stale-hint')}</p>
          <Problems problems={list.problems} />
        </Alert>
      )}
      {row === undefined ? (
        <Overview list={list} isGone={name !== null} />
      ) : (
        <ScriptView key={row.name} row={row} />
      )}
    </>
  );
}

function Overview({ list: { rows }, isGone }: { list: ScriptList; isGone: boolean }) {
  const words = useWords();
  return (
    <>
      <header className="sheet-head">
        <div>
          <h1>{words('scripts.title')}</h1>
          <p className="sheet-lead">{words('scripts.lead')}</p>
        </div>
      </header>
      {isGone && <p role="alert">{words('scripts.gone')}</p>}
      {(['script', 'flow'] as const).map((kind) => (
        <section key={kind} className="plate">
          <h2>{words(`scripts.kinds.${kind}`)}</h2>
          <ul className="script-rows">
            {rows
              .filter((row) => row.kind === kind)
              .map((row) => (
                <Row key={row.name} row={row} />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Row({ row: { name, title, steps, isLive, problems } }: { row: ScriptListRow }) {
  const words = useWords();
  const path = `/scripts/${encodeURIComponent(name)}`;
  return (
    <li className="script-row">
      <a
        href={path}
        onClick={(event) => {
          event.preventDefault();
          go(path);
        }}
      >
        <strong>{title}</strong>
        <code className="p-soft">{name}</code>
      </a>
      <span className="p-soft p-number">{words('scripts.steps', { count: steps })}</span>
      {!isLive && <span className="script-mark script-mark--bad">{words('scripts.not-live')}</span>}
      {problems.length > 0 && (
        <span
          className={`script-mark${problems.some(({ level }) => level === 'error') ? ' script-mark--bad' : ''}`}
        >
          {words('scripts.found', { count: problems.length })}
        </span>
      )}
    </li>
  );
}
