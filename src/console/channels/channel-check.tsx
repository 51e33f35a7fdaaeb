/** Asking a messenger how the channel stands, and its findings: what was looked at, what is so, what to do. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ChannelFinding } from '../../api/channels.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import type { WordKey } from '../i18n/words.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

const ICONS: Record<ChannelFinding['level'], IconName> = { ok: 'check', warn: 'info', error: 'alert' };

export interface Check {
  findings: ChannelFinding[] | null;
  failure: unknown;
  running: boolean;
  run(): void;
}

export function useCheck(id: string): Check {
  const api = useApi();
  const check = useMutation({ mutationFn: () => api.checkChannel(id) });
  const findings = check.data?.findings ?? null;
  return { findings, failure: check.error, running: check.isPending, run: () => check.mutate() };
}

export function CheckButton({ check, name }: { check: Check; name: string }) {
  const words = useWords();
  return (
    <Button
      size="sm"
      variant="default"
      loading={check.running}
      leftSection={<Icon name="search" size={16} />}
      aria-label={words('channels.check-of', { name })}
      onClick={check.run}
    >
      {words('channels.check')}
    </Button>
  );
}

/** Nothing before the first check. */
export function Findings({ check }: { check: Check }) {
  const failureText = useFailureText();
  if (check.failure !== null) {
    return (
      <p className="finding finding--error" role="alert">
        <Icon name="alert" size={17} />
        <span>{failureText(check.failure)}</span>
      </p>
    );
  }
  if (check.findings === null) return null;
  return <FindingList findings={check.findings} />;
}

export function FindingList({ findings }: { findings: readonly ChannelFinding[] }) {
  const words = useWords();
  return (
    <ul className="findings" aria-label={words('channels.findings')}>
      {findings.map((finding) => (
        <li key={`${finding.subject} ${finding.message}`} className={`finding finding--${finding.level}`}>
          <Icon name={ICONS[finding.level]} size={17} />
          <span>
            <span className="p-hidden">{words(`channels.level.${finding.level}`)}: </span>
            <FindingWords finding={finding} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** By its code. A server of another release may find what we have no words for: that is said in its English. */
function FindingWords({ finding: { code, values, subject, message } }: { finding: ChannelFinding }) {
  const words = useWords();
  const told = words(`finding.${code}` as WordKey, values);
  const about = words(`finding.${code.slice(0, code.indexOf('.'))}` as WordKey, values);
  if (told === `finding.${code}`) {
    return (
      <span lang="en">
        <strong>{subject}</strong> {message}
      </span>
    );
  }
  return (
    <span>
      <strong>{about}</strong> {told}
    </span>
  );
}
