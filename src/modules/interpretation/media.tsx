/** What an interpretation shows and plays: pictures, sound, film with captions, slides; each with its words for who cannot see or hear. */
import { type Cue, readCaptions, sayLength } from '../../platform/documents/index.ts';
import type { Req } from '../../platform/http/types.ts';
import { Icon } from '../../ui/components/icon.tsx';
import type { Attachment } from '../publication/index.ts';
import { fileHref } from '../sites/index.ts';

export type Playable = { file: Attachment; href: string; captions?: { href: string; cues: Cue[] } };
export type Media = { films: Playable[]; sounds: Playable[]; pictures: Playable[]; slides: Playable[] };

const stem = (name: string): string => name.replace(/\.[^.]*$/, '');
const isCaption = (a: Attachment): boolean => /^text\/vtt/.test(a.type);
const SLIDES = /^application\/(?:pdf|vnd\.openxmlformats-officedocument\.presentationml|vnd\.ms-powerpoint)/;

/** Captions belong to the recording of their name; the only ones belong to the only one. */
function captionOf(a: Attachment, files: readonly Attachment[]): Attachment | undefined {
  const captions = files.filter(isCaption);
  const named = captions.find((k) => stem(k.name) === stem(a.name));
  const heard = files.filter((f) => /^(?:audio|video)\//.test(f.type));
  return named ?? (captions.length === 1 && heard.length === 1 ? captions[0] : undefined);
}

/** Sorts the files of an interpretation by how they are shown. Pictures that stand in its text already are left out. */
export async function mediaOf(c: Req, files: readonly Attachment[], html: string, slides: boolean): Promise<Media> {
  const playable = async (file: Attachment): Promise<Playable> => {
    const k = captionOf(file, files);
    const there = k && (await c.system.files.size(k.sha256)) !== undefined;
    const cues = there ? readCaptions(await c.system.files.get(k.sha256)) : undefined;
    return {
      file,
      href: fileHref(file.sha256, file.name),
      ...(k && cues ? { captions: { href: fileHref(k.sha256, k.name), cues } } : {}),
    };
  };
  const of = (type: RegExp) => Promise.all(files.filter((f) => type.test(f.type)).map(playable));
  const [films, sounds, pictures, shown] = await Promise.all([
    of(/^video\//),
    of(/^audio\//),
    of(/^image\//),
    slides ? of(SLIDES) : [],
  ]);
  return { films, sounds, pictures: pictures.filter((p) => !html.includes(p.file.sha256)), slides: shown };
}

export const hasMedia = (m: Media): boolean =>
  m.films.length + m.sounds.length + m.pictures.length + m.slides.length > 0;

const Transcript = ({ cues }: { cues: Cue[] }) => (
  <details class="media-words">
    <summary>看字幕全文（{cues.length}句）</summary>
    {cues.map((q, i) => (
      <p key={i}>{q.text}</p>
    ))}
  </details>
);

const Recording = ({ p, kind, title }: { p: Playable; kind: 'video' | 'audio'; title: string }) => {
  const track = p.captions && <track kind="captions" srclang="zh-CN" label="中文字幕" src={p.captions.href} default />;
  const length = p.file.seconds === undefined ? '' : sayLength(p.file.seconds);
  const name = `${kind === 'video' ? '视频' : '音频'}${length && ` ${length}`}`;
  return (
    <figure class="media">
      {kind === 'video' ? (
        // biome-ignore lint/a11y/useMediaCaption: a track when there are captions; the gate asks for them and the words stand in the text.
        <video controls preload="metadata" src={p.href} aria-label={`${title}（${name}）`}>
          {track}
        </video>
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: as above.
        <audio controls preload="metadata" src={p.href} aria-label={`${title}（${name}）`}>
          {track}
        </audio>
      )}
      <figcaption>
        {name}。放不出来的话，<a href={p.href}>下载{p.file.name}</a>。
        {!p.captions && kind === 'video' && '这段视频没有字幕，文字见正文。'}
        {p.captions && <Transcript cues={p.captions.cues} />}
      </figcaption>
    </figure>
  );
};

/** All of it, one under another. `title`: of the interpretation; the words of a picture are its text, so its name says where they are. */
export const MediaList = ({ m, title, words }: { m: Media; title: string; words: string }) => (
  <>
    {m.films.map((p) => (
      <Recording key={p.href} p={p} kind="video" title={title} />
    ))}
    {m.sounds.map((p) => (
      <Recording key={p.href} p={p} kind="audio" title={title} />
    ))}
    {m.pictures.map((p, i) => (
      <figure class="media" key={p.href}>
        <a href={p.href}>
          <img
            src={p.href}
            alt={`${title}${m.pictures.length > 1 ? `，第${i + 1}张` : ''}。图里的话${words}都有。`}
            loading="lazy"
          />
        </a>
      </figure>
    ))}
    {m.slides.map((p) => (
      <p class="media-slides" key={p.href}>
        <Icon name="file" /> <a href={p.href}>打开幻灯片：{p.file.name}</a>
      </p>
    ))}
  </>
);
