/** The right column: who the customer is, why they are here, and what is known already. */
import type { ConversationDetail } from '../../api/conversations.ts';
import { useWords } from '../i18n/use-words.ts';
import { PersonSection } from '../person/person-section.tsx';
import { Face } from '../ui/face.tsx';
import { platformTitle } from '../ui/platform.tsx';
import { CaseCard } from './case-card.tsx';
import { Facts } from './facts.tsx';
import { PersonalSection } from './personal-section.tsx';
import { Section } from './section.tsx';

export function CustomerCard({ conversation }: { conversation: ConversationDetail }) {
  const words = useWords();
  const name = conversation.name === '' ? words('customer.nameless') : conversation.name;
  return (
    <div className="card">
      <div className="card-who">
        <Face name={name} size={56} />
        <h2>{name}</h2>
        {!conversation.reachable && <span className="tag tag--urgent">{words('status.blocked')}</span>}
      </div>
      <Contacts conversation={conversation} />
      <PersonSection conversation={conversation} />
      <PersonalSection conversation={conversation} />
      {conversation.case !== null && <CaseCard case={conversation.case} />}
      <Section title={words('facts.title')}>
        <Facts facts={conversation.collected} empty={words('facts.none')} />
      </Section>
    </div>
  );
}

/** A number that the messenger vouches for, else one that it only tells: good to call back, no proof of anything. */
function Phone({ verified, told }: { verified: string | null; told: string | null }) {
  const words = useWords();
  const number = verified ?? told;
  if (number === null) return <span className="p-soft">{words('customer.no-phone')}</span>;
  return (
    <>
      +{number}{' '}
      <span className={`tag${verified === null ? '' : ' tag--accent'}`}>
        {words(verified === null ? 'customer.unproven' : 'customer.verified')}
      </span>
    </>
  );
}

function Contacts({ conversation }: { conversation: ConversationDetail }) {
  const words = useWords();
  const { username, verifiedPhone, phone, platform, account, locale } = conversation;
  const own = account.split(':').at(-1) ?? account;
  return (
    <dl className="pairs">
      <dt>{words('customer.channel')}</dt>
      <dd>
        {platformTitle(words, platform)}
        {own !== 'main' && <span className="p-soft"> · {own}</span>}
      </dd>
      {username !== null && (
        <>
          <dt>{words('customer.username')}</dt>
          <dd>
            {platform === 'telegram' ? (
              <a
                href={`https://t.me/${encodeURIComponent(username)}`}
                target="_blank"
                rel="noreferrer noopener"
              >
                @{username}
              </a>
            ) : (
              username
            )}
          </dd>
        </>
      )}
      <dt>{words('customer.phone')}</dt>
      <dd className="p-number">
        <Phone verified={verifiedPhone} told={phone} />
      </dd>
      <dt>{words('customer.language')}</dt>
      <dd>{words(`language.${locale}`)}</dd>
    </dl>
  );
}
