/** The lines in their order, parted by days, with the words still on their way at the end. */
import { Fragment, memo, type ReactNode } from 'react';
import type { ThreadLine } from '../../api/thread.ts';
import { serverNow } from '../ambient/server-time.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Platform } from '../ui/platform.tsx';
import { LineActivity } from './line-activity.tsx';
import { LineIn } from './line-in.tsx';
import { LineNote } from './line-note.tsx';
import { LineOut } from './line-out.tsx';

interface LinesProps {
  lines: readonly ThreadLine[];
  resend: ((deliveryId: number) => void) | null;
  /** The platform of each line by its id, where lines of several are shown as one thread. */
  platforms?: ReadonlyMap<string, string>;
}

export const Lines = memo(function Lines({ lines, resend, platforms }: LinesProps) {
  const format = useFormat();
  const now = serverNow();
  return lines.map((line, index) => {
    const before = lines[index - 1];
    const day = format.day(line.atMs, now);
    const platform = platforms?.get(line.id);
    const newDay = before === undefined || format.day(before.atMs, now) !== day;
    return (
      <Fragment key={line.id}>
        {newDay && (
          <div className="day">
            <span>{day}</span>
          </div>
        )}
        <Marked platform={platform}>
          <Line
            line={line}
            follows={
              !newDay &&
              before !== undefined &&
              speakerOf(before) === speakerOf(line) &&
              platforms?.get(before.id) === platform
            }
            resend={resend}
          />
        </Marked>
      </Fragment>
    );
  });
});

/** The channel beside a line, where there are several. */
function Marked({ platform, children }: { platform: string | undefined; children: ReactNode }) {
  if (platform === undefined) return children;
  return (
    <div className="marked">
      <Platform name={platform} />
      <div>{children}</div>
    </div>
  );
}

function Line({
  line,
  follows,
  resend,
}: {
  line: ThreadLine;
  follows: boolean;
  resend: LinesProps['resend'];
}) {
  switch (line.kind) {
    case 'in':
      return <LineIn line={line} />;
    case 'out':
      return <LineOut line={line} follows={follows} resend={resend} />;
    case 'note':
      return <LineNote line={line} />;
    case 'activity':
      return <LineActivity line={line} />;
  }
}

function speakerOf(line: ThreadLine): string {
  return line.kind === 'out' ? `${line.origin}:${line.author ?? ''}` : line.kind;
}
