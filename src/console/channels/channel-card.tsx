/** One channel: how it does, what goes in and out, and what can be done about it. */
import { Alert } from '@mantine/core';
import type { ChannelRow } from '../../api/channels.ts';
import { useNow } from '../ambient/use-now.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { Icon } from '../ui/icon.tsx';
import { Platform, platformTitle } from '../ui/platform.tsx';
import { CheckButton, FindingList, Findings, useCheck } from './channel-check.tsx';
import { ChannelSwitch } from './channel-switch.tsx';
import { conditionSentence, TONES } from './condition-words.ts';
import { PairAgain, Pairing } from './pairing.tsx';

/** Channels whose use is a risk that people must see. */
const RISKY = 'whatsapp-web';

export function ChannelCard({ row, single }: { row: ChannelRow; single: boolean }) {
  const words = useWords();
  const { operator } = useSession();
  const check = useCheck(row.id);
  const isAdmin = operator.role === 'admin';
  const leads = isAdmin || operator.role === 'supervisor';
  const title = row.platform === RISKY ? words('channels.whatsapp-web') : platformTitle(words, row.platform);
  const name = single ? title : `${title} (${row.account})`;
  const { phone } = row;
  const isOn = row.condition.is !== 'off';
  return (
    <li className={`plate messenger messenger--${TONES[row.condition.is]}`}>
      <header className="messenger-head">
        <Platform name={row.platform} />
        <div className="messenger-name">
          <h2>{title}</h2>
          {!single && <span className="p-soft p-cut">{row.account}</span>}
        </div>
        <span className={`messenger-state messenger-state--${TONES[row.condition.is]}`}>
          {words(`channels.state.${row.condition.is}`)}
        </span>
        {isAdmin && <ChannelSwitch row={row} name={name} />}
      </header>
      <Trouble row={row} />
      {row.notes.length > 0 && check.findings === null && <FindingList findings={row.notes} />}
      {isAdmin && isOn && phone !== null && <Pairing row={row} phone={phone} />}
      <Facts row={row} />
      {row.platform === RISKY && (
        <Alert
          className="messenger-risk"
          icon={<Icon name="alert" size={18} />}
          title={words('channels.risk-title')}
        >
          {words('channels.risk')}
        </Alert>
      )}
      {leads && (
        <div className="messenger-acts">
          <CheckButton check={check} name={name} />
          {isAdmin && isOn && phone !== null && phone.is !== 'pairing' && phone.is !== 'starting' && (
            <PairAgain row={row} />
          )}
        </div>
      )}
      <Findings check={check} />
    </li>
  );
}

function Trouble({ row: { condition } }: { row: ChannelRow }) {
  const words = useWords();
  const format = useFormat();
  const sentence = conditionSentence(condition, words, format);
  if (sentence === null) return null;
  return (
    <p className="messenger-why">
      {sentence.text}
      {sentence.own !== null && <code lang="en">{sentence.own}</code>}
    </p>
  );
}

function Facts({ row: { intake, waiting, lastInMs, lastOutMs, phone } }: { row: ChannelRow }) {
  const words = useWords();
  const format = useFormat();
  const nowMs = useNow();
  const when = (ms: number | null): string =>
    ms === null ? words('channels.none-lately') : format.moment(ms, nowMs);
  return (
    <dl className="messenger-facts">
      <Fact name={words('channels.last-in')}>{when(lastInMs)}</Fact>
      <Fact name={words('channels.last-out')}>{when(lastOutMs)}</Fact>
      <Fact name={words('channels.waiting')} marked={waiting > 0}>
        {String(waiting)}
      </Fact>
      <Fact name={words('channels.intake')}>{words(`channels.intake.${intake}`)}</Fact>
      {phone?.number != null && <Fact name={words('channels.number')}>{`+${phone.number}`}</Fact>}
    </dl>
  );
}

function Fact({ name, marked = false, children }: { name: string; marked?: boolean; children: string }) {
  return (
    <div className={marked ? 'messenger-fact messenger-fact--marked' : 'messenger-fact'}>
      <dt>{name}</dt>
      <dd className="p-number">{children}</dd>
    </div>
  );
}
