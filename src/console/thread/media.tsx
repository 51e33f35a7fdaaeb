/** Files in a thread: pictures to look at, sound and film to play, everything else to save; or why there is none. */
import { useState } from 'react';
import type { LineMedia } from '../../api/thread.ts';
import { mediaUrl } from '../http/endpoints.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';

export function Media({ media }: { media: LineMedia }) {
  const words = useWords();
  const [broken, setBroken] = useState(false);
  const { file, kind, missing } = media;
  if (missing !== undefined)
    return <Lack text={words(`media.${missing}`)} kind={words(`media.kind.${kind}`)} />;
  if (file === undefined) return <Lack text={words('media.coming')} kind={words(`media.kind.${kind}`)} />;
  if (broken) return <Lack text={words('media.gone')} kind={words(`media.kind.${kind}`)} />;
  // Once our copy is there, its type is what the bytes are, whatever the customer's messenger called it.
  const isImage = media.mime?.startsWith('image/') !== false;
  const showsImage = (kind === 'photo' || kind === 'sticker') && isImage;
  if (showsImage) {
    return (
      <a className="photo" href={mediaUrl(file)} target="_blank" rel="noreferrer noopener">
        <img
          src={mediaUrl(file)}
          alt={media.name ?? words(`media.kind.${kind}`)}
          loading="lazy"
          onError={() => setBroken(true)}
        />
      </a>
    );
  }
  if (kind === 'voice') {
    return <audio controls preload="none" src={mediaUrl(file)} aria-label={words('media.kind.voice')} />;
  }
  return <Saveable media={media} file={file} />;
}

function Saveable({ media, file }: { media: LineMedia; file: string }) {
  const words = useWords();
  const format = useFormat();
  const name = media.name ?? words(`media.kind.${media.kind}`);
  return (
    <a className="file" href={mediaUrl(file, name)} download={name}>
      <Icon name="file" />
      <span className="file-name p-cut">{name}</span>
      {media.bytes !== undefined && <span className="file-size">{format.bytes(media.bytes)}</span>}
    </a>
  );
}

function Lack({ kind, text }: { kind: string; text: string }) {
  return (
    <span className="file file--lack">
      <Icon name="file" />
      <span>
        {kind}: {text}
      </span>
    </span>
  );
}
